#pragma once

#include <string>

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

/// `'2026-01-01'` or `MAXVALUE`
std::string to_sql(const model::BoundValue& value);
std::string to_sql(model::PartitionStrategy strategy);

}  // namespace pgreconcile::reconciler
