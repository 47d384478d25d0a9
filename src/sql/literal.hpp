#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::sql {

/// The value as an SQL string literal: `'it''s'`, or `E'a\\b'` where it holds a backslash, so that it
/// reads the same whatever standard_conforming_strings says.
/// REQUIRES: the value holds no NUL.
std::string quote_literal(std::string_view value);

}  // namespace pgreconcile::sql
