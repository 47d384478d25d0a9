#include "src/yaml/database_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/yaml/key.hpp"
#include "src/yaml/table_format.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {
namespace {

void read_version(const Field& field, DatabaseDraft& /*draft*/, FileContext& file) {
  const auto& scalar = *field.value.scalar();
  if (scalar.style == ScalarStyle::Plain && scalar.text == "1") return;
  const auto quote = scalar.style == ScalarStyle::Plain ? "" : "\"";
  file.problems.add(field.value.offset, fmt::format("version {0}{1}{0} is not supported", quote, scalar.text),
                    "this pgreconcile reads \"version: 1\"");
}

// REQUIRES: a row above all that reads names of relations.
void read_schema(const Field& field, DatabaseDraft& draft, FileContext& file) {
  auto name = read_name(field, file);
  if (!name) return;
  draft.database.default_schema = *name;
  file.default_schema = *std::move(name);
}

void read_schemas(const Field& field, DatabaseDraft& draft, FileContext& file) {
  std::set<sql::Identifier> seen;
  for (auto& [name, offset] : read_names(field, file)) {
    if (!seen.insert(name).second) {
      file.problems.add(offset, fmt::format("schema \"{}\" is named twice", name.name()));
    } else if (name != draft.database.default_schema) {
      draft.database.schemas.push_back({std::move(name), {file.source.location(offset)}});
    }
  }
}

void read_tables(const Field& field, DatabaseDraft& draft, FileContext& file) {
  for (const auto& entry : *field.value.mapping()) {
    auto name = read_relation_name(entry.key, file);
    const auto problems_before = file.problems.count();
    auto table = read_table(entry.value, name.value_or(sql::QualifiedName{}), entry.key, file);
    if (!name) continue;
    const bool is_damaged = entry.value.cut_off || file.problems.count() != problems_before;
    if (is_damaged) draft.damaged.insert(*std::move(name));
    draft.database.tables.push_back(std::move(table));
  }
}

constexpr auto kDatabaseKeys = std::to_array<Key<DatabaseDraft>>({
    {"version", Presence::Required, {ValueKind::Version}, read_version},
    {"schema", Presence::Optional, {ValueKind::Name}, read_schema},
    {"schemas", Presence::Optional, {ValueKind::Names}, read_schemas},
    {"tables", Presence::Required, {ValueKind::NamedObjects, {}, "table"}, read_tables},
    unsupported<DatabaseDraft>("extensions"),
    unsupported<DatabaseDraft>("enums"),
    unsupported<DatabaseDraft>("domains"),
    unsupported<DatabaseDraft>("sequences"),
    unsupported<DatabaseDraft>("ignore"),
});

}  // namespace

DatabaseDraft read_database(const Node& root, FileContext& file) {
  DatabaseDraft draft;
  read_object("the file", root, kDatabaseKeys, draft, file);
  return draft;
}

}  // namespace pgreconcile::yaml
