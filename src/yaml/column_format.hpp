#pragma once

#include <cstddef>
#include <optional>

#include "src/model/table.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// A column as the file has it: with the constraints that it holds in short form, and only as complete as the file.
struct ColumnDraft {
  std::optional<sql::Identifier> name;
  std::optional<sql::TypeName> type;
  std::optional<bool> nullable;
  std::optional<sql::Expression> default_value;
  std::optional<model::KeyConstraint> primary_key;
  std::optional<model::KeyConstraint> unique;
  std::optional<model::ForeignKey> references;
  std::optional<model::CheckConstraint> check;
  std::size_t offset = 0;
};

ColumnDraft read_column(const Node& node, FileContext& file);

}  // namespace pgreconcile::yaml
