#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

using Columns = std::vector<const Column*>;

std::vector<std::string> names_of(const Columns& columns) {
  std::vector<std::string> names;
  for (const auto* column : columns) names.push_back(column->name);
  return names;
}

template <typename Fits>
Columns columns_where(const Table& table, Fits&& fits) {
  Columns columns;
  for (const auto& column : table.columns) {
    if (fits(column)) columns.push_back(&column);
  }
  return columns;
}

Since latest(const Table& table, const Columns& columns) {
  auto since = table.since;
  for (const auto* column : columns) since = std::max(since, column->since);
  return since;
}

void use(Table& table, const Columns& columns) {
  for (const auto* column : columns) table.used_columns.insert(column->name);
}

// The columns of a key: some that sort, one that keeps the rows apart, and the partition key.
Columns key_columns(Workshop& workshop, const Table& table) {
  auto apart = columns_where(table, [&](const Column& c) { return c.kind.sorts && keeps_rows_apart(table, c); });
  if (apart.empty()) return {};
  Columns columns = {workshop.random.pick(apart)};
  const auto add = [&](const Column* column) {
    if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
  };
  if (table.partitioning) {
    if (!table.partitioning->takes_keys) return {};
    for (const auto* column : columns_where(table, [&](const Column& c) {
           return std::ranges::find(table.partitioning->columns, c.name) != table.partitioning->columns.end();
         })) {
      add(column);
    }
  }
  auto others = columns_where(table, [](const Column& c) { return c.kind.sorts; });
  if (workshop.random.chance(40)) add(workshop.random.pick(others));
  workshop.random.shuffle(columns);
  return columns;
}

struct Deferral {
  std::string sql;
  YamlKeys keys;
};

Deferral random_deferral(Random& random) {
  if (!random.chance(15)) return {};
  if (random.chance(50)) return {" DEFERRABLE", {{"deferrable", "true"}}};
  return {" DEFERRABLE INITIALLY DEFERRED", {{"deferrable", "true"}, {"initially_deferred", "true"}}};
}

void append(YamlKeys& keys, const YamlKeys& more) { keys.insert(keys.end(), more.begin(), more.end()); }

// INCLUDE: columns that the key does not have. Older servers cannot have expressions there, so columns only.
std::string random_include(Workshop& workshop, Table& table, const Columns& key, YamlKeys& keys) {
  if (!workshop.random.chance(15)) return "";
  const auto others = columns_where(table, [&](const Column& column) {
    return std::ranges::find(key, &column) == key.end() && column.since <= latest(table, key);
  });
  if (others.empty()) return "";
  const auto included = workshop.random.some(others, 2);
  use(table, included);
  keys.emplace_back("include", yaml_texts(names_of(included)));
  return fmt::format(" INCLUDE ({})", sql_names(names_of(included)));
}

Column& column_named(Table& table, const std::string& name) {
  return *std::ranges::find(table.columns, name, &Column::name);
}

// Says the constraint in a key of its only column, which has no room for more than what the key says: `unique: true`.
bool moves_to_column(Workshop& workshop, Table& table, const std::string& column, const YamlKeys& said,
                     const std::string& key, const std::string& value) {
  if (said.size() != 1 || !workshop.random.chance(50)) return false;
  auto& keys = column_named(table, column).keys;
  if (std::ranges::find(keys, key, &YamlKeys::value_type::first) != keys.end()) return false;
  keys.emplace_back(key, value);
  return true;
}

void remember_target(Table& table, const Columns& columns, Since since, const Deferral& deferral) {
  if (deferral.sql.empty()) table.referenced_keys.push_back({since, names_of(columns)});
}

void add_primary_key(Workshop& workshop, Table& table) {
  auto columns = key_columns(workshop, table);
  if (columns.empty()) return;
  const auto is_null_today = [&](const Column* column) { return column->is_nullable || column->is_generated; };
  auto since = std::max(latest(table, columns), workshop.at_or_after(table.since));
  // A column that takes NULL today is not made NOT NULL by what only adds; a generated one is NULL where its source is.
  if (since != table.since && std::ranges::any_of(columns, is_null_today)) {
    if (latest(table, columns) != table.since) return;
    since = table.since;
  }
  YamlKeys keys;
  const auto name = workshop.name_or_none(keys);
  keys.emplace_back("columns", yaml_texts(names_of(columns)));
  const auto include = random_include(workshop, table, columns, keys);
  const auto deferral = random_deferral(workshop.random);
  append(keys, deferral.keys);
  for (auto& column : table.columns) {
    if (std::ranges::find(columns, &column) == columns.end()) continue;
    column.is_nullable = false;
    std::erase(column.keys, YamlKeys::value_type{"nullable", "true"});
  }
  const bool is_short =
      columns.size() == 1 && moves_to_column(workshop, table, columns.front()->name, keys, "primary_key", "true");
  table.primary_key = Piece{
      since, fmt::format("{}PRIMARY KEY ({}){}{}", name.clause, sql_names(names_of(columns)), include, deferral.sql),
      is_short ? "" : yaml_mapping(keys), name.text};
  use(table, columns);
  remember_target(table, columns, since, deferral);
}

void add_unique(Workshop& workshop, Table& table) {
  const auto columns = key_columns(workshop, table);
  if (columns.empty()) return;
  const bool is_there = std::ranges::any_of(table.referenced_keys, [&](const ReferencedKey& key) {
    return std::ranges::is_permutation(key.columns, names_of(columns));
  });
  if (is_there) return;
  const auto since = std::max(latest(table, columns), workshop.at_or_after(table.since));
  YamlKeys keys;
  const auto name = workshop.name_or_none(keys);
  keys.emplace_back("columns", yaml_texts(names_of(columns)));
  std::string nulls;
  if (workshop.server_major >= 15 && workshop.random.chance(20)) {
    nulls = " NULLS NOT DISTINCT";
    keys.emplace_back("nulls_not_distinct", "true");
  }
  const auto include = random_include(workshop, table, columns, keys);
  const auto deferral = random_deferral(workshop.random);
  append(keys, deferral.keys);
  const bool is_short =
      columns.size() == 1 && moves_to_column(workshop, table, columns.front()->name, keys, "unique", "true");
  table.unique.push_back(
      {since,
       fmt::format("{}UNIQUE{} ({}){}{}", name.clause, nulls, sql_names(names_of(columns)), include, deferral.sql),
       is_short ? "" : yaml_mapping(keys), name.text});
  // The index that it would build is there already, and becomes the constraint's.
  const bool is_named = !name.text.empty() && deferral.sql.empty() && !table.partitioning;
  if (is_named && since == Since::Growth && latest(table, columns) == Since::Start && workshop.random.chance(30)) {
    table.before_growth.push_back(fmt::format("CREATE UNIQUE INDEX {} ON {} ({}){}{}", sql_name(name.text), table.sql(),
                                              sql_names(names_of(columns)), include, nulls));
  }
  use(table, columns);
  remember_target(table, columns, since, deferral);
}

void add_check(Workshop& workshop, Table& table, const Column& column) {
  YamlKeys keys;
  const auto name = workshop.name_or_none(keys);
  const auto expression = with_column(column.kind.condition, sql_name(column.name));
  keys.emplace_back("expr", yaml_text(expression));
  Piece check{.since = std::max(column.since, workshop.at_or_after(table.since)),
              .sql = fmt::format("{}CHECK ({})", name.clause, expression),
              .name = name.text};
  if (!table.partitioning && workshop.random.chance(15)) {
    keys.emplace_back("no_inherit", "true");
    check.sql += " NO INHERIT";
  }
  // A partition's own check is valid or not by whether it is older than the table's.
  if (!table.partitioning && workshop.random.chance(10)) {
    keys.emplace_back("valid", "false");
    check.sql += " NOT VALID";
  } else if (!table.partitioning && workshop.random.chance(15)) {
    check.at_start = check.sql + " NOT VALID";
  }
  if (!moves_to_column(workshop, table, column.name, keys, "check", yaml_text(expression))) {
    check.yaml = yaml_mapping(keys);
  }
  table.checks.push_back(check);
  use(table, {&column});
}

struct ExclusionElements {
  std::vector<std::string> sql = {};
  std::vector<std::string> yaml = {};

  void add(IndexElement element, const std::string& with) {
    sql.push_back(fmt::format("{} WITH {}", element.sql, with));
    element.keys.emplace_back("with", yaml_text(with));
    yaml.push_back(yaml_mapping(element.keys));
  }
};

// Further elements keep no more rows apart than the first does.
ExclusionElements exclusion_elements(Workshop& workshop, Table& table, const Column& first, const std::string& method) {
  ExclusionElements elements;
  elements.add({sql_name(first.name), {{"column", yaml_text(first.name)}}},
               method == "gist" ? first.kind.gist_operator : "=");
  const auto others = columns_where(table, [&](const Column& column) {
    const bool fits = method == "gist" ? !column.kind.gist_operator.empty() : column.kind.sorts;
    return fits && column.since <= first.since && column.name != first.name;
  });
  if (others.empty() || !workshop.random.chance(60)) return elements;
  const auto* second = workshop.random.pick(others);
  elements.add(random_element(workshop, *second, method), method == "gist" ? second->kind.gist_operator : "=");
  use(table, {second});
  return elements;
}

void add_exclusion(Workshop& workshop, Table& table, const Column& column) {
  YamlKeys keys;
  const auto name = workshop.name_or_none(keys);
  const std::string method = column.kind.gist_operator.empty() ? "btree" : "gist";
  const auto elements = exclusion_elements(workshop, table, column, method);
  keys.emplace_back("method", method);
  keys.emplace_back("elements", yaml_list(elements.yaml));
  auto sql = fmt::format("{}EXCLUDE USING {} ({})", name.clause, method, fmt::join(elements.sql, ", "));
  if (workshop.random.chance(25)) {
    const auto condition = sql_name(column.name) + " IS NOT NULL";
    keys.emplace_back("where", yaml_text(condition));
    sql += fmt::format(" WHERE ({})", condition);
  }
  const auto deferral = random_deferral(workshop.random);
  append(keys, deferral.keys);
  table.exclusions.push_back(
      {std::max(column.since, workshop.at_or_after(table.since)), sql + deferral.sql, yaml_mapping(keys), name.text});
  use(table, {&column});
}

}  // namespace

bool keeps_rows_apart(const Table& table, const Column& column) {
  return table.since == Since::Growth || (column.since == Since::Start && column.kind.has_distinct_values);
}

ConstraintName Workshop::name_or_none(YamlKeys& keys) {
  if (random.chance(30)) return {};
  const auto name = names.next('k');
  keys.emplace_back("name", yaml_text(name));
  return {name, fmt::format("CONSTRAINT {} ", sql_name(name))};
}

void add_keys(Workshop& workshop, Table& table) {
  if (workshop.random.chance(75)) add_primary_key(workshop, table);
  for (auto left = workshop.random.below(3); left > 0; --left) add_unique(workshop, table);
}

void add_checks(Workshop& workshop, Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) {
    if (!column.kind.condition.empty() && workshop.random.chance(20)) names.push_back(column.name);
  }
  for (const auto& name : names) add_check(workshop, table, column_named(table, name));
}

void add_exclusions(Workshop& workshop, Table& table) {
  if (table.partitioning) return;
  for (const auto& column : table.columns) {
    const bool has_gist = !column.kind.gist_operator.empty();
    if (!keeps_rows_apart(table, column) || (!has_gist && !column.kind.sorts)) continue;
    if (workshop.random.chance(has_gist ? 50 : 8)) add_exclusion(workshop, table, column);
  }
}

}  // namespace pgreconcile::test
