#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

// What an index is made of, while it is being made.
struct Draft {
  Since since = Since::Start;
  std::string method = {};
  bool is_unique = false;
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
  if (method == "spgist") return kind.has_spgist;
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
  } else if (random.chance(5)) {
    keys.emplace_back("order", "asc");
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
  if (method == "gin" && column.kind.gin_opclass != "-") opclass = column.kind.gin_opclass;
  if (method == "btree" && random.chance(25)) {
    static const std::map<std::string, std::string> kOpclasses = {{"text", "text_pattern_ops"},
                                                                  {"character varying", "varchar_pattern_ops"},
                                                                  {"integer", "int4_ops"},
                                                                  {"date", "date_ops"}};
    const auto found = kOpclasses.find(column.kind.type);
    if (found != kOpclasses.end()) opclass = found->second;
  }
  if (opclass.empty()) return "";
  keys.emplace_back("opclass", opclass);
  return " " + opclass;
}

// What the rows that there are differ in, in each index that has it.
const Column* column_apart(Workshop& workshop, const Table& table) {
  std::vector<const Column*> apart;
  for (const auto& column : table.columns) {
    if (column.kind.sorts && keeps_rows_apart(table, column)) apart.push_back(&column);
  }
  return apart.empty() ? nullptr : workshop.random.pick(apart);
}

void add_element(Table& table, Draft& draft, const Column& column, const IndexElement& element) {
  use(table, draft, column);
  draft.sql.push_back(element.sql);
  draft.yaml.push_back(element.keys.size() == 1 && element.keys.front().first == "column" ? yaml_text(column.name)
                                                                                          : yaml_mapping(element.keys));
}

void add_element(Workshop& workshop, Table& table, Draft& draft) {
  const auto* column = random_column(workshop, table, draft.method);
  if (column != nullptr) add_element(table, draft, *column, random_element(workshop, *column, draft.method));
}

void add_predicate(Workshop& workshop, Table& table, Draft& draft, YamlKeys& keys, std::string& sql) {
  const auto& column = workshop.random.pick(table.columns);
  use(table, draft, column);
  const bool has_condition = !column.kind.condition.empty() && workshop.random.chance(50);
  const auto predicate = with_column(has_condition ? column.kind.condition : "@ IS NOT NULL", sql_name(column.name));
  keys.emplace_back("where", yaml_text(predicate));
  sql += fmt::format(" WHERE {}", predicate);
}

void add_parameters(Random& random, const Draft& draft, YamlKeys& keys, std::string& sql) {
  using Parameter = std::array<std::string, 3>;
  static const std::vector<Parameter> kParameters = {
      {"btree", "fillfactor", "60"},  {"hash", "fillfactor", "60"},
      {"gin", "fastupdate", "off"},   {"gin", "gin_pending_list_limit", "128"},
      {"gist", "buffering", "off"},   {"brin", "pages_per_range", "16"},
      {"spgist", "fillfactor", "60"}, {"btree", "deduplicate_items", "off"}};
  std::vector<Parameter> fitting;
  std::ranges::copy_if(kParameters, std::back_inserter(fitting),
                       [&](const Parameter& parameter) { return parameter[0] == draft.method; });
  if (!random.chance(15)) return;
  const auto& [method, name, value] = random.pick(fitting);
  keys.emplace_back("with", yaml_mapping({{name, yaml_text(value)}}));
  sql += fmt::format(" WITH ({} = {})", name, value);
}

// What follows the columns.
void add_clauses(Workshop& workshop, Table& table, Draft& draft, YamlKeys& keys, std::string& sql) {
  auto& random = workshop.random;
  if (draft.method == "btree" && random.chance(15)) {
    const auto& included = random.pick(table.columns);
    use(table, draft, included);
    keys.emplace_back("include", yaml_texts({included.name}));
    sql += fmt::format(" INCLUDE ({})", sql_name(included.name));
  }
  if (draft.is_unique && workshop.server_major >= 15 && random.chance(25)) {
    keys.emplace_back("nulls_not_distinct", "true");
    sql += " NULLS NOT DISTINCT";
  }
  add_parameters(random, draft, keys, sql);
  if (random.chance(10) && !table.partitioning) {
    keys.emplace_back("tablespace", kTablespace);
    sql += fmt::format(" TABLESPACE {}", kTablespace);
  }
  if (random.chance(25)) add_predicate(workshop, table, draft, keys, sql);
}

void add_index(Workshop& workshop, Table& table) {
  auto& random = workshop.random;
  constexpr std::array kMethods = {"btree", "btree", "btree", "btree", "hash", "gin", "gist", "spgist", "brin"};
  Draft draft{.since = table.since, .method = random.pick(kMethods)};
  const auto* apart = column_apart(workshop, table);
  draft.is_unique = draft.method == "btree" && !table.partitioning && apart != nullptr && random.chance(25);
  if (draft.is_unique) add_element(table, draft, *apart, {sql_name(apart->name), {{"column", yaml_text(apart->name)}}});
  const auto elements = draft.method == "btree" ? 1 + random.below(3) : 1;
  for (std::size_t i = 0; i < elements; ++i) add_element(workshop, table, draft);
  if (draft.sql.empty()) return;

  Index index{.name = workshop.names.next('i')};
  YamlKeys keys = {{"name", yaml_text(index.name)}};
  if (draft.is_unique) keys.emplace_back("unique", "true");
  if (draft.method != "btree" || random.chance(20)) keys.emplace_back("method", draft.method);
  keys.emplace_back("columns", yaml_list(draft.yaml));
  auto sql = fmt::format("{}INDEX {} ON {} USING {} ({})", draft.is_unique ? "UNIQUE " : "", sql_name(index.name),
                         table.sql(), draft.method, fmt::join(draft.sql, ", "));
  add_clauses(workshop, table, draft, keys, sql);
  const auto since = workshop.at_or_after(draft.since);
  const auto mapping = yaml_mapping(keys);
  index.statement = {since, "CREATE " + sql, mapping.substr(0, mapping.size() - 1)};
  if (random.chance(15)) index.comment = Comment{workshop.at_or_after(since), "Index: " + index.name};
  table.indexes.push_back(index);
}

}  // namespace

IndexElement random_element(Workshop& workshop, const Column& column, const std::string& method) {
  IndexElement element;
  auto& [sql, keys] = element;
  if (method == "btree" && !column.kind.generated.empty() && workshop.random.chance(25)) {
    const auto expression = with_column(column.kind.generated, sql_name(column.name));
    keys.emplace_back("expr", yaml_text(expression));
    sql = fmt::format("({})", expression);
  } else {
    keys.emplace_back("column", yaml_text(column.name));
    sql = sql_name(column.name);
    if (column.kind.collates && method == "btree" && workshop.random.chance(20)) {
      keys.emplace_back("collation", "C");
      sql += " COLLATE \"C\"";
    }
    sql += random_opclass(workshop.random, column, method, keys);
  }
  if (method == "btree") sql += random_order(workshop.random, keys);
  return element;
}

void add_indexes(Workshop& workshop, Table& table) {
  for (auto left = workshop.random.below(4); left > 0; --left) add_index(workshop, table);
}

}  // namespace pgreconcile::test
