#pragma once

#include <string>

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

/// A declared column that exists.
struct ColumnPair {
  const TablePair& tables;
  const model::Column& desired;
  const model::Column& live;

  const sql::QualifiedName& table() const { return tables.desired.name; }
  Difference differs(DifferenceClass difference_class, std::string attribute, std::string message) const {
    return {.difference_class = difference_class,
            .object = object_name(table(), desired.name),
            .attribute = std::move(attribute),
            .message = std::move(message),
            .source = desired.origin.where};
  }
};

/// Where a column's values come from beside its default: `generated`, `identity`, `serial`.
void diff_value_source(DiffContext& context, const ColumnPair& columns);

/// How a column's values are kept: collation, storage, compression. REQUIRES: the types are the same.
void diff_column_storage(DiffContext& context, const ColumnPair& columns);

/// What adding the column to its table means. An obstacle says why it would fail or do harm; empty where it would not.
struct Addition {
  bool rewrites = false;
  std::string obstacle = {};
  std::string manual_sql = {};
};

Addition consider_adding(DiffContext& context, const sql::QualifiedName& table, const model::Column& column);

}  // namespace pgreconcile::reconciler
