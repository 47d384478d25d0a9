#include "src/yaml/object_values.hpp"

namespace pgreconcile::yaml {
namespace {

// Nulls sort as if larger than all else. https://www.postgresql.org/docs/current/indexes-ordering.html
model::NullsOrder usual_nulls(model::SortOrder order) {
  return order == model::SortOrder::Ascending ? model::NullsOrder::Last : model::NullsOrder::First;
}

void add_element(Object& object, const model::IndexElement& element) {
  if (const auto* column = element.column()) object.add_name("column", *column);
  if (const auto* expression = element.expression()) object.add_sql("expr", *expression);
  if (element.collation && !element.defaults.collation) object.add("collation", {dotted_collation(*element.collation)});
  if (element.opclass && !element.defaults.opclass) object.add("opclass", {dotted(*element.opclass)});
  if (element.order == model::SortOrder::Descending) object.add("order", {"desc"});
  if (element.nulls != usual_nulls(element.order)) {
    object.add("nulls", {element.nulls == model::NullsOrder::First ? "first" : "last"});
  }
}

Value element_value(const model::IndexElement& element) {
  Object object;
  add_element(object, element);
  if (element.column() != nullptr && object.size() == 1) return {element.column()->name()};
  return std::move(object).value();
}

}  // namespace

Value exclusion_element_value(const model::ExclusionElement& element) {
  Object object;
  add_element(object, element.element);
  object.add("with", {element.with.sql()});
  return std::move(object).value();
}

Value index_value(const model::Index& index) {
  Object object;
  object.add_name("name", index.name);
  if (index.method.name() != "btree") object.add_name("method", index.method);
  object.add_true_if(index.uniqueness == model::Uniqueness::Unique, "unique");
  Items elements;
  for (const auto& element : index.elements) elements.push_back(element_value(element));
  object.add("columns", {std::move(elements)}).add_names("include", index.include);
  object.add_true_if(index.nulls_distinct == model::NullsDistinct::No, "nulls_not_distinct");
  object.add_sql("where", index.predicate);
  add_storage_parameters(object, index.storage_parameters);
  object.add_name("tablespace", index.tablespace).add_text("comment", index.comment);
  return std::move(object).value();
}

}  // namespace pgreconcile::yaml
