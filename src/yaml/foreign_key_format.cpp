// Foreign keys, in their long and their short form; declared in constraint_format.hpp.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

// Both in the order of the enums of src/model/constraint.hpp.
constexpr auto kActions =
    std::to_array<std::string_view>({"no action", "restrict", "cascade", "set null", "set default"});
constexpr auto kMatchTypes = std::to_array<std::string_view>({"simple", "full"});

// `on_delete: {set null: [a]}`
struct SetColumnsDraft {
  std::optional<model::ReferentialAction> action;
  std::vector<Name> columns;
};

template <model::ReferentialAction Action>
void read_set_columns(const Field& field, SetColumnsDraft& draft, FileContext& file) {
  draft.action = Action;
  draft.columns = read_names(field, file);
}

constexpr auto kSetColumnsKeys = std::to_array<Key<SetColumnsDraft>>({
    {"set null",
     Presence::Optional,
     {ValueKind::Names},
     read_set_columns<model::ReferentialAction::SetNull>,
     {"The columns that become null, rather than all of the key's.", "ON DELETE SET NULL (a, b)", "", 15}},
    {"set default",
     Presence::Optional,
     {ValueKind::Names},
     read_set_columns<model::ReferentialAction::SetDefault>,
     {"The columns that take their defaults, rather than all of the key's.", "ON DELETE SET DEFAULT (a, b)", "", 15}},
});

void read_on_delete(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (field.value.scalar() != nullptr) return read_choice(field, kActions, draft.key.on_delete, file);
  SetColumnsDraft set;
  const auto problems_before = file.problems.count();
  read_object("\"on_delete\"", field.value, kSetColumnsKeys, set, file);
  if (file.problems.count() != problems_before) return;
  if (field.value.mapping()->size() != 1 || set.columns.empty()) {
    file.problems.add(field.value.offset, "\"on_delete\" must be one action",
                      "write {set null: [a]} or {set default: [a]} to name columns");
    return;
  }
  draft.key.on_delete = *set.action;
  draft.on_delete_columns = std::move(set.columns);
}

void read_target(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (auto target = read_relation_name(field.value, file)) draft.key.target = *std::move(target);
}

void read_target_column(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (auto column = read_name(field, file)) draft.target_columns = {{*std::move(column), field.value.offset}};
}

// Rows that the short and the long form share.
using ForeignKeyRow = Key<ForeignKeyDraft>;
constexpr ForeignKeyRow kName{
    "name",
    Presence::Optional,
    {ValueKind::Name},
    [](const Field& field, ForeignKeyDraft& draft, FileContext& file) { draft.key.name = read_name(field, file); },
    {"The constraint's name.", "CONSTRAINT name", "PostgreSQL's default name"}};
constexpr ForeignKeyRow kTarget{
    "table",
    Presence::Required,
    {ValueKind::RelationName},
    read_target,
    {"The table that is referenced; one that the file does not declare has to exist.", "REFERENCES table"}};
constexpr ForeignKeyRow kOnDelete{
    "on_delete",
    Presence::Optional,
    {ValueKind::ChoiceOrObject, kActions, "on delete"},
    read_on_delete,
    {"What becomes of the row when the referenced one is deleted.", "ON DELETE action", "no action"}};
constexpr ForeignKeyRow kOnUpdate{
    "on_update",
    Presence::Optional,
    {ValueKind::Choice, kActions},
    [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
      read_choice(field, kActions, draft.key.on_update, file);
    },
    {"What becomes of the row when the referenced key changes.", "ON UPDATE action", "no action"}};
constexpr ForeignKeyRow kMatch{
    "match",
    Presence::Optional,
    {ValueKind::Choice, kMatchTypes},
    [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
      read_choice(field, kMatchTypes, draft.key.match, file);
    },
    {"Whether a key that is null in part counts as none (simple) or is refused (full).", "MATCH FULL", "simple"}};
constexpr ForeignKeyRow kDeferrable{"deferrable",
                                    Presence::Optional,
                                    {ValueKind::Boolean},
                                    [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
                                      read_deferrable(field, draft.key.deferrability, file);
                                    },
                                    {"Whether a transaction may put off the check to its end.", "DEFERRABLE", "false"}};
constexpr ForeignKeyRow kInitiallyDeferred{
    "initially_deferred",
    Presence::Optional,
    {ValueKind::Boolean},
    [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
      read_initially_deferred(field, "foreign key", draft.key.deferrability, file);
    },
    {"Whether transactions do so unless they say otherwise; needs deferrable.", "INITIALLY DEFERRED", "false"}};
constexpr ForeignKeyRow kValid{"valid",
                               Presence::Optional,
                               {ValueKind::Boolean},
                               [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
                                 if (!read_boolean(field, file).value_or(true))
                                   draft.key.validity = model::Validity::NotValid;
                               },
                               {"Whether existing rows are checked as well.", "NOT VALID", "true"}};

constexpr auto kTargetKeys = std::to_array<ForeignKeyRow>({
    kTarget,
    {"columns",
     Presence::Required,
     {ValueKind::Names},
     store<&ForeignKeyDraft::target_columns, read_columns>,
     {"The columns there: those of its primary key, or unique.", "REFERENCES table (a, b)"}},
    kOnDelete,
    kOnUpdate,
    kMatch,
});

constexpr auto kForeignKeyKeys = std::to_array<ForeignKeyRow>({
    kName,
    {"columns",
     Presence::Required,
     {ValueKind::Names},
     store<&ForeignKeyDraft::columns, read_columns>,
     {"The columns that reference the other table's.", "FOREIGN KEY (a, b)"}},
    {"references",
     Presence::Required,
     {ValueKind::Object, {}, "target"},
     [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
       read_object("\"references\"", field.value, kTargetKeys, draft, file);
     },
     {"What is referenced, and what follows when that changes.", "REFERENCES table (a, b)"}},
    kDeferrable,
    kInitiallyDeferred,
    kValid,
});

constexpr auto kReferencesKeys = std::to_array<ForeignKeyRow>({
    kTarget,
    {"column",
     Presence::Required,
     {ValueKind::Name},
     read_target_column,
     {"The column there: its primary key, or unique.", "REFERENCES table (column)"}},
    kName,
    kOnDelete,
    kOnUpdate,
    kMatch,
    kDeferrable,
    kInitiallyDeferred,
    kValid,
});

// https://www.postgresql.org/docs/current/sql-createtable.html, ON DELETE SET NULL
void refuse_foreign_columns(const ForeignKeyDraft& draft, FileContext& file) {
  for (const auto& column : draft.on_delete_columns) {
    if (std::ranges::find(draft.key.columns, column.identifier) != draft.key.columns.end()) continue;
    file.problems.add(
        column.offset,
        fmt::format("\"on_delete\" names column \"{}\", which is none of the foreign key's", column.identifier.name()));
  }
}

// REQUIRES: key.columns is set.
void complete(ForeignKeyDraft& draft, const Node& node, std::size_t problems_before, FileContext& file) {
  draft.key.target_columns = identifiers(draft.target_columns);
  draft.key.on_delete_columns = identifiers(draft.on_delete_columns);
  draft.key.origin = {file.source.location(node.offset)};
  refuse_foreign_columns(draft, file);
  draft.complete = file.problems.count() == problems_before;
}

}  // namespace

ForeignKeyDraft read_foreign_key(const Node& node, FileContext& file) {
  ForeignKeyDraft draft;
  const auto problems_before = file.problems.count();
  read_object(describe("foreign key", node), node, kForeignKeyKeys, draft, file);
  draft.key.columns = identifiers(draft.columns);
  complete(draft, node, problems_before, file);
  return draft;
}

std::optional<ForeignKeyDraft> read_references(const Node& node, const sql::Identifier& column, FileContext& file) {
  ForeignKeyDraft draft;
  const auto problems_before = file.problems.count();
  read_object("\"references\"", node, kReferencesKeys, draft, file);
  draft.key.columns = {column};
  complete(draft, node, problems_before, file);
  return draft.complete ? std::optional(std::move(draft)) : std::nullopt;
}

std::vector<ObjectFormat> foreign_key_formats() {
  return {format_of("foreign key", kForeignKeyKeys), format_of("target", kTargetKeys),
          format_of("references", kReferencesKeys), format_of("on delete", kSetColumnsKeys)};
}

}  // namespace pgreconcile::yaml
