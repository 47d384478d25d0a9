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

}  // namespace pgreconcile::introspect
