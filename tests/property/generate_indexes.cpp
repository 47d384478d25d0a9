#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

// What an index is made of, while it is being made.
struct Draft {
  Since since = Since::Start;
  std::string method = {};
  std::vector<std::string> sql = {};
  std::vector<std::string> yaml = {};
};

void use(Table& table, Draft& draft, const Column& column) {
  table.used_columns.insert(column.name);
  draft.since = std::max(draft.since, column.since);
}

bool fits(const Kind& kind, const std::string& method) {
  if (method == "gin") return !kind.gin_opclass.empty();
  if (method == "gist") return !kind.gist_operator.empty();
  if (method == "brin") return kind.type == "integer" || kind.type == "bigint" || kind.type == "date";
  return kind.sorts && (method == "btree" || kind.hashes);
}

// Of a type whose values the method can hold; null where the table has none.
const Column* random_column(Workshop& workshop, const Table& table, const std::string& method) {
  std::vector<const Column*> fitting;
  for (const auto& column : table.columns) {
    if (fits(column.kind, method)) fitting.push_back(&column);
  }
  return fitting.empty() ? nullptr : workshop.random.pick(fitting);
}

std::string random_order(Random& random, YamlKeys& keys) {
  std::string sql;
  if (random.chance(30)) {
    keys.emplace_back("order", "desc");
    sql += " DESC";
  }
  if (random.chance(20)) {
    const auto nulls = random.chance(50) ? "first" : "last";
    keys.emplace_back("nulls", nulls);
    sql += fmt::format(" NULLS {}", nulls);
  }
  return sql;
}

std::string random_opclass(Random& random, const Column& column, const std::string& method, YamlKeys& keys) {
  std::string opclass;
  if (method == "gin" && column.kind.gin_opclass != "-" && random.chance(50)) opclass = column.kind.gin_opclass;
  const bool is_text = method == "btree" && column.kind.type == "text";
  if (is_text && random.chance(20)) opclass = "text_pattern_ops";
  if (method == "btree" && column.kind.type == "character varying" && random.chance(20))
    opclass = "varchar_pattern_ops";
  if (opclass.empty()) return "";
  keys.emplace_back("opclass", opclass);
  return " " + opclass;
}

void add_element(Workshop& workshop, Table& table, Draft& draft) {
  const auto* column = random_column(workshop, table, draft.method);
  if (column == nullptr) return;
  use(table, draft, *column);
  const bool is_expression = draft.method == "btree" && !column->kind.generated.empty() && workshop.random.chance(25);
  YamlKeys keys;
  std::string sql;
  if (is_expression) {
    const auto expression = with_column(column->kind.generated, sql_name(column->name));
    keys.emplace_back("expr", yaml_text(expression));
    sql = fmt::format("({})", expression);
  } else {
    keys.emplace_back("column", yaml_text(column->name));
    sql = sql_name(column->name);
    if (column->kind.collates && draft.method == "btree" && workshop.random.chance(20)) {
      keys.emplace_back("collation", "C");
      sql += " COLLATE \"C\"";
    }
    sql += random_opclass(workshop.random, *column, draft.method, keys);
  }
  if (draft.method == "btree") sql += random_order(workshop.random, keys);
  draft.sql.push_back(sql);
  draft.yaml.push_back(keys.size() == 1 && !is_expression ? yaml_text(column->name) : yaml_mapping(keys));
}

void add_predicate(Workshop& workshop, Table& table, Draft& draft, YamlKeys& keys, std::string& sql) {
  const auto& column = workshop.random.pick(table.columns);
  use(table, draft, column);
  const bool has_condition = !column.kind.condition.empty() && workshop.random.chance(50);
  const auto predicate = with_column(has_condition ? column.kind.condition : "@ IS NOT NULL", sql_name(column.name));
  keys.emplace_back("where", yaml_text(predicate));
  sql += fmt::format(" WHERE {}", predicate);
}

void add_index(Workshop& workshop, Table& table) {
  auto& random = workshop.random;
  constexpr std::array kMethods = {"btree", "btree", "btree", "btree", "hash", "gin", "gist", "brin"};
  Draft draft{.since = table.since, .method = random.pick(kMethods)};
  const auto elements = draft.method == "btree" ? 1 + random.below(3) : 1;
  for (std::size_t i = 0; i < elements; ++i) add_element(workshop, table, draft);
  if (draft.sql.empty()) return;

  Index index{.name = workshop.names.next('i')};
  YamlKeys keys = {{"name", yaml_text(index.name)}};
  if (draft.method != "btree" || random.chance(20)) keys.emplace_back("method", draft.method);
  keys.emplace_back("columns", yaml_list(draft.yaml));
  auto sql = fmt::format("INDEX {} ON {} USING {} ({})", sql_name(index.name), table.sql(), draft.method,
                         fmt::join(draft.sql, ", "));
  if (draft.method == "btree" && random.chance(15)) {
    const auto& included = random.pick(table.columns);
    use(table, draft, included);
    keys.emplace_back("include", yaml_texts({included.name}));
    sql += fmt::format(" INCLUDE ({})", sql_name(included.name));
  }
  if (draft.method == "btree" && random.chance(15)) {
    keys.emplace_back("with", "{fillfactor: 60}");
    sql += " WITH (fillfactor = 60)";
  }
  if (random.chance(25)) add_predicate(workshop, table, draft, keys, sql);
  const auto since = workshop.at_or_after(draft.since);
  const auto mapping = yaml_mapping(keys);
  index.statement = {since, "CREATE " + sql, mapping.substr(0, mapping.size() - 1)};
  if (random.chance(15)) index.comment = Comment{workshop.at_or_after(since), "Index: " + index.name};
  table.indexes.push_back(index);
}

}  // namespace

void add_indexes(Workshop& workshop, Table& table) {
  for (auto left = workshop.random.below(4); left > 0; --left) add_index(workshop, table);
}

}  // namespace pgreconcile::test
