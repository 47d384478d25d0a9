#pragma once

#include "introspect/read.hpp"
#include "src/db/connection_target.hpp"
#include "tests/support/database.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::test {

inline db::Session session_with(const TestDatabase& database) {
  return db::Session(db::parse_connection_target(database.url()));
}

/// A file that declares tables of these names, and nothing of what they are.
inline model::Database naming_tables(const std::vector<std::string>& tables) {
  model::Database desired;
  for (const auto& table : tables) desired.tables.emplace_back().name = relation(table);
  return desired;
}

/// What introspect::read says of the database that the SQL makes.
inline model::LiveDatabase read_live(const std::string& sql, const model::Database& desired) {
  const TestDatabase database;
  database.execute(sql);
  auto session = session_with(database);
  return introspect::read(session, desired, introspect::Scope::DeclaredTables).live;
}

/// The table `t` of the database that the SQL makes.
inline model::Table read_table(const std::string& sql) { return read_live(sql, naming_tables({"t"})).tables.at(0); }

inline sql::Expression expression(std::string_view text) {
  return std::get<sql::Expression>(sql::catalog_expression(text));
}
inline sql::TypeName type(std::string_view text) {
  return std::get<sql::TypeName>(sql::parse_type_name(text, name("public")));
}
inline sql::ObjectName builtin(std::string text) { return {name("pg_catalog"), name(std::move(text))}; }

}  // namespace pgreconcile::test
