#pragma once

#include <string_view>

#include "src/model/database.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

/// True where the whole text is what the pattern says: `*` stands for any characters, `?` for one, of UTF-8 text.
bool matches_glob(std::string_view pattern, std::string_view text);

/// True for a live relation that the file wants never to be reported as extra. A pattern with a dot speaks of
/// schema.name, any other of the name alone.
bool is_ignored(const model::Database& desired, const sql::QualifiedName& relation);

}  // namespace pgreconcile::reconciler
