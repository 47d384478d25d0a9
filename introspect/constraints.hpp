#pragma once

// Private to introspect.

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// Every constraint of the declared tables that is their own, by name.
db::CatalogQuery constraints_query(const Declared& declared);
void read_constraints(const db::Result& rows, CatalogTexts& texts, TablesByName& tables);

}  // namespace pgreconcile::introspect
