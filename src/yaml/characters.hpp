#pragma once

#include <cstddef>

#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"

namespace pgreconcile::yaml {

inline constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20U;

enum class Readability { Readable, NotText };

/// Reports control characters, lone carriage returns and tabs used as indentation, and blanks them out, so that the
/// rest of the file can be read. Invalid UTF-8 is reported at its first byte; such a file is not read further.
Readability refuse_bad_characters(Source& source, Problems& problems);

}  // namespace pgreconcile::yaml
