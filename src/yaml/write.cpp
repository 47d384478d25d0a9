#include "src/yaml/write.hpp"

#include "src/yaml/dotted_name.hpp"
#include "src/yaml/object_values.hpp"
#include "src/yaml/scalar_spelling.hpp"

namespace pgreconcile::yaml {
namespace {

Value schemas_value(const std::vector<model::Schema>& schemas) {
  Items items;
  for (const auto& schema : schemas) items.push_back({schema.name.name()});
  return {std::move(items)};
}

Value extensions_value(const std::vector<model::Extension>& extensions, const sql::Identifier& default_schema) {
  Items items;
  for (const auto& extension : extensions) {
    if (!extension.schema || *extension.schema == default_schema) {
      items.push_back({extension.name.name()});
    } else {
      Object object;
      object.add_name("name", extension.name).add_name("schema", extension.schema);
      items.push_back(std::move(object).value());
    }
  }
  return {std::move(items)};
}

Value texts_value(const std::vector<std::string>& texts) {
  Items items;
  for (const auto& text : texts) items.push_back({text});
  return {std::move(items)};
}

Value domain_value(const model::Domain& domain, const sql::Identifier& default_schema) {
  Object object;
  object.add("type", {type_spelling(domain.type, default_schema)});
  if (!domain.nullable) object.add("nullable", {Word{"false"}});
  if (domain.default_value) object.add("default", default_value(*domain.default_value, domain.type));
  if (domain.collation) object.add("collation", {dotted_collation(*domain.collation)});
  Items checks;
  for (const auto& check : domain.checks) checks.push_back(check_value(check));
  object.add_lines("checks", std::move(checks));
  return std::move(object).value();
}

Value sequence_value(const model::Sequence& sequence, const sql::Identifier& default_schema) {
  Object object;
  if (sequence.type.canonical() != "bigint") object.add("type", {sequence.type.canonical()});
  add_sequence_options(object, sequence.options, sequence.type);
  if (sequence.owned_by) {
    const auto table = dotted(sequence.owned_by->table, default_schema);
    object.add("owned_by", {table + "." + quoted_part(sequence.owned_by->column)});
  }
  return std::move(object).value();
}

// The objects under their names, a line or more for each.
template <typename Part, typename Write>
void add_named(Object& object, std::string_view key, const std::vector<Part>& parts,
               const sql::Identifier& default_schema, Write write) {
  if (parts.empty()) return;
  Object named;
  for (const auto& part : parts) named.add(dotted(part.name, default_schema), write(part));
  object.add(key, std::move(named).value(Layout::Block));
}

Members document(const model::Database& database) {
  const auto& home = database.default_schema;
  Object object;
  object.add("version", {Word{"1"}});
  if (home.name() != "public") object.add_name("schema", home);
  if (!database.schemas.empty()) object.add("schemas", schemas_value(database.schemas));
  if (!database.extensions.empty()) object.add("extensions", extensions_value(database.extensions, home));
  add_named(object, "enums", database.enums, home, [](const auto& type) { return texts_value(type.labels); });
  add_named(object, "domains", database.domains, home, [&](const auto& type) { return domain_value(type, home); });
  add_named(object, "sequences", database.sequences, home,
            [&](const auto& sequence) { return sequence_value(sequence, home); });
  if (!database.ignore.empty()) object.add("ignore", texts_value(database.ignore));
  Object tables;
  for (const auto& table : database.tables) tables.add(dotted(table.name, home), table_value(table, home));
  object.add("tables", std::move(tables).value(Layout::Block));
  return std::move(object).members();
}

}  // namespace

std::string write(const model::Database& database, const WriteOptions& options) {
  std::string comments;
  for (const auto& line : options.comments) comments += (line.empty() ? "#" : "# " + visible(line)) + "\n";
  return comments + to_text(document(database));
}

}  // namespace pgreconcile::yaml
