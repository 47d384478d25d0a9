#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/sql/identifier.hpp"

// Names as they stand in a file: `a`, `schema.a`, `schema."A b"`. A part in double quotes is read as in SQL; one without
// is taken as it is written.
namespace pgreconcile::yaml {

/// The parts, or nothing where the quoting is wrong. A part may be empty.
std::optional<std::vector<std::string>> split_dotted(std::string_view text);

/// `en_US.utf8`: a locale to people, although it would be the collation utf8 of a schema en_US. In quotes it is either.
bool reads_like_locale(std::string_view text);

/// One part as it is to be written: in double quotes where reading needs them.
std::string quoted_part(const sql::Identifier& name);

/// One part in double quotes.
std::string quoted_always(const sql::Identifier& name);

}  // namespace pgreconcile::yaml
