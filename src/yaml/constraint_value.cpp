#include "src/model/default_name.hpp"
#include "src/yaml/object_values.hpp"

namespace pgreconcile::yaml {
namespace {

std::string spelling(model::ReferentialAction action) {
  switch (action) {
    case model::ReferentialAction::NoAction:
      return "no action";
    case model::ReferentialAction::Restrict:
      return "restrict";
    case model::ReferentialAction::Cascade:
      return "cascade";
    case model::ReferentialAction::SetNull:
      return "set null";
    case model::ReferentialAction::SetDefault:
      return "set default";
  }
  return {};
}

void add_deferrability(Object& object, model::Deferrability deferrability) {
  object.add_true_if(deferrability != model::Deferrability::NotDeferrable, "deferrable");
  object.add_true_if(deferrability == model::Deferrability::InitiallyDeferred, "initially_deferred");
}

void add_validity(Object& object, model::Validity validity) {
  if (validity == model::Validity::NotValid) object.add("valid", {Word{"false"}});
}

Value key_value(const model::KeyConstraint& key) {
  Object object;
  object.add_name("name", key.name).add_names("columns", key.columns).add_names("include", key.include);
  object.add_true_if(key.nulls_distinct == model::NullsDistinct::No, "nulls_not_distinct");
  add_deferrability(object, key.deferrability);
  return std::move(object).value();
}

void add_on_delete(Object& object, const model::ForeignKey& key) {
  if (key.on_delete == model::ReferentialAction::NoAction) return;
  const auto action = spelling(key.on_delete);
  if (key.on_delete_columns.empty()) {
    object.add("on_delete", {action});
  } else {
    Object with_columns;
    with_columns.add_names(action, key.on_delete_columns);
    object.add("on_delete", std::move(with_columns).value());
  }
}

Value target_value(const model::ForeignKey& key, const sql::Identifier& default_schema) {
  Object object;
  object.add("table", {dotted(key.target, default_schema)}).add_names("columns", key.target_columns);
  add_on_delete(object, key);
  if (key.on_update != model::ReferentialAction::NoAction) object.add("on_update", {spelling(key.on_update)});
  if (key.match == model::MatchType::Full) object.add("match", {"full"});
  return std::move(object).value();
}

}  // namespace

Value primary_key_value(const model::KeyConstraint& key, const sql::Identifier& table) {
  const bool is_default_name = !key.name || *key.name == model::default_constraint_name(table, {}, "pkey");
  const bool is_plain = key.include.empty() && key.deferrability == model::Deferrability::NotDeferrable;
  if (!is_default_name || !is_plain) return key_value(key);
  Items columns;
  for (const auto& column : key.columns) columns.push_back({column.name()});
  return {std::move(columns)};
}

Value unique_value(const model::KeyConstraint& key) { return key_value(key); }

Value check_value(const model::CheckConstraint& check) {
  Object object;
  object.add_name("name", check.name).add_sql("expr", check.expression);
  object.add_true_if(check.inheritance == model::Inheritance::NoInherit, "no_inherit");
  add_validity(object, check.validity);
  return std::move(object).value();
}

Value foreign_key_value(const model::ForeignKey& key, const sql::Identifier& default_schema) {
  Object object;
  object.add_name("name", key.name).add_names("columns", key.columns);
  object.add("references", target_value(key, default_schema));
  add_deferrability(object, key.deferrability);
  add_validity(object, key.validity);
  return std::move(object).value();
}

Value exclusion_value(const model::ExclusionConstraint& exclusion) {
  Object object;
  object.add_name("name", exclusion.name);
  if (exclusion.method.name() != "btree") object.add_name("method", exclusion.method);
  Items elements;
  for (const auto& element : exclusion.elements) elements.push_back(exclusion_element_value(element));
  object.add("elements", {std::move(elements)}).add_sql("where", exclusion.predicate);
  add_deferrability(object, exclusion.deferrability);
  return std::move(object).value();
}

}  // namespace pgreconcile::yaml
