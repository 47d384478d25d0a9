#include "src/yaml/database_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/yaml/key.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/sequence_format.hpp"
#include "src/yaml/table_format.hpp"
#include "src/yaml/type_format.hpp"

namespace pgreconcile::yaml {
namespace {

struct ExtensionDraft {
  std::optional<sql::Identifier> name;
  std::optional<sql::Identifier> schema;
};

constexpr auto kExtensionKeys = std::to_array<Key<ExtensionDraft>>({
    {"name",
     Presence::Required,
     {ValueKind::Name},
     store<&ExtensionDraft::name, read_name>,
     {"The extension's name.", "CREATE EXTENSION name"}},
    {"schema",
     Presence::Optional,
     {ValueKind::Name},
     store<&ExtensionDraft::schema, read_name>,
     {"Where its objects live.", "CREATE EXTENSION name SCHEMA schema", "the file's schema, or the extension's own"}},
});

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
  if (!name || !may_hold_objects(*name, field.value.offset, file)) return;
  draft.database.default_schema = *name;
  file.default_schema = *std::move(name);
}

void read_schemas(const Field& field, DatabaseDraft& draft, FileContext& file) {
  std::set<sql::Identifier> seen;
  for (auto& [name, offset] : read_names(field, file)) {
    if (!seen.insert(name).second) {
      file.problems.add(offset, fmt::format("schema \"{}\" is named twice", name.name()));
    } else if (may_hold_objects(name, offset, file)) {
      draft.database.schemas.push_back({std::move(name), {file.source.location(offset)}});
    }
  }
}

ExtensionDraft read_extension(const Field& item, FileContext& file) {
  ExtensionDraft draft;
  if (item.value.mapping() != nullptr) {
    read_object(describe("extension", item.value), item.value, kExtensionKeys, draft, file);
  } else if (item.value.scalar() != nullptr && !item.value.left_out()) {
    draft.name = read_name(item, file);
  } else {
    refuse_kind(fmt::format("each item of \"{}\"", item.key), "a name or a mapping", item.value, file);
  }
  return draft;
}

void read_extensions(const Field& field, DatabaseDraft& draft, FileContext& file) {
  auto& extensions = draft.database.extensions;
  for (const auto& item : *field.value.sequence()) {
    auto [name, schema] = read_extension({field.key, item}, file);
    if (!name) continue;
    if (std::ranges::find(extensions, *name, &model::Extension::name) != extensions.end()) {
      file.problems.add(item.offset, fmt::format("extension \"{}\" is named twice", name->name()));
    } else {
      extensions.push_back({*std::move(name), std::move(schema), {file.source.location(item.offset)}});
    }
  }
}

void read_enums(const Field& field, DatabaseDraft& draft, FileContext& file) {
  for (const auto& entry : *field.value.mapping()) {
    if (auto type = read_enum(entry, file)) draft.database.enums.push_back(*std::move(type));
  }
}

void read_domains(const Field& field, DatabaseDraft& draft, FileContext& file) {
  for (const auto& entry : *field.value.mapping()) {
    auto domain = read_domain(entry, file);
    if (!domain) continue;
    draft.types.push_back({domain->type, file.source.location(offset_of_value(entry.value, "type"))});
    draft.database.domains.push_back(*std::move(domain));
  }
}

void read_sequences(const Field& field, DatabaseDraft& draft, FileContext& file) {
  for (const auto& entry : *field.value.mapping()) {
    if (auto sequence = read_sequence(entry, file)) draft.database.sequences.push_back(*std::move(sequence));
  }
}

void read_ignore(const Field& field, DatabaseDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    if (item.scalar() == nullptr || item.left_out()) {
      refuse_kind(fmt::format("each item of \"{}\"", field.key), "a name or a pattern", item, file);
    } else if (is_text_everywhere("name", item, file)) {
      if (auto pattern = read_text({"pattern", item}, file)) draft.database.ignore.push_back(*std::move(pattern));
    }
  }
}

void read_tables(const Field& field, DatabaseDraft& draft, FileContext& file) {
  for (const auto& entry : *field.value.mapping()) {
    auto name = read_new_name(entry.key, file);
    const auto problems_before = file.problems.count();
    auto table = read_table(entry.value, name.value_or(sql::QualifiedName{}), entry.key, file);
    if (!name) continue;
    const bool is_damaged = entry.value.cut_off || file.problems.count() != problems_before;
    if (is_damaged) draft.damaged.insert(*std::move(name));
    std::ranges::move(table.types, std::back_inserter(draft.types));
    draft.database.tables.push_back(std::move(table.table));
  }
}

constexpr auto kDatabaseKeys = std::to_array<Key<DatabaseDraft>>({
    {"version", Presence::Required, {ValueKind::Version}, read_version, {"The version of the format."}},
    {"schema",
     Presence::Optional,
     {ValueKind::Name},
     read_schema,
     {"Where names without a schema live; it is created where it is missing.", "CREATE SCHEMA name", "public"}},
    {"schemas",
     Presence::Optional,
     {ValueKind::Names},
     read_schemas,
     {"Further schemas to create.", "CREATE SCHEMA name"}},
    {"extensions",
     Presence::Optional,
     {ValueKind::NamesAndObjects, {}, "extension"},
     read_extensions,
     {"Extensions to create; a mapping says in which schema.", "CREATE EXTENSION name"}},
    {"enums",
     Presence::Optional,
     {ValueKind::NamedTexts},
     read_enums,
     {"Enumerated types by name, each with its labels in their order.", "CREATE TYPE name AS ENUM ('a', 'b')"}},
    {"domains",
     Presence::Optional,
     {ValueKind::NamedObjects, {}, "domain"},
     read_domains,
     {"Domains by name: types with a default or conditions of their own.", "CREATE DOMAIN name AS type"}},
    {"sequences",
     Presence::Optional,
     {ValueKind::NamedObjects, {}, "sequence"},
     read_sequences,
     {"Sequences by name, but for those of serial and identity columns.", "CREATE SEQUENCE name"}},
    {"ignore",
     Presence::Optional,
     {ValueKind::Texts},
     read_ignore,
     {"Names of live relations that are never reported; * stands for any text, ? for one character.", ""}},
    {"tables",
     Presence::Required,
     {ValueKind::NamedObjects, {}, "table"},
     read_tables,
     {"Tables by name: a name, or schema.name.", "CREATE TABLE name (…)"}},
});

}  // namespace

DatabaseDraft read_database(const Node& root, FileContext& file) {
  DatabaseDraft draft;
  read_object("the file", root, kDatabaseKeys, draft, file);
  return draft;
}

std::vector<ObjectFormat> database_formats() {
  return {format_of("file", kDatabaseKeys), format_of("extension", kExtensionKeys)};
}

}  // namespace pgreconcile::yaml
