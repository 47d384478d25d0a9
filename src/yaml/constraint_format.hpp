#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/constraint.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/tree.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {

/// A constraint, and where its columns are named.
struct KeyDraft {
  model::KeyConstraint key;
  std::vector<Name> columns;
};

struct ForeignKeyDraft {
  model::ForeignKey key;
  std::vector<Name> columns;
  /// False if some part of it could not be read.
  bool complete = true;
};

/// One item of `unique`, or a `primary_key` with a name.
KeyDraft read_key(std::string_view kind, const Node& node, FileContext& file);

/// One item of `checks`; nothing if its expression is wrong.
std::optional<model::CheckConstraint> read_check(const Node& node, FileContext& file);

/// One item of `foreign_keys`.
ForeignKeyDraft read_foreign_key(const Node& node, FileContext& file);

/// The short form: `references` of a column, whose name the caller fills in; nothing if a part of it is wrong.
std::optional<model::ForeignKey> read_references(const Node& node, FileContext& file);

/// `foreign key "fk_turn"`, or `foreign key (turn_id)` if it has no name.
std::string describe(std::string_view kind, const std::optional<sql::Identifier>& name,
                     const std::vector<sql::Identifier>& columns);

}  // namespace pgreconcile::yaml
