#include "introspect/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "introspect/catalog_objects.hpp"
#include "introspect/declared_form.hpp"
#include "introspect/history.hpp"
#include "introspect/left_out.hpp"
#include "introspect/snapshot.hpp"
#include "src/base/error.hpp"
#include "src/model/by_name.hpp"
#include "src/sql/name_pattern.hpp"

namespace pgreconcile::introspect {
namespace {

using Objects = std::vector<CatalogObject>;

sql::QualifiedName name_of(const CatalogObject& object) {
  return {sql::Identifier(object.schema), sql::Identifier(object.name)};
}

bool is_in_scope(const CatalogObject& object, const ExportScope& scope) {
  const auto& name = object.kind == "schema" ? object.name : object.schema;
  if (scope.schemas.empty()) return name != kRecordSchema;
  return std::ranges::find(scope.schemas, name) != scope.schemas.end();
}

bool is_table_in_scope(const CatalogObject& object, const ExportScope& scope) {
  return object.kind == "table" && is_in_scope(object, scope);
}

bool is_wanted_table(const CatalogObject& object, const ExportScope& scope) {
  if (!is_table_in_scope(object, scope)) return false;
  const auto is_fit = [&](const std::string& pattern) { return sql::names_relation(pattern, name_of(object)); };
  return scope.table_patterns.empty() || std::ranges::any_of(scope.table_patterns, is_fit);
}

// A slip in a name would make an empty file, and that would be taken for an empty database.
void refuse_what_is_not_there(const Objects& objects, const ExportScope& scope) {
  for (const auto& schema : scope.schemas) {
    const auto is_it = [&](const CatalogObject& object) { return object.kind == "schema" && object.name == schema; };
    if (std::ranges::any_of(objects, is_it)) continue;
    throw Error(ErrorCode::Usage, fmt::format("the database has no schema \"{}\" to export", schema));
  }
  for (const auto& pattern : scope.table_patterns) {
    const auto is_fit = [&](const CatalogObject& object) {
      return is_table_in_scope(object, scope) && sql::names_relation(pattern, name_of(object));
    };
    if (std::ranges::any_of(objects, is_fit)) continue;
    throw Error(ErrorCode::Usage, fmt::format("no table's name fits \"{}\"", pattern));
  }
}

bool is_whole(const ExportScope& scope) { return scope.schemas.empty() && scope.table_patterns.empty(); }

/// What the export is about: kinds that the format has, and those that it has not.
struct Selection {
  Objects declared;
  Objects others;
};

bool can_be_declared(const std::string& kind) {
  return kind == "schema" || kind == "extension" || kind == "enum" || kind == "domain" || kind == "sequence" ||
         kind == "table";
}

// With table patterns only what those tables need is asked for; otherwise all of the schemas.
Selection select(const Objects& objects, const Objects& needed, const ExportScope& scope) {
  Selection selection;
  for (const auto& object : objects) {
    const bool is_needed = std::ranges::find(needed, object) != needed.end();
    const bool is_asked_for = scope.table_patterns.empty() && is_in_scope(object, scope);
    if (!is_wanted_table(object, scope) && !is_needed && (!is_asked_for || object.kind == "table")) continue;
    (can_be_declared(object.kind) ? selection.declared : selection.others).push_back(object);
  }
  return selection;
}

// `public` where it has something to say, or no other schema was asked for.
sql::Identifier default_schema(const Selection& selection, const ExportScope& scope) {
  const auto is_in_public = [](const CatalogObject& object) {
    return object.kind != "schema" && object.schema == "public";
  };
  if (scope.schemas.empty() || std::ranges::any_of(selection.declared, is_in_public)) return sql::Identifier("public");
  return sql::Identifier(scope.schemas.front());
}

WantedNames names_of(const Objects& objects) {
  WantedNames names;
  for (const auto& object : objects) {
    if (object.kind == "extension") names.extensions.emplace_back(object.name);
    if (object.kind == "enum") names.enums.push_back(name_of(object));
    if (object.kind == "domain") names.domains.push_back(name_of(object));
    if (object.kind == "sequence") names.sequences.push_back(name_of(object));
    if (object.kind == "table") names.tables.push_back(name_of(object));
  }
  return names;
}

// Those asked for or left when everything is, and those that hold what is exported.
std::vector<model::Schema> further_schemas(const Selection& selection, const sql::Identifier& default_schema) {
  std::set<sql::Identifier> names;
  for (const auto& object : selection.declared) {
    const auto& name = object.kind == "schema" ? object.name : object.schema;
    if (!name.empty()) names.insert(sql::Identifier(name));
  }
  names.erase(default_schema);
  std::vector<model::Schema> schemas;
  for (const auto& name : names) schemas.push_back({name, {}});
  return schemas;
}

void name_others(const Selection& selection, LeftOut& left_out) {
  for (const auto& object : selection.others) {
    const auto schema = object.schema.empty() ? std::string() : sql::Identifier(object.schema).quoted() + ".";
    left_out.add(schema + object.label, object.kind);
  }
}

void name_unmanaged(const model::LiveDatabase& live, LeftOut& left_out) {
  for (const auto& object : live.unmanaged) {
    const auto name = object.name.empty() ? std::string() : " " + sql::Identifier(object.name).quoted();
    left_out.add(object.table, object.kind + name);
  }
}

// Objects of the default schema come first.
template <typename Object>
void put_in_order(std::vector<Object>& objects, const sql::Identifier& default_schema) {
  std::ranges::stable_sort(
      objects, {}, [&](const Object& object) { return std::pair(object.name.schema != default_schema, object.name); });
}

using Sequences = std::map<sql::QualifiedName, model::Sequence>;

Sequences take_sequences(model::LiveDatabase& live) {
  Sequences sequences;
  for (auto& sequence : live.sequences) sequences.emplace(sequence.name, std::move(sequence));
  return sequences;
}

std::vector<model::Sequence> settled(Sequences& sequences, const std::vector<model::Table>& tables, LeftOut& left_out) {
  const model::ByName exported(tables);
  std::vector<model::Sequence> settled;
  for (auto& [name, sequence] : sequences) {
    for (const auto& text : sequence.unmodelled) left_out.add(name, text);
    sequence.unmodelled.clear();
    if (sequence.owned_by && exported.find(sequence.owned_by->table) == nullptr) {
      const auto& [table, column] = *sequence.owned_by;
      left_out.add(name, fmt::format("owned by {}.{}", table.quoted(), column.quoted()));
      sequence.owned_by.reset();
    }
    settled.push_back(std::move(sequence));
  }
  return settled;
}

Exported declared_form(model::LiveDatabase live, const Selection& selection, const sql::Identifier& schema) {
  LeftOut left_out;
  Exported exported;
  exported.server = live.server;
  auto& database = exported.database;
  database.default_schema = schema;
  database.schemas = further_schemas(selection, schema);
  database.extensions = live.extensions;
  for (auto& extension : database.extensions) extension.relocatability = {};
  database.enums = live.enums;
  const auto search_path = model::fragment_search_path(database, live);
  auto sequences = take_sequences(live);
  DeclaredContext context{schema, search_path, sequences, left_out};
  for (auto& table : live.tables) {
    if (auto declared = declared_form(std::move(table), context)) database.tables.push_back(std::move(*declared));
  }
  for (auto& domain : live.domains) database.domains.push_back(declared_form(std::move(domain), context));
  database.sequences = settled(sequences, database.tables, left_out);
  put_in_order(database.enums, schema);
  put_in_order(database.domains, schema);
  put_in_order(database.sequences, schema);
  put_in_order(database.tables, schema);
  name_others(selection, left_out);
  name_unmanaged(live, left_out);
  exported.left_out = left_out.lines();
  return exported;
}

// What the tables in scope need from elsewhere; with everything in scope there is no elsewhere.
Objects needed_by(db::Session& session, const Objects& objects, const ExportScope& scope) {
  std::vector<sql::QualifiedName> tables;
  for (const auto& object : objects) {
    if (is_wanted_table(object, scope)) tables.push_back(name_of(object));
  }
  if (is_whole(scope) || tables.empty()) return {};
  return read_catalog_objects(session.read(needed_objects_query(tables)));
}

}  // namespace

Exported export_database(db::Session& session, const ExportScope& scope) {
  Exported exported;
  read_until_settled([&] {
    const auto facts = begin_snapshot(session);
    const auto objects = read_catalog_objects(session.read(catalog_objects_query()));
    refuse_what_is_not_there(objects, scope);
    const auto selection = select(objects, needed_by(session, objects, scope), scope);
    exported = declared_form(read_snapshot(session, facts, names_of(selection.declared)).live, selection,
                             default_schema(selection, scope));
  });
  return exported;
}

}  // namespace pgreconcile::introspect
