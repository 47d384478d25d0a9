#include "reconciler/diff_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "reconciler/manual_sql.hpp"
#include "src/model/default_name.hpp"
#include "src/sql/equivalence.hpp"

namespace pgreconcile::reconciler {

std::vector<sql::Identifier> columns_in(const sql::Expression& expression) {
  std::vector<sql::Identifier> columns;
  for (const auto& name : sql::traits_of(expression.text()).traits.columns) columns.emplace_back(name);
  return columns;
}

const model::Sequence* DiffContext::find_sequence_of(const model::ColumnReference& column) const {
  const auto found = owned_sequences_.find(column);
  return found == owned_sequences_.end() ? nullptr : found->second;
}

std::vector<const model::UnmanagedObject*> DiffContext::unmanaged_on(const sql::QualifiedName& table) const {
  const auto found = unmanaged_.find(table);
  return found == unmanaged_.end() ? std::vector<const model::UnmanagedObject*>() : found->second;
}

bool DiffContext::is_mended_after(std::size_t reported) const {
  const auto added = std::span(result_.differences).subspan(reported);
  return std::ranges::all_of(added, [](const Difference& difference) { return difference.remedy.has_value(); });
}

const model::PartitionTree* DiffContext::find_partition_tree(const sql::QualifiedName& table) const {
  const auto found = live_.partition_trees.find(table);
  return found == live_.partition_trees.end() ? nullptr : &found->second;
}

std::vector<sql::QualifiedName> DiffContext::tables_below(const sql::QualifiedName& table) const {
  std::vector<sql::QualifiedName> below;
  if (const auto* tree = find_partition_tree(table)) {
    for (const auto& member : tree->members) below.push_back(member.name);
  }
  return below;
}

sql::Identifier DiffContext::take_name_of_part(const sql::QualifiedName& partition,
                                               const std::vector<sql::Identifier>& columns, std::string_view suffix,
                                               const std::set<sql::QualifiedName>& nearby) {
  if (!names_in_use_) names_in_use_ = model::wanted_relations(desired_);
  for (int attempt = 0;; ++attempt) {
    const sql::QualifiedName name{partition.schema,
                                  model::default_constraint_name(partition.name, columns, suffix, attempt)};
    const bool is_taken = nearby.contains(name) || live_.relations.contains(name);
    if (!is_taken && names_in_use_->insert(name).second) return name.name;
  }
}

bool DiffContext::is_accounted_for(const sql::QualifiedName& partition, const std::string& feature) const {
  const auto found = accounted_for_.find(partition);
  return found != accounted_for_.end() && found->second.contains(feature);
}

bool DiffContext::is_unknown(const sql::TypeName& type) const {
  const auto is_there = [&](const model::Extension& extension) {
    return live_.find_extension(extension.name) != nullptr;
  };
  return live_.unknown_types.contains(type.base()) && std::ranges::all_of(desired_.extensions, is_there);
}

model::Verdict DiffContext::compare(const model::ExpressionPair& pair) {
  if (sql::known_equal(pair.desired, pair.live, pair.cast_to)) return {model::Sameness::Same, ""};
  const auto answer = answers_.expressions.find(pair);
  if (answer != answers_.expressions.end()) return answer->second;
  result_.questions.expressions.insert(pair);
  return {model::Sameness::Undecidable, "the server was not asked"};
}

model::TableSize DiffContext::size_of(const sql::QualifiedName& table) {
  const auto answer = answers_.table_sizes.find(table);
  if (answer != answers_.table_sizes.end()) return answer->second;
  result_.questions.table_sizes.insert(table);
  return {};
}

bool DiffContext::is_new_domain(const std::string& type) const {
  const auto parsed = sql::parse_type_name(type, desired_.default_schema);
  if (!std::holds_alternative<sql::TypeName>(parsed)) return false;
  const auto name = std::get<sql::TypeName>(parsed).element();
  const auto has_name = [&](const model::Domain& domain) { return domain.name.quoted() == name; };
  return std::ranges::any_of(desired_.domains, has_name) && std::ranges::none_of(live_.domains, has_name);
}

bool DiffContext::may_run_code(const std::string& type) {
  if (is_new_domain(type)) return true;
  const auto answer = answers_.runs_code.find(type);
  if (answer != answers_.runs_code.end()) return answer->second;
  result_.questions.types.insert(type);
  return true;
}

bool DiffContext::has_builtin_type(const sql::QualifiedName& table, const std::string& column) const {
  const sql::Identifier name(column);
  const auto is_builtin_in = [&](const model::Table* found) {
    const auto* here = found == nullptr ? nullptr : found->find_column(name);
    return here == nullptr || here->type.is_builtin();
  };
  return is_builtin_in(find_desired_table(table)) && is_builtin_in(find_live_table(table));
}

model::Volatility DiffContext::volatility_of(const sql::Expression& expression, const sql::QualifiedName& table) {
  const auto parsed = sql::traits_of(expression.text());
  if (!parsed.known || !parsed.traits.schema_functions.empty()) return model::Volatility::Foreign;
  // All is asked at once, so that what depends on it is asked in the same round.
  bool runs_code = false;
  for (const auto& type : parsed.traits.cast_types) runs_code |= may_run_code(type);
  for (const auto& function : parsed.traits.plain_functions) {
    if (answers_.functions.contains(function)) continue;
    result_.questions.functions.insert(function);
    runs_code = true;
  }
  if (runs_code) return model::Volatility::Foreign;
  const bool is_all_builtin = model::calls_builtin_only(
      parsed.traits, answers_.functions, [&](const auto& column) { return has_builtin_type(table, column); });
  auto worst = model::Volatility::Immutable;
  for (const auto& name : parsed.traits.plain_functions) {
    const auto& function = answers_.functions.at(name);
    worst = std::max(worst, function.is_builtin(is_all_builtin) ? function.builtin : model::Volatility::Foreign);
  }
  return worst;
}

std::string text_of(const std::optional<sql::Expression>& expression) { return expression ? expression->text() : ""; }

void make_unknown(Difference& difference, std::string_view what, const model::Verdict& verdict) {
  difference.difference_class = DifferenceClass::Unknown;
  difference.message = fmt::format("the {} could not be compared: {}", what, verdict.reason);
  difference.manual_sql.clear();
}

void report_unmodelled(DiffContext& context, const model::Unmodelled& unmodelled, const std::string& object,
                       const SourceLocation& source) {
  for (const auto& feature : unmodelled) {
    context.report({.difference_class = DifferenceClass::Unknown,
                    .object = object,
                    .attribute = "definition",
                    .live = feature,
                    .message = fmt::format("has {}, which pgreconcile cannot compare yet", feature),
                    .source = source});
  }
}

void report_unmanaged(DiffContext& context, const sql::QualifiedName& table, const SourceLocation& source) {
  for (const auto* object : context.unmanaged_on(table)) {
    context.report({.difference_class = DifferenceClass::Unmanaged,
                    .object = table.quoted(),
                    .attribute = object->kind,
                    .live = object->name,
                    .message = fmt::format("{} on the table: not managed by pgreconcile", object->kind),
                    .source = source});
  }
}

bool blocked_by_column(DiffContext& context, const TablePair& tables, const std::vector<sql::Identifier>& columns,
                       const std::string& object, const std::string& attribute, const SourceLocation& source) {
  const auto unavailable = [&](const sql::Identifier& column) { return tables.unavailable_columns.contains(column); };
  const auto column = std::ranges::find_if(columns, unavailable);
  if (column == columns.end()) return false;
  context.report({.difference_class = DifferenceClass::Blocked,
                  .object = object,
                  .attribute = attribute,
                  .message = fmt::format("waits for column {}, which cannot be added", column->quoted()),
                  .source = source});
  return true;
}

void report_renamed_constraint(DiffContext& context, const TablePair& tables, const ConstraintNames& names,
                               const SourceLocation& source) {
  context.report({.difference_class = DifferenceClass::Renamed,
                  .object = object_name(tables.desired.name, names.desired),
                  .attribute = "name",
                  .desired = names.desired.quoted(),
                  .live = names.live.quoted(),
                  .message = "the same constraint exists under another name",
                  .manual_sql = rename_constraint(tables.desired.name, {names.live, names.desired}),
                  .source = source});
}

void report_invalid_constraint(DiffContext& context, const TablePair& tables, const sql::Identifier& name,
                               std::string_view definition, const SourceLocation& source) {
  context.report({.difference_class = DifferenceClass::Invalid,
                  .object = object_name(tables.desired.name, name),
                  .attribute = "valid",
                  .desired = "valid",
                  .live = "invalid",
                  .message = "the index of the constraint is invalid, so that nothing holds rows to it",
                  .manual_sql = replace_constraint(tables.desired.name, name, definition),
                  .source = source});
}

void report_extra_constraint(DiffContext& context, const TablePair& tables, const sql::Identifier& name,
                             const std::string& attribute, const std::string& clause) {
  context.report({.difference_class = DifferenceClass::Extra,
                  .object = object_name(tables.desired.name, name),
                  .attribute = attribute,
                  .live = clause,
                  .message = "constraint is not declared",
                  .manual_sql = drop_constraint(tables.desired.name, name),
                  .source = tables.desired.origin.where});
}

bool constraint_name_is_taken(DiffContext& context, const TablePair& tables, const sql::Identifier& name,
                              const std::string& attribute, const SourceLocation& source) {
  const auto& live = tables.live;
  const auto has_name = [&](const auto& constraint) { return constraint.name == name; };
  std::string holder;
  if (live.primary_key && has_name(*live.primary_key)) holder = "primary_key";
  if (std::ranges::any_of(live.unique, has_name)) holder = "unique";
  if (std::ranges::any_of(live.checks, has_name)) holder = "check";
  if (std::ranges::any_of(live.foreign_keys, has_name)) holder = "foreign_key";
  if (std::ranges::any_of(live.exclusions, has_name)) holder = "exclude";
  if (std::ranges::find(live.other_constraints, name) != live.other_constraints.end()) holder = "another constraint";
  if (holder.empty() || holder == attribute) return false;
  context.report({.difference_class = DifferenceClass::Conflict,
                  .object = object_name(tables.desired.name, name),
                  .attribute = "kind",
                  .desired = attribute,
                  .live = holder,
                  .message = "the name is taken by a constraint of another kind",
                  .manual_sql = rename_constraint_away(tables.desired.name, name),
                  .source = source});
  return true;
}

bool name_is_taken(DiffContext& context, const sql::QualifiedName& table, const sql::Identifier& index,
                   const SourceLocation& source) {
  const sql::QualifiedName name{table.schema, index};
  const auto found = context.live().relations.find(name);
  if (found == context.live().relations.end()) return false;
  const auto& holder = found->second;
  const auto kind = model::to_string(holder.kind);
  context.report({.difference_class = DifferenceClass::Conflict,
                  .object = name.quoted(),
                  .attribute = "name",
                  .desired = fmt::format("index on {}", table.quoted()),
                  .live = holder.table ? fmt::format("{} on {}", kind, holder.table->quoted()) : kind,
                  .message = "the name is taken by something else",
                  .manual_sql = rename_relation_away(name, holder.kind),
                  .source = source});
  return true;
}

}  // namespace pgreconcile::reconciler
