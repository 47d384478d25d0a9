#pragma once

#include "src/yaml/database_format.hpp"
#include "src/yaml/problems.hpp"

namespace pgreconcile::yaml {

/// Checks what concerns several objects, in one file or in several: all of the below.
void check_across_tables(const DatabaseDraft& draft, Problems& problems);

/// No two relations of a schema have one name, nor two types; tables are both.
void check_names(const model::Database& database, Problems& problems);

/// Each foreign key's target, where it is declared, has a key that matches and lasts as long.
void check_foreign_keys(const DatabaseDraft& draft, Problems& problems);

/// Names of types are not misspelt names of built-in ones, and no domain is made of itself.
void check_types(const DatabaseDraft& draft, Problems& problems);

/// The columns that own sequences exist, where their tables are declared.
void check_sequence_owners(const DatabaseDraft& draft, Problems& problems);

}  // namespace pgreconcile::yaml
