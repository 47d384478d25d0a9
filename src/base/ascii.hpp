#pragma once

#include <string>
#include <string_view>

namespace pgreconcile {

/// The text with the letters A to Z in lower case, whatever the locale: as SQL folds its key words.
std::string lower_case(std::string_view text);

}  // namespace pgreconcile
