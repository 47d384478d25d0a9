#include "src/render/graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "src/model/default_name.hpp"

namespace pgreconcile::render {
namespace {

using Columns = std::vector<sql::Identifier>;

bool contains(const Columns& columns, const sql::Identifier& column) {
  return std::ranges::find(columns, column) != columns.end();
}

// The columns of a unique index over all rows; empty for any other index.
Columns unique_columns(const model::Index& index) {
  Columns columns;
  if (index.uniqueness == model::Uniqueness::NotUnique || index.predicate) return columns;
  for (const auto& element : index.elements) {
    if (element.column() == nullptr) return {};
    columns.push_back(*element.column());
  }
  return columns;
}

std::vector<Columns> unique_keys(const model::Table& table) {
  std::vector<Columns> keys;
  if (table.primary_key) keys.push_back(table.primary_key->columns);
  for (const auto& key : table.unique) keys.push_back(key.columns);
  for (const auto& index : table.indexes) {
    if (auto columns = unique_columns(index); !columns.empty()) keys.push_back(std::move(columns));
  }
  return keys;
}

bool is_primary(const model::Table& table, const sql::Identifier& column) {
  return table.primary_key && contains(table.primary_key->columns, column);
}

bool may_be_null(const model::Table& table, const sql::Identifier& name) {
  const auto* column = table.find_column(name);
  return column != nullptr && column->nullable && !is_primary(table, name);
}

std::vector<ColumnKey> keys_of(const model::Table& table, const sql::Identifier& column) {
  const auto is_foreign = [&](const model::ForeignKey& key) { return contains(key.columns, column); };
  const auto is_unique = [&](const model::KeyConstraint& key) { return key.columns == Columns{column}; };
  const auto has_unique_index = [&](const model::Index& index) { return unique_columns(index) == Columns{column}; };
  std::vector<ColumnKey> keys;
  if (is_primary(table, column)) keys.push_back(ColumnKey::Primary);
  if (std::ranges::any_of(table.foreign_keys, is_foreign)) keys.push_back(ColumnKey::Foreign);
  if (std::ranges::any_of(table.unique, is_unique) || std::ranges::any_of(table.indexes, has_unique_index)) {
    keys.push_back(ColumnKey::Unique);
  }
  return keys;
}

std::string title_of(const model::Database& desired, const sql::QualifiedName& table) {
  if (table.schema == desired.default_schema) return table.name.name();
  return fmt::format("{}.{}", table.schema.name(), table.name.name());
}

// Partitions have the table's columns: they are counted, not drawn.
std::string note_of(const model::Table& table) {
  const auto count = table.partitions.size();
  if (count == 0) return table.partition_by ? "partitioned" : "";
  return count == 1 ? "1 partition" : fmt::format("{} partitions", count);
}

DiagramTable table_of(const model::Database& desired, const model::Table& table) {
  DiagramTable result{.title = title_of(desired, table.name), .note = note_of(table)};
  for (const auto& column : table.columns) {
    result.columns.push_back({.name = column.name.name(),
                              .type = column.type.text(),
                              .nullable = may_be_null(table, column.name),
                              .keys = keys_of(table, column.name)});
  }
  return result;
}

Cardinality children_of(const model::Table& table, const model::ForeignKey& key) {
  const auto is_within_key = [&](const Columns& unique) {
    return std::ranges::all_of(unique, [&](const auto& column) { return contains(key.columns, column); });
  };
  return std::ranges::any_of(unique_keys(table), is_within_key) ? Cardinality::ZeroOrOne : Cardinality::ZeroOrMore;
}

Cardinality parents_of(const model::Table& table, const model::ForeignKey& key) {
  const auto is_nullable = [&](const auto& column) { return may_be_null(table, column); };
  return std::ranges::any_of(key.columns, is_nullable) ? Cardinality::ZeroOrOne : Cardinality::ExactlyOne;
}

// The key's name, or the one that PostgreSQL gives it.
std::string name_of(const model::Table& table, const model::ForeignKey& key, std::set<std::string>& taken) {
  auto name = key.name.value_or(model::default_constraint_name(table.name.name, key.columns, "fkey"));
  for (int attempt = 1; !key.name && taken.contains(name.name()); ++attempt) {
    name = model::default_constraint_name(table.name.name, key.columns, "fkey", attempt);
  }
  taken.insert(name.name());
  return name.name();
}

std::vector<std::pair<std::string, std::string>> column_pairs(const model::ForeignKey& key) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t at = 0; at < std::min(key.columns.size(), key.target_columns.size()); ++at) {
    pairs.emplace_back(key.columns[at].name(), key.target_columns[at].name());
  }
  return pairs;
}

class DiagramBuilder {
 public:
  explicit DiagramBuilder(const model::Database& desired) : desired_(desired) {
    for (const auto& table : desired.tables) {
      positions_.emplace(table.name, diagram_.tables.size());
      diagram_.tables.push_back(table_of(desired, table));
    }
    for (const auto& table : desired.tables) add_relations(table);
  }

  Diagram take() { return std::move(diagram_); }

 private:
  std::size_t position_of(const sql::QualifiedName& table) {
    const auto [found, is_new] = positions_.emplace(table, diagram_.tables.size());
    if (is_new) diagram_.tables.push_back({.title = title_of(desired_, table), .note = "not in the file"});
    return found->second;
  }

  void add_relations(const model::Table& table) {
    std::set<std::string> taken;
    for (const auto& key : table.foreign_keys) {
      if (key.name) taken.insert(key.name->name());
    }
    for (const auto& key : table.foreign_keys) {
      diagram_.relations.push_back({.name = name_of(table, key, taken),
                                    .child = position_of(table.name),
                                    .parent = position_of(key.target),
                                    .columns = column_pairs(key),
                                    .children = children_of(table, key),
                                    .parents = parents_of(table, key)});
    }
  }

  const model::Database& desired_;
  std::map<sql::QualifiedName, std::size_t> positions_;
  Diagram diagram_;
};

}  // namespace

std::string symbol(Mark mark) {
  switch (mark) {
    case Mark::None:
      return "";
    case Mark::Missing:
      return "+";
    case Mark::Differs:
      return "!";
    case Mark::Extra:
      return "-";
    case Mark::Unknown:
      return "?";
  }
  return {};
}

std::string to_string(Mark mark) {
  switch (mark) {
    case Mark::None:
      return "";
    case Mark::Missing:
      return "missing";
    case Mark::Differs:
      return "differs";
    case Mark::Extra:
      return "extra";
    case Mark::Unknown:
      return "unknown";
  }
  return {};
}

std::string to_string(ColumnKey key) {
  switch (key) {
    case ColumnKey::Primary:
      return "PK";
    case ColumnKey::Foreign:
      return "FK";
    case ColumnKey::Unique:
      return "UK";
  }
  return {};
}

Diagram make_diagram(const model::Database& desired) { return DiagramBuilder(desired).take(); }

}  // namespace pgreconcile::render
