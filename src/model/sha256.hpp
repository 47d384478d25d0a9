#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::model {

/// The SHA-256 of the bytes, as 64 hexadecimal digits in lower case.
std::string sha256(std::string_view bytes);

/// The same, in base64.
std::string sha256_base64(std::string_view bytes);

}  // namespace pgreconcile::model
