#include "reconciler/compare_elements.hpp"

#include <algorithm>

#include "src/sql/equivalence.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Sameness;
using model::Verdict;

Verdict compare_element(DiffContext& context, const TablePair& tables, const model::IndexElement& desired,
                        const model::IndexElement& live) {
  const bool same = desired.order == live.order && desired.nulls == live.nulls &&
                    same_name(context, desired.opclass, live.opclass, live.defaults.opclass) &&
                    same_name(context, desired.collation, live.collation, live.defaults.collation);
  return same ? compare_keys(context, tables, desired.key, live.key) : verdict_of(same);
}

void add_columns_in(const model::IndexElement& element, std::vector<sql::Identifier>& columns) {
  if (const auto* column = element.column()) columns.push_back(*column);
  if (const auto* expression = element.expression()) {
    std::ranges::copy(columns_in(*expression), std::back_inserter(columns));
  }
}

}  // namespace

Verdict all_of(const std::vector<Verdict>& verdicts) {
  Verdict result{Sameness::Same, ""};
  for (const auto& verdict : verdicts) {
    if (verdict.sameness == Sameness::Different) return verdict;
    if (verdict.sameness == Sameness::Undecidable) result = verdict;
  }
  return result;
}

bool same_name(const DiffContext& context, const std::optional<sql::ObjectName>& desired,
               const std::optional<sql::ObjectName>& live, bool live_is_default) {
  return desired ? finds(context, *desired, live) : !live || live_is_default;
}

Verdict verdict_of(bool same) { return {same ? Sameness::Same : Sameness::Different, ""}; }

Verdict compare_expressions(DiffContext& context, const TablePair& tables, const sql::Expression& desired,
                            const sql::Expression& live, const std::string& cast_to) {
  // What the database has cannot speak of a column that is not there yet, and the server could not be asked.
  const auto is_pending = [&](const sql::Identifier& column) {
    return tables.live.find_column(column) == nullptr && tables.desired.find_column(column) != nullptr;
  };
  const auto columns = columns_in(desired);
  if (std::ranges::any_of(columns, is_pending)) return verdict_of(false);
  // Nor do expressions on other columns mean the same; asking about all of them would be asking n times m times.
  if (columns != columns_in(live)) return verdict_of(false);
  return context.compare({tables.desired.name, desired.text(), live.text(), cast_to});
}

Verdict compare_predicates(DiffContext& context, const TablePair& tables, const std::optional<sql::Expression>& desired,
                           const std::optional<sql::Expression>& live) {
  if (desired && live) return compare_expressions(context, tables, *desired, *live, "");
  return verdict_of(!desired && !live);
}

Verdict compare_keys(DiffContext& context, const TablePair& tables, const ElementKey& desired, const ElementKey& live) {
  const auto* expression = std::get_if<sql::Expression>(&desired);
  const auto* live_expression = std::get_if<sql::Expression>(&live);
  if (expression != nullptr && live_expression != nullptr) {
    return compare_expressions(context, tables, *expression, *live_expression, "");
  }
  if (expression == nullptr || live_expression != nullptr) return verdict_of(desired == live);
  // An expression that is nothing but a column is kept as the column.
  return verdict_of(sql::known_equal(expression->text(), std::get<sql::Identifier>(live).quoted(), ""));
}

Verdict compare_elements(DiffContext& context, const TablePair& tables, const std::vector<model::IndexElement>& desired,
                         const std::vector<model::IndexElement>& live) {
  if (desired.size() != live.size()) return verdict_of(false);
  std::vector<Verdict> verdicts;
  for (std::size_t at = 0; at < desired.size(); ++at) {
    verdicts.push_back(compare_element(context, tables, desired[at], live[at]));
  }
  return all_of(verdicts);
}

bool finds(const DiffContext& context, const sql::ObjectName& desired, const std::optional<sql::ObjectName>& live) {
  if (!live || desired.name != live->name) return false;
  if (desired.schema || !live->schema) return desired.schema == live->schema;
  const auto path = model::fragment_search_path(context.desired(), context.live());
  return std::ranges::find(path, *live->schema) != path.end();
}

model::Verdict compare_indexes(DiffContext& context, const TablePair& tables, const model::Index& desired,
                               const model::Index& live) {
  const bool same_kind = desired.uniqueness == live.uniqueness && desired.method == live.method &&
                         desired.include == live.include && desired.nulls_distinct == live.nulls_distinct &&
                         live.unmodelled.empty();
  return all_of({verdict_of(same_kind), compare_elements(context, tables, desired.elements, live.elements),
                 compare_predicates(context, tables, desired.predicate, live.predicate)});
}

std::vector<sql::Identifier> columns_of(const model::Index& index) {
  auto columns = index.include;
  for (const auto& element : index.elements) add_columns_in(element, columns);
  if (index.predicate) std::ranges::copy(columns_in(*index.predicate), std::back_inserter(columns));
  return columns;
}

std::vector<sql::Identifier> columns_of(const model::ExclusionConstraint& exclusion) {
  std::vector<sql::Identifier> columns;
  for (const auto& [element, with] : exclusion.elements) add_columns_in(element, columns);
  if (exclusion.predicate) std::ranges::copy(columns_in(*exclusion.predicate), std::back_inserter(columns));
  return columns;
}

}  // namespace pgreconcile::reconciler
