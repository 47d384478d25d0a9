#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/described_database.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"
#include "src/yaml/load.hpp"

namespace pgreconcile::test {

inline sql::Identifier name(std::string text) { return sql::Identifier(std::move(text)); }

inline std::vector<sql::Identifier> names(std::vector<std::string> texts) {
  std::vector<sql::Identifier> result;
  for (auto& text : texts) result.push_back(name(std::move(text)));
  return result;
}

/// The relation of that name in the schema public.
inline sql::QualifiedName relation(std::string text) { return {name("public"), name(std::move(text))}; }

/// What the schema file's text declares. Throws what is wrong with it.
inline model::Database declared_file(std::string_view text, const std::string& file = "schema.yaml") {
  auto loaded = yaml::load(text, file);
  std::string problems;
  for (const auto& diagnostic : loaded.diagnostics) problems += to_string(diagnostic) + "\n";
  if (loaded.has_errors()) throw std::runtime_error(problems);
  return std::move(loaded.database);
}

/// What a schema file declares that holds these tables, the first on line 3: `  t: {columns: [{name: a, type: text}]}`.
inline model::Database declared(std::string_view tables) {
  return declared_file(fmt::format("version: 1\ntables:{}\n{}\n", tables.empty() ? " {}" : "", tables));
}

/// The database kraken after an apply of the file, as the catalog would have it.
inline model::LiveDatabase live_of(const model::Database& desired) {
  return reconciler::described_database({desired, desired}, {"kraken", "15.18", 150018});
}
inline model::LiveDatabase live(std::string_view tables) { return live_of(declared(tables)); }

/// A database with the schema public and nothing in it.
inline model::LiveDatabase empty_database() { return live(""); }

}  // namespace pgreconcile::test
