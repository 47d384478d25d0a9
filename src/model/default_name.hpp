#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "src/model/database.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// The name that PostgreSQL gives to a constraint without one: `table_column_suffix`, cut to 63 bytes as it cuts, with a
/// number at the end for `attempt` > 0. Source: makeObjectName() and ChooseIndexName() in src/backend/commands/indexcmds.c
sql::Identifier default_constraint_name(const sql::Identifier& table, const std::vector<sql::Identifier>& columns,
                                        std::string_view suffix, int attempt = 0);

/// How often a default name that is taken is tried again under the next number.
inline constexpr int kDefaultNameAttempts = 4;

/// What the default name of a unique constraint (suffix `key`) or exclusion constraint (suffix `excl`) is made of, each
/// another: `lower`, `lower1`. Source: ChooseIndexColumnNames() in src/backend/commands/indexcmds.c
std::vector<sql::Identifier> columns_in_name(const KeyConstraint& constraint);
std::vector<sql::Identifier> columns_in_name(const ExclusionConstraint& constraint);
/// And of an index (suffix `idx`), with the columns that it only includes.
std::vector<sql::Identifier> columns_in_name(const Index& index);

/// Every relation name that the declared database has, may take or refers to: tables, their partitions, indexes, the
/// indexes of constraints, the targets of foreign keys, sequences; and enums and domains, which a relation's row type may
/// be in the way of.
std::set<sql::QualifiedName> wanted_relations(const Database& database);

}  // namespace pgreconcile::model
