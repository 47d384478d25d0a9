#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::yaml {

/// Where a scalar is written: between the brackets of flow style, commas and brackets have a meaning.
enum class Place { Block, Flow };

/// The text as a scalar on one line that every YAML 1.1 or 1.2 reader takes for this text: plain where that is certain,
/// else in quotes.
/// REQUIRES: UTF-8 without NUL.
std::string scalar_spelling(std::string_view text, Place place);

/// The text with everything escaped that a line of a file must not hold or that does not show: control characters, line
/// separators, marks of direction.
std::string visible(std::string_view text);

}  // namespace pgreconcile::yaml
