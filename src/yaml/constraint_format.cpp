#include "src/yaml/constraint_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

// Both in the order of the enums of src/model/constraint.hpp.
constexpr auto kActions =
    std::to_array<std::string_view>({"no action", "restrict", "cascade", "set null", "set default"});
constexpr auto kMatchTypes = std::to_array<std::string_view>({"simple", "full"});

constexpr auto kKeyKeys = std::to_array<Key<KeyDraft>>({
    {"name",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, KeyDraft& draft, FileContext& file) { draft.key.name = read_name(field, file); }},
    {"columns",
     Presence::Required,
     {ValueKind::Names},
     [](const Field& field, KeyDraft& draft, FileContext& file) { draft.columns = read_names(field, file); }},
    unsupported<KeyDraft>("include"),
    unsupported<KeyDraft>("nulls_not_distinct"),
    unsupported<KeyDraft>("deferrable"),
    unsupported<KeyDraft>("initially_deferred"),
});

struct CheckDraft {
  std::optional<sql::Identifier> name;
  std::optional<sql::Expression> expression;
};

constexpr auto kCheckKeys = std::to_array<Key<CheckDraft>>({
    {"name",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, CheckDraft& draft, FileContext& file) { draft.name = read_name(field, file); }},
    {"expr",
     Presence::Required,
     {ValueKind::Sql},
     [](const Field& field, CheckDraft& draft, FileContext& file) { draft.expression = read_expression(field, file); }},
    unsupported<CheckDraft>("no_inherit"),
});

void read_deferrable(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (read_boolean(field, file).value_or(false)) draft.key.deferrability = model::Deferrability::Deferrable;
}

// REQUIRES: a row below read_deferrable's.
void read_initially_deferred(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (!read_boolean(field, file).value_or(false)) return;
  if (draft.key.deferrability == model::Deferrability::NotDeferrable) {
    file.problems.add(field.value.offset, "\"initially_deferred\" needs a deferrable foreign key",
                      "add \"deferrable: true\"");
  }
  draft.key.deferrability = model::Deferrability::InitiallyDeferred;
}

void read_valid(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (!read_boolean(field, file).value_or(true)) draft.key.validity = model::Validity::NotValid;
}

void read_target(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (auto target = read_relation_name(field.value, file)) draft.key.target = *std::move(target);
}

void read_target_column(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  if (auto column = read_name(field, file)) draft.key.target_columns = {*std::move(column)};
}

void read_target_columns(const Field& field, ForeignKeyDraft& draft, FileContext& file) {
  draft.key.target_columns = identifiers(read_names(field, file));
}

// Rows that the short and the long form share.
using ForeignKeyRow = Key<ForeignKeyDraft>;
constexpr ForeignKeyRow kName{
    "name", Presence::Optional, {ValueKind::Name}, [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
      draft.key.name = read_name(field, file);
    }};
constexpr ForeignKeyRow kTarget{"table", Presence::Required, {ValueKind::RelationName}, read_target};
constexpr ForeignKeyRow kOnDelete{"on_delete",
                                  Presence::Optional,
                                  {ValueKind::Choice, kActions},
                                  [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
                                    read_choice(field, kActions, draft.key.on_delete, file);
                                  }};
constexpr ForeignKeyRow kOnUpdate{"on_update",
                                  Presence::Optional,
                                  {ValueKind::Choice, kActions},
                                  [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
                                    read_choice(field, kActions, draft.key.on_update, file);
                                  }};
constexpr ForeignKeyRow kMatch{"match",
                               Presence::Optional,
                               {ValueKind::Choice, kMatchTypes},
                               [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
                                 read_choice(field, kMatchTypes, draft.key.match, file);
                               }};
constexpr ForeignKeyRow kDeferrable{"deferrable", Presence::Optional, {ValueKind::Boolean}, read_deferrable};
constexpr ForeignKeyRow kInitiallyDeferred{
    "initially_deferred", Presence::Optional, {ValueKind::Boolean}, read_initially_deferred};
constexpr ForeignKeyRow kValid{"valid", Presence::Optional, {ValueKind::Boolean}, read_valid};

constexpr auto kTargetKeys = std::to_array<ForeignKeyRow>({
    kTarget,
    {"columns", Presence::Required, {ValueKind::Names}, read_target_columns},
    kOnDelete,
    kOnUpdate,
    kMatch,
});

constexpr auto kForeignKeyKeys = std::to_array<ForeignKeyRow>({
    kName,
    {"columns",
     Presence::Required,
     {ValueKind::Names},
     [](const Field& field, ForeignKeyDraft& draft, FileContext& file) { draft.columns = read_names(field, file); }},
    {"references",
     Presence::Required,
     {ValueKind::Object, {}, "target"},
     [](const Field& field, ForeignKeyDraft& draft, FileContext& file) {
       read_object("\"references\"", field.value, kTargetKeys, draft, file);
     }},
    kDeferrable,
    kInitiallyDeferred,
    kValid,
});

constexpr auto kReferencesKeys = std::to_array<ForeignKeyRow>({
    kTarget,
    {"column", Presence::Required, {ValueKind::Name}, read_target_column},
    kName,
    kOnDelete,
    kOnUpdate,
    kMatch,
    kDeferrable,
    kInitiallyDeferred,
    kValid,
});

}  // namespace

KeyDraft read_key(std::string_view kind, const Node& node, FileContext& file) {
  KeyDraft draft;
  read_object(describe(kind, node), node, kKeyKeys, draft, file);
  draft.key.columns = identifiers(draft.columns);
  draft.key.origin = {file.source.location(node.offset)};
  return draft;
}

std::optional<model::CheckConstraint> read_check(const Node& node, FileContext& file) {
  CheckDraft draft;
  read_object(describe("check", node), node, kCheckKeys, draft, file);
  if (!draft.expression) return std::nullopt;
  const model::Origin origin{file.source.location(node.offset)};
  return model::CheckConstraint{
      .name = std::move(draft.name), .expression = *std::move(draft.expression), .unmodelled = {}, .origin = origin};
}

ForeignKeyDraft read_foreign_key(const Node& node, FileContext& file) {
  ForeignKeyDraft draft;
  const auto problems_before = file.problems.count();
  read_object(describe("foreign key", node), node, kForeignKeyKeys, draft, file);
  draft.complete = file.problems.count() == problems_before;
  draft.key.columns = identifiers(draft.columns);
  draft.key.origin = {file.source.location(node.offset)};
  return draft;
}

std::optional<model::ForeignKey> read_references(const Node& node, FileContext& file) {
  ForeignKeyDraft draft;
  const auto problems_before = file.problems.count();
  read_object("\"references\"", node, kReferencesKeys, draft, file);
  if (file.problems.count() != problems_before) return std::nullopt;
  draft.key.origin = {file.source.location(node.offset)};
  return std::move(draft.key);
}

std::string describe(std::string_view kind, const std::optional<sql::Identifier>& name,
                     const std::vector<sql::Identifier>& columns) {
  return name ? fmt::format("{} \"{}\"", kind, name->name()) : fmt::format("{} ({})", kind, sql::quoted_list(columns));
}

}  // namespace pgreconcile::yaml
