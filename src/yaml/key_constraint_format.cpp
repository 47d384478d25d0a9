// Primary keys and unique constraints, and what they share with other constraints; declared in constraint_format.hpp.

#include <fmt/format.h>

#include <array>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

using KeyRow = Key<KeyDraft>;
constexpr KeyRow kName{
    "name",
    Presence::Optional,
    {ValueKind::Name},
    [](const Field& field, KeyDraft& draft, FileContext& file) { draft.key.name = read_name(field, file); },
    {"The constraint's name, and that of its index.", "CONSTRAINT name", "PostgreSQL's default name"}};
constexpr KeyRow kColumns{"columns",
                          Presence::Required,
                          {ValueKind::Names},
                          store<&KeyDraft::columns, read_columns>,
                          {"The columns, in the order of the index.", "PRIMARY KEY (a, b), UNIQUE (a, b)"}};
constexpr KeyRow kInclude{"include",
                          Presence::Optional,
                          {ValueKind::Names},
                          store<&KeyDraft::include, read_names>,
                          {"Further columns that the index holds, and that need not be unique.", "INCLUDE (a, b)"}};
constexpr KeyRow kNullsNotDistinct{"nulls_not_distinct",
                                   Presence::Optional,
                                   {ValueKind::Boolean},
                                   [](const Field& field, KeyDraft& draft, FileContext& file) {
                                     if (read_boolean(field, file).value_or(false))
                                       draft.key.nulls_distinct = model::NullsDistinct::No;
                                   },
                                   {"Whether two nulls count as alike.", "NULLS NOT DISTINCT", "false", 15}};
constexpr KeyRow kDeferrable{"deferrable",
                             Presence::Optional,
                             {ValueKind::Boolean},
                             [](const Field& field, KeyDraft& draft, FileContext& file) {
                               read_deferrable(field, draft.key.deferrability, file);
                             },
                             {"Whether a transaction may put off the check to its end.", "DEFERRABLE", "false"}};
constexpr KeyRow kInitiallyDeferred{
    "initially_deferred",
    Presence::Optional,
    {ValueKind::Boolean},
    [](const Field& field, KeyDraft& draft, FileContext& file) {
      read_initially_deferred(field, "key", draft.key.deferrability, file);
    },
    {"Whether transactions do so unless they say otherwise; needs deferrable.", "INITIALLY DEFERRED", "false"}};

constexpr auto kPrimaryKeyKeys = std::to_array<KeyRow>({kName, kColumns, kInclude, kDeferrable, kInitiallyDeferred});
constexpr auto kUniqueKeys =
    std::to_array<KeyRow>({kName, kColumns, kInclude, kNullsNotDistinct, kDeferrable, kInitiallyDeferred});

void complete(KeyDraft& draft, const Node& node, FileContext& file) {
  draft.key.columns = identifiers(draft.columns);
  draft.key.include = identifiers(draft.include);
  draft.key.origin = {file.source.location(node.offset)};
}

}  // namespace

KeyDraft read_primary_key(const Field& field, FileContext& file) {
  KeyDraft draft;
  if (field.value.mapping() != nullptr) {
    read_object(describe("primary key", field.value), field.value, kPrimaryKeyKeys, draft, file);
  } else {
    draft.columns = read_columns(field, file);
  }
  complete(draft, field.value, file);
  return draft;
}

KeyDraft read_unique_key(const Node& node, FileContext& file) {
  KeyDraft draft;
  read_object(describe("unique constraint", node), node, kUniqueKeys, draft, file);
  complete(draft, node, file);
  return draft;
}

void read_deferrable(const Field& field, model::Deferrability& deferrability, FileContext& file) {
  if (read_boolean(field, file).value_or(false)) deferrability = model::Deferrability::Deferrable;
}

void read_initially_deferred(const Field& field, std::string_view kind, model::Deferrability& deferrability,
                             FileContext& file) {
  if (!read_boolean(field, file).value_or(false)) return;
  if (deferrability == model::Deferrability::NotDeferrable) {
    file.problems.add(field.value.offset, fmt::format("\"initially_deferred\" needs a deferrable {}", kind),
                      "add \"deferrable: true\"");
  }
  deferrability = model::Deferrability::InitiallyDeferred;
}

std::string describe(std::string_view kind, const std::optional<sql::Identifier>& name,
                     const std::vector<sql::Identifier>& columns) {
  if (name) return fmt::format("{} \"{}\"", kind, name->name());
  return columns.empty() ? std::string(kind) : fmt::format("{} ({})", kind, sql::quoted_list(columns));
}

std::vector<ObjectFormat> key_formats() {
  return {format_of("primary key", kPrimaryKeyKeys), format_of("unique constraint", kUniqueKeys)};
}

}  // namespace pgreconcile::yaml
