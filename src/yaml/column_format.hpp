#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "src/model/table.hpp"
#include "src/yaml/constraint_format.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// A column as the file has it: with the constraints that it holds in short form, and only as complete as the file.
struct ColumnDraft {
  std::optional<sql::Identifier> name;
  std::optional<ColumnType> type;
  std::optional<bool> nullable;
  std::optional<sql::Expression> default_value;
  std::optional<model::Identity> identity;
  std::optional<sql::Expression> generated;
  std::optional<sql::ObjectName> collation;
  std::optional<model::Storage> storage;
  std::optional<model::Compression> compression;
  std::optional<std::string> comment;
  model::Rewrite rewrite = model::Rewrite::Refuse;
  std::optional<model::KeyConstraint> primary_key;
  std::optional<model::KeyConstraint> unique;
  std::optional<ForeignKeyDraft> references;
  std::optional<CheckDraft> check;
  std::vector<Name> generated_from;  ///< the columns that `generated` names
};

ColumnDraft read_column(const Node& node, FileContext& file);

std::vector<ObjectFormat> column_formats();

}  // namespace pgreconcile::yaml
