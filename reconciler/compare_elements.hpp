#pragma once

#include <optional>
#include <vector>

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

// What indexes, constraints and generated columns are made of: the same, different, or not to be told.

/// Different where one of the verdicts is, else undecidable where one is.
model::Verdict all_of(const std::vector<model::Verdict>& verdicts);

model::Verdict verdict_of(bool same);

/// Two expressions on the table. The server is never asked about columns that are not there yet. `cast_to` is the type of
/// the column that they are stored in, or empty.
model::Verdict compare_expressions(DiffContext& context, const TablePair& tables, const sql::Expression& desired,
                                   const sql::Expression& live, const std::string& cast_to);

model::Verdict compare_predicates(DiffContext& context, const TablePair& tables,
                                  const std::optional<sql::Expression>& desired,
                                  const std::optional<sql::Expression>& live);

model::Verdict compare_elements(DiffContext& context, const TablePair& tables,
                                const std::vector<model::IndexElement>& desired,
                                const std::vector<model::IndexElement>& live);

/// Two indexes, but for their names, how they are stored and whether they are valid.
model::Verdict compare_indexes(DiffContext& context, const TablePair& tables, const model::Index& desired,
                               const model::Index& live);

/// A column or an expression, as keys of indexes and partitions are.
using ElementKey = std::variant<sql::Identifier, sql::Expression>;
model::Verdict compare_keys(DiffContext& context, const TablePair& tables, const ElementKey& desired,
                            const ElementKey& live);

/// True where the name, as the file has it, finds the object that the catalog names.
bool finds(const DiffContext& context, const sql::ObjectName& desired, const std::optional<sql::ObjectName>& live);

/// The same for an operator class or collation, which the file may leave out where it is the default.
bool same_name(const DiffContext& context, const std::optional<sql::ObjectName>& desired,
               const std::optional<sql::ObjectName>& live, bool live_is_default);

/// The columns that its elements, INCLUDE and predicate speak of.
std::vector<sql::Identifier> columns_of(const model::Index& index);
std::vector<sql::Identifier> columns_of(const model::ExclusionConstraint& exclusion);

}  // namespace pgreconcile::reconciler
