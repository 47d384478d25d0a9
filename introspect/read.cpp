#include "introspect/read.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "introspect/catalog_queries.hpp"
#include "introspect/catalog_texts.hpp"
#include "src/base/error.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::introspect {
namespace {

using Json = nlohmann::json;
using TablesByName = std::map<sql::QualifiedName, model::Table>;

constexpr int kAttempts = 3;
constexpr Timeouts kReadTimeouts{std::chrono::seconds(5), std::chrono::minutes(1)};

/// Something that the snapshot shows is gone already: pg_get_expr() and its like look at the catalog as it is now.
struct CatalogMoved {};

std::vector<sql::QualifiedName> table_names(const model::Database& desired) {
  std::vector<sql::QualifiedName> names;
  for (const auto& table : desired.tables) names.push_back(table.name);
  return names;
}

std::vector<sql::Identifier> schema_names(const model::Database& desired) {
  std::vector<sql::Identifier> names{desired.default_schema};
  for (const auto& schema : desired.schemas) names.push_back(schema.name);
  return names;
}

sql::Identifier identifier(const db::Result& rows, std::size_t row, int column) {
  return sql::Identifier(rows.text(row, column));
}

sql::QualifiedName qualified(const db::Result& rows, std::size_t row, int first_column) {
  return {identifier(rows, row, first_column), identifier(rows, row, first_column + 1)};
}

std::vector<std::string> strings(const db::Result& rows, std::size_t row, int column) {
  if (rows.is_null(row, column)) return {};
  return Json::parse(rows.text(row, column)).get<std::vector<std::string>>();
}

std::vector<sql::Identifier> identifiers(const db::Result& rows, std::size_t row, int column) {
  std::vector<sql::Identifier> names;
  for (auto& name : strings(rows, row, column)) names.emplace_back(std::move(name));
  return names;
}

char letter(const db::Result& rows, std::size_t row, int column) {
  const auto text = rows.text(row, column);
  return text.empty() ? ' ' : text.front();
}

model::RelationKind relation_kind(char relkind) {
  switch (relkind) {
    case 'r':
      return model::RelationKind::Table;
    case 'p':
      return model::RelationKind::PartitionedTable;
    case 'v':
      return model::RelationKind::View;
    case 'm':
      return model::RelationKind::MaterializedView;
    case 'i':
    case 'I':
      return model::RelationKind::Index;
    case 'S':
      return model::RelationKind::Sequence;
    case 'f':
      return model::RelationKind::ForeignTable;
    case 'c':
      return model::RelationKind::CompositeType;
    default:
      throw Error(ErrorCode::Internal, fmt::format("pg_class.relkind '{}' is not known", relkind));
  }
}

model::ReferentialAction action(char confaction) {
  switch (confaction) {
    case 'r':
      return model::ReferentialAction::Restrict;
    case 'c':
      return model::ReferentialAction::Cascade;
    case 'n':
      return model::ReferentialAction::SetNull;
    case 'd':
      return model::ReferentialAction::SetDefault;
    default:
      return model::ReferentialAction::NoAction;
  }
}

std::map<sql::QualifiedName, model::Relation> read_relations(const db::Result& rows) {
  std::map<sql::QualifiedName, model::Relation> relations;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    model::Relation relation{relation_kind(letter(rows, row, 2)), std::nullopt};
    if (!rows.is_null(row, 4)) relation.table = qualified(rows, row, 3);
    relations.emplace(qualified(rows, row, 0), relation);
  }
  return relations;
}

TablesByName read_tables(const db::Result& rows) {
  TablesByName tables;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    model::Table table;
    table.name = qualified(rows, row, 0);
    table.unmodelled = strings(rows, row, 2);
    tables.emplace(table.name, table);
  }
  return tables;
}

// An expression of the catalog. What the parser does not know, a newer server's syntax, goes to `unmodelled`.
std::optional<sql::Expression> expression(CatalogTexts& texts, const std::string& text, std::string_view keyword,
                                          model::Unmodelled& unmodelled) {
  const auto& parsed = texts.expression(text);
  if (const auto* known = std::get_if<sql::Expression>(&parsed)) return *known;
  unmodelled.push_back(fmt::format("{} {}", keyword, text));
  return std::nullopt;
}

void read_column(const db::Result& rows, std::size_t row, CatalogTexts& texts, TablesByName& tables) {
  const auto table = tables.find(qualified(rows, row, 0));
  constexpr std::string_view kTypeIsGone = "???";
  if (table == tables.end() || rows.text(row, 3) == kTypeIsGone) throw CatalogMoved();
  const auto& type = texts.type(rows.text(row, 3));
  if (const auto* error = std::get_if<sql::FragmentError>(&type)) {
    throw Error(ErrorCode::Internal, fmt::format("format_type() said {}: {}", rows.text(row, 3), error->message));
  }
  model::Column column{.name = identifier(rows, row, 2),
                       .type = std::get<sql::TypeName>(type),
                       .nullable = !rows.boolean(row, 4),
                       .unmodelled = strings(rows, row, 7)};
  if (!rows.is_null(row, 5)) column.default_value = expression(texts, rows.text(row, 5), "DEFAULT", column.unmodelled);
  table->second.columns.push_back(std::move(column));
}

model::ForeignKey read_foreign_key(const db::Result& rows, std::size_t row) {
  model::ForeignKey key;
  key.columns = identifiers(rows, row, 4);
  key.target = qualified(rows, row, 9);
  key.target_columns = identifiers(rows, row, 11);
  key.on_delete = action(letter(rows, row, 12));
  key.on_update = action(letter(rows, row, 13));
  key.match = letter(rows, row, 14) == 'f' ? model::MatchType::Full : model::MatchType::Simple;
  if (rows.boolean(row, 7)) key.deferrability = model::Deferrability::Deferrable;
  if (rows.boolean(row, 8)) key.deferrability = model::Deferrability::InitiallyDeferred;
  return key;
}

void read_check(const db::Result& rows, std::size_t row, CatalogTexts& texts, model::Table& table) {
  if (rows.is_null(row, 5)) throw CatalogMoved();
  auto unmodelled = strings(rows, row, 15);
  auto parsed = expression(texts, rows.text(row, 5), "CHECK", unmodelled);
  if (!parsed) {
    table.unmodelled.push_back(fmt::format("constraint {}: {}", rows.text(row, 2), unmodelled.back()));
    return;
  }
  const auto validity = rows.boolean(row, 6) ? model::Validity::Valid : model::Validity::NotValid;
  table.checks.push_back({identifier(rows, row, 2), *parsed, model::Inheritance::Inherit, validity, unmodelled, {}});
}

void read_constraint(const db::Result& rows, std::size_t row, CatalogTexts& texts, TablesByName& tables) {
  const auto found = tables.find(qualified(rows, row, 0));
  if (found == tables.end()) throw CatalogMoved();
  auto& table = found->second;
  const auto type = letter(rows, row, 3);
  if (type == 'c') return read_check(rows, row, texts, table);
  if (type == 'f') {
    auto key = read_foreign_key(rows, row);
    key.name = identifier(rows, row, 2);
    key.validity = rows.boolean(row, 6) ? model::Validity::Valid : model::Validity::NotValid;
    key.unmodelled = strings(rows, row, 15);
    table.foreign_keys.push_back(std::move(key));
    return;
  }
  if (type != 'p' && type != 'u') {
    table.other_constraints.push_back(identifier(rows, row, 2));
    return;
  }
  model::KeyConstraint key;
  key.name = identifier(rows, row, 2);
  key.columns = identifiers(rows, row, 4);
  key.unmodelled = strings(rows, row, 15);
  if (type == 'p') {
    table.primary_key = std::move(key);
  } else {
    table.unique.push_back(std::move(key));
  }
}

// indoption's bits: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_index.h
constexpr int kDescending = 1;
constexpr int kNullsFirst = 2;

void read_index(const db::Result& rows, std::size_t row, TablesByName& tables) {
  const auto table = tables.find(qualified(rows, row, 0));
  if (table == tables.end()) throw CatalogMoved();
  model::Index index;
  index.name = identifier(rows, row, 2);
  index.uniqueness = rows.boolean(row, 3) ? model::Uniqueness::Unique : model::Uniqueness::NotUnique;
  index.method = identifier(rows, row, 4);
  index.valid = rows.boolean(row, 6);
  index.unmodelled = strings(rows, row, 7);
  for (const auto& column : Json::parse(rows.text(row, 5))) {
    if (column[0].is_null()) continue;  // an expression: `unmodelled` has it
    const int option = column[1].get<int>();
    index.elements.push_back(
        {.key = sql::Identifier(column[0].get<std::string>()),
         .order = (option & kDescending) != 0 ? model::SortOrder::Descending : model::SortOrder::Ascending,
         .nulls = (option & kNullsFirst) != 0 ? model::NullsOrder::First : model::NullsOrder::Last});
  }
  table->second.indexes.push_back(std::move(index));
}

Reading read_once(db::Session& session, const model::Database& desired) {
  Reading reading;
  // Under this search_path everything in the catalog's texts is qualified, except what is built in.
  reading.session = session.begin_read_only({sql::Identifier("pg_catalog"), sql::Identifier("pg_temp")}, kReadTimeouts);
  const auto tables = table_names(desired);
  const int version = reading.session.server_version_number;
  const auto results =
      session.read_and_commit({schemas_query(schema_names(desired)), relations_query(model::wanted_relations(desired)),
                               tables_query(tables), columns_query(tables, version), constraints_query(tables, version),
                               indexes_query(tables, version), unmanaged_query(tables), types_query(tables)});

  auto& live = reading.live;
  live.server = {reading.session.database, reading.session.server_version, version};
  for (std::size_t row = 0; row < results[0].size(); ++row) live.schemas.push_back(identifier(results[0], row, 0));
  live.relations = read_relations(results[1]);
  auto by_name = read_tables(results[2]);
  CatalogTexts texts;
  for (std::size_t row = 0; row < results[3].size(); ++row) read_column(results[3], row, texts, by_name);
  for (std::size_t row = 0; row < results[4].size(); ++row) read_constraint(results[4], row, texts, by_name);
  for (std::size_t row = 0; row < results[5].size(); ++row) read_index(results[5], row, by_name);
  for (auto& [name, table] : by_name) live.tables.push_back(std::move(table));
  for (std::size_t row = 0; row < results[6].size(); ++row) {
    live.unmanaged.push_back({qualified(results[6], row, 0), results[6].text(row, 2), results[6].text(row, 3)});
  }
  for (std::size_t row = 0; row < results[7].size(); ++row)
    live.types.emplace(qualified(results[7], row, 0), model::RelationKind::Type);
  return reading;
}

// A relation that vanished under a pg_get_* call: "could not open relation with OID", "cache lookup failed".
bool is_moved_catalog(const Error& error) { return error.sqlstate() == "XX000" || error.sqlstate() == "42P01"; }

}  // namespace

Reading read(db::Session& session, const model::Database& desired) {
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    try {
      return read_once(session, desired);
    } catch (const CatalogMoved&) {
      continue;  // the transaction is over already
    } catch (const Error& error) {
      if (!is_moved_catalog(error)) throw;
      session.rollback();
    }
  }
  throw Error(ErrorCode::TryAgain, "the catalog kept changing while it was read", "run again when no other DDL runs");
}

}  // namespace pgreconcile::introspect
