#pragma once

#include <string_view>

namespace pgreconcile::yaml {

/// What YAML 1.1 or 1.2 readers make of a plain scalar that is not text to all of them: `a boolean`, `null`, `a number`
/// or `a date`; empty for text. `y`, `n`, `t` and `f` pass as text: they are common names.
std::string_view retyped_as(std::string_view plain);

}  // namespace pgreconcile::yaml
