#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/constraint.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// A constraint, and where its columns are named.
struct KeyDraft {
  model::KeyConstraint key;
  std::vector<Name> columns;
  std::vector<Name> include;
};

struct CheckDraft {
  model::CheckConstraint check;
  std::vector<Name> columns;  ///< those that its expression names
};

struct ForeignKeyDraft {
  model::ForeignKey key;
  std::vector<Name> columns;
  std::vector<Name> target_columns;
  std::vector<Name> on_delete_columns;
  /// False if some part of it could not be read.
  bool complete = true;
};

struct ExclusionDraft {
  model::ExclusionConstraint exclusion;
  std::vector<Name> columns;
  std::vector<Name> columns_in_expressions;
  /// False if some part of it could not be read.
  bool complete = true;
};

/// The `primary_key` of a table: names, or a mapping.
KeyDraft read_primary_key(const Field& field, FileContext& file);

/// One item of `unique`.
KeyDraft read_unique_key(const Node& node, FileContext& file);

/// One item of a table's `checks`; nothing if its expression is wrong.
std::optional<CheckDraft> read_check(const Node& node, FileContext& file);

/// One item of a domain's `checks`; nothing if its expression is wrong.
std::optional<CheckDraft> read_domain_check(const Node& node, FileContext& file);

/// One item of `foreign_keys`.
ForeignKeyDraft read_foreign_key(const Node& node, FileContext& file);

/// The short form: `references` of that column; nothing if a part of it is wrong.
std::optional<ForeignKeyDraft> read_references(const Node& node, const sql::Identifier& column, FileContext& file);

/// One item of `exclude`.
ExclusionDraft read_exclusion(const Node& node, FileContext& file);

/// `deferrable` and `initially_deferred`, which is to stand a row below it, of such a constraint.
void read_deferrable(const Field& field, model::Deferrability& deferrability, FileContext& file);
void read_initially_deferred(const Field& field, std::string_view kind, model::Deferrability& deferrability,
                             FileContext& file);

/// `foreign key "fk_turn"`, or `foreign key (turn_id)` if it has no name.
std::string describe(std::string_view kind, const std::optional<sql::Identifier>& name,
                     const std::vector<sql::Identifier>& columns);

std::vector<ObjectFormat> key_formats();
std::vector<ObjectFormat> check_formats();
std::vector<ObjectFormat> foreign_key_formats();
std::vector<ObjectFormat> exclusion_formats();

}  // namespace pgreconcile::yaml
