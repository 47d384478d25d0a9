#pragma once

#include <string>

#include "reconciler/change.hpp"
#include "src/model/table.hpp"

namespace pgreconcile::reconciler {

/// `CREATE TABLE IF NOT EXISTS name (…) PARTITION BY … WITH (…)`, a line for each column and constraint. Its indexes and
/// partitions are statements of their own. REQUIRES: every constraint has a name.
std::string create_table(const model::Table& table);

/// `RANGE (at, (lower(name)))`
std::string partition_key_clause(const model::PartitionKey& key);

/// `FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)`, or `DEFAULT`
std::string bound_clause(const model::PartitionBound& bound);

/// `CREATE TABLE IF NOT EXISTS partition PARTITION OF parent bound`
std::string create_partition(const sql::QualifiedName& parent, const model::Partition& partition);

/// `CREATE TABLE IF NOT EXISTS partition (LIKE parent INCLUDING DEFAULTS …)`: all that a partition has of its parent's
/// before it is attached. What attaching brings is left out: indexes, keys, foreign keys and identity.
std::string create_like_parent(const sql::QualifiedName& parent, const sql::QualifiedName& partition,
                               const LikeParent& like);

/// `ALTER TABLE parent ATTACH PARTITION partition bound`, in its guard.
std::string attach_partition_once(const sql::QualifiedName& parent, const model::Partition& partition);

/// `'2026-01-01'` or `MAXVALUE`
std::string to_sql(const model::BoundValue& value);
std::string to_sql(model::PartitionStrategy strategy);

}  // namespace pgreconcile::reconciler
