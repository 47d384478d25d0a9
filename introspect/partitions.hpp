#pragma once

// Private to introspect.

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// How the declared tables that are partitioned are so.
db::CatalogQuery partition_keys_query(const Declared& declared);
void read_partition_keys(const db::Result& rows, CatalogTexts& texts, TablesByName& tables);

/// The direct partitions of the declared tables, by name: their bounds, and what they have of their own.
db::CatalogQuery partitions_query(const Declared& declared);
void read_partitions(const db::Result& rows, TablesByName& tables);

}  // namespace pgreconcile::introspect
