#pragma once

// Private to introspect.

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// Indexes that no constraint owns, by name.
db::CatalogQuery indexes_query(const Declared& declared);
void read_indexes(const db::Result& rows, CatalogTexts& texts, TablesByName& tables);

/// What a query selects of an index, its rows being `i` of pg_index, `ic` of pg_class, `am` of pg_am and `ts` of
/// pg_tablespace; and what reads it.
std::string index_columns(const Declared& declared);
model::Index read_index(const Row& row, CatalogTexts& texts);

}  // namespace pgreconcile::introspect
