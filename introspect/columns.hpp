#pragma once

// Private to introspect.

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// By attnum, a row a column: table, name, type and every attribute; and the options of the sequence behind an identity or
/// serial column.
db::CatalogQuery columns_query(const Declared& declared);
void read_columns(const db::Result& rows, CatalogTexts& texts, TablesByName& tables);

}  // namespace pgreconcile::introspect
