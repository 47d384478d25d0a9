#pragma once

// Private to introspect: what is below the declared tables that are partitioned.

#include <map>

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"
#include "src/model/partition_tree.hpp"

namespace pgreconcile::introspect {

using PartitionTrees = std::map<sql::QualifiedName, model::PartitionTree>;

/// Every partition at any depth, with those of its indexes that are parts of others.
db::CatalogQuery partition_members_query(const Declared& declared);
void read_partition_members(const db::Result& rows, PartitionTrees& trees);

/// Their indexes that are part of no other.
db::CatalogQuery partition_indexes_query(const Declared& declared);
void read_partition_indexes(const db::Result& rows, CatalogTexts& texts, PartitionTrees& trees);

/// Their foreign keys that are part of no other.
db::CatalogQuery partition_foreign_keys_query(const Declared& declared);
void read_partition_foreign_keys(const db::Result& rows, PartitionTrees& trees);

/// Which names near theirs are taken.
db::CatalogQuery names_nearby_query(const Declared& declared);
void read_names_nearby(const db::Result& rows, PartitionTrees& trees);

}  // namespace pgreconcile::introspect
