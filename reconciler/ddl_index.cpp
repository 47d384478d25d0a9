#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/ddl.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::reconciler {

std::string parameter_name(const std::string& name) {
  constexpr std::string_view kToast = "toast.";
  const bool of_toast = name.starts_with(kToast);
  return (of_toast ? std::string(kToast) : "") + sql::Identifier(of_toast ? name.substr(kToast.size()) : name).quoted();
}

std::string parameter_clause(const std::string& name, const std::string& value) {
  return fmt::format("{} = {}", parameter_name(name), sql::quote_literal(value));
}

std::string with_clause(const model::StorageParameters& parameters) {
  std::vector<std::string> clauses;
  for (const auto& [name, value] : parameters) clauses.push_back(parameter_clause(name, value));
  return clauses.empty() ? "" : fmt::format("WITH ({})", fmt::join(clauses, ", "));
}

std::string element_clause(const model::IndexElement& element) {
  const auto* column = element.column();
  auto clause = column != nullptr ? column->quoted() : "(" + element.expression()->text() + ")";
  if (element.collation && !element.defaults.collation) clause += " COLLATE " + element.collation->quoted();
  if (element.opclass && !element.defaults.opclass) clause += " " + element.opclass->quoted();
  const bool descending = element.order == model::SortOrder::Descending;
  if (descending) clause += " DESC";
  const auto usual = descending ? model::NullsOrder::First : model::NullsOrder::Last;
  if (element.nulls != usual) clause += element.nulls == model::NullsOrder::First ? " NULLS FIRST" : " NULLS LAST";
  return clause;
}

std::string index_columns_clause(const model::Index& index) {
  std::vector<std::string> clauses;
  for (const auto& element : index.elements) clauses.push_back(element_clause(element));
  return fmt::format("({})", fmt::join(clauses, ", "));
}

namespace {

// `on` is what follows ON.
std::string create_index_on(const std::string& on, const model::Index& index, IndexBuild build) {
  auto statement = fmt::format("CREATE {}INDEX {}IF NOT EXISTS {} ON {} USING {} {}",
                               index.uniqueness == model::Uniqueness::Unique ? "UNIQUE " : "",
                               build == IndexBuild::Concurrent ? "CONCURRENTLY " : "", index.name.quoted(), on,
                               index.method.quoted(), index_columns_clause(index));
  if (!index.include.empty()) statement += " " + include_clause(index.include);
  if (index.nulls_distinct == model::NullsDistinct::No) statement += " NULLS NOT DISTINCT";
  if (!index.storage_parameters.empty()) statement += " " + with_clause(index.storage_parameters);
  if (index.tablespace) statement += " TABLESPACE " + index.tablespace->quoted();
  if (index.predicate) statement += fmt::format(" WHERE ({})", index.predicate->text());
  return statement;
}

}  // namespace

std::string create_index(const sql::QualifiedName& table, const model::Index& index, IndexBuild build) {
  return create_index_on(table.quoted(), index, build);
}

std::string create_index_on_only(const sql::QualifiedName& table, const model::Index& index) {
  return create_index_on("ONLY " + table.quoted(), index, IndexBuild::Plain);
}

std::string attach_index(const sql::QualifiedName& whole, const sql::QualifiedName& part) {
  return fmt::format("ALTER INDEX {} ATTACH PARTITION {}", whole.quoted(), part.quoted());
}

model::Index index_of_key(const model::KeyConstraint& key) {
  model::Index index;
  index.name = key.name.value();
  index.uniqueness = model::Uniqueness::Unique;
  for (const auto& column : key.columns) index.elements.push_back({.key = column});
  index.include = key.include;
  index.nulls_distinct = key.nulls_distinct;
  return index;
}

bool serves_key(const model::Index& index, const model::KeyConstraint& key) {
  auto named = key;
  named.name = index.name;
  const auto wanted = index_of_key(named);
  const auto serves = [](const model::IndexElement& element, const model::IndexElement& other) {
    const bool is_usual =
        (!element.opclass || element.defaults.opclass) && (!element.collation || element.defaults.collation);
    return is_usual && element.key == other.key && element.order == other.order && element.nulls == other.nulls;
  };
  return index.unmodelled.empty() && index.uniqueness == wanted.uniqueness && index.method == wanted.method &&
         !index.predicate && index.include == wanted.include && index.nulls_distinct == wanted.nulls_distinct &&
         std::ranges::equal(index.elements, wanted.elements, serves);
}

}  // namespace pgreconcile::reconciler
