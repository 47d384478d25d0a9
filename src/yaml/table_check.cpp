#include "src/yaml/table_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "src/base/ascii.hpp"
#include "src/base/suggestion.hpp"

namespace pgreconcile::yaml {
namespace {

void refuse_duplicate_columns(const TableDraft& draft, FileContext& file) {
  std::map<sql::Identifier, std::size_t> first;
  for (const auto& [name, offset] : draft.column_names) {
    const auto [seen, is_new] = first.emplace(name, offset);
    if (is_new) continue;
    file.problems.add_second(
        file.source.location(offset),
        fmt::format("table \"{}\" has a second column \"{}\"", draft.table.name.name.name(), name.name()),
        file.source.location(seen->second));
  }
}

std::string hint_for_unknown(const std::string& name, const std::vector<std::string_view>& known) {
  for (const auto* order : {"asc", "desc"}) {
    const auto column = name.substr(0, name.find(' '));
    if (lower_case(name) != fmt::format("{} {}", lower_case(column), order)) continue;
    return fmt::format("an index takes an order as {{column: {}, order: {}}}", column, order);
  }
  if (name.ends_with(')')) return fmt::format("an index takes an expression as {{expr: \"{}\"}}", name);
  return did_you_mean(nearest(name, known));
}

void refuse_unknown_columns(const TableDraft& draft, FileContext& file) {
  if (!draft.knows_columns) return;
  std::map<sql::Identifier, std::size_t> known;
  std::vector<std::string_view> names;
  for (const auto& [name, offset] : draft.column_names) {
    known.emplace(name, offset);
    names.emplace_back(name.name());
  }
  for (const auto& [user, column] : draft.uses) {
    if (known.contains(column.identifier)) continue;
    const auto& name = column.identifier.name();
    file.problems.add(column.offset, fmt::format("{} names the unknown column \"{}\"", user, name),
                      hint_for_unknown(name, names));
  }
}

void refuse_duplicate_constraints(const model::Table& table, FileContext& file) {
  std::vector<std::pair<SourceLocation, sql::Identifier>> named;
  const auto add = [&](const auto& constraint) {
    if (constraint.name) named.emplace_back(constraint.origin.where, *constraint.name);
  };
  if (table.primary_key) add(*table.primary_key);
  std::ranges::for_each(table.unique, add);
  std::ranges::for_each(table.checks, add);
  std::ranges::for_each(table.foreign_keys, add);
  std::ranges::for_each(table.exclusions, add);
  std::ranges::sort(named);
  std::map<sql::Identifier, SourceLocation> first;
  for (const auto& [where, name] : named) {
    const auto [seen, is_new] = first.emplace(name, where);
    if (is_new) continue;
    file.problems.add_second(
        where, fmt::format("table \"{}\" has a second constraint \"{}\"", table.name.name.name(), name.name()),
        seen->second);
  }
}

// Whether they do the same work.
bool repeats(const model::Index& index, model::Index other) {
  other.name = index.name;
  other.comment = index.comment;
  return index == other;
}

// https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS
void make_primary_key_not_null(TableDraft& draft, FileContext& file) {
  if (!draft.table.primary_key) return;
  const auto& columns = draft.table.primary_key->columns;
  const std::set<sql::Identifier> key(columns.begin(), columns.end());
  for (auto& column : draft.table.columns) {
    if (key.contains(column.name)) column.nullable = false;
  }
  for (const auto& [name, offset] : draft.nullable_columns) {
    if (!key.contains(name)) continue;
    file.problems.add(offset, fmt::format("column \"{}\" is in the primary key and cannot be null", name.name()),
                      "remove \"nullable: true\"");
  }
}

constexpr std::size_t kMaxColumns = 1600;  // MaxHeapAttributeNumber

void refuse_too_many_columns(const TableDraft& draft, FileContext& file) {
  if (draft.column_names.size() <= kMaxColumns) return;
  file.problems.add(draft.column_names[kMaxColumns].offset,
                    fmt::format("table \"{}\" has {} columns", draft.table.name.name.name(), draft.column_names.size()),
                    fmt::format("PostgreSQL takes {} at most", kMaxColumns));
}

// https://www.postgresql.org/docs/current/ddl-generated-columns.html
void refuse_generated_from_generated(const TableDraft& draft, FileContext& file) {
  for (const auto& [user, column] : draft.generated_uses) {
    const auto* source = draft.table.find_column(column.identifier);
    if (source == nullptr || !source->generated) continue;
    file.problems.add(column.offset, fmt::format("{} is generated from column \"{}\", which is generated itself", user,
                                                 column.identifier.name()));
  }
}

}  // namespace

void check_table(TableDraft& draft, FileContext& file) {
  refuse_duplicate_columns(draft, file);
  refuse_too_many_columns(draft, file);
  refuse_unknown_columns(draft, file);
  refuse_generated_from_generated(draft, file);
  refuse_duplicate_constraints(draft.table, file);
  make_primary_key_not_null(draft, file);
}

void warn_of_repeated_indexes(const model::Table& table, FileContext& file) {
  for (auto index = table.indexes.begin(); index != table.indexes.end(); ++index) {
    const auto first = std::find_if(table.indexes.begin(), index, [&](const auto& i) { return repeats(*index, i); });
    if (first == index || first->name == index->name) continue;
    file.problems.warn(index->origin.where, fmt::format("index \"{}\" repeats index \"{}\" under a second name",
                                                        index->name.name(), first->name.name()));
  }
}

void refuse_repeated_columns(const std::string& user, const std::vector<Name>& columns, FileContext& file) {
  std::set<sql::Identifier> seen;
  for (const auto& [name, offset] : columns) {
    if (seen.insert(name).second) continue;
    file.problems.add(offset, fmt::format("{} names column \"{}\" twice", user, name.name()));
  }
}

}  // namespace pgreconcile::yaml
