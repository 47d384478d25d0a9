#include "reconciler/default_names.hpp"

#include <algorithm>
#include <limits>

#include "reconciler/ddl.hpp"
#include "src/model/default_name.hpp"
#include "src/sql/equivalence.hpp"

namespace pgreconcile::reconciler {
namespace {

void add_names(const model::Table& table, std::set<sql::Identifier>& names) {
  const auto add = [&](const auto& constraint) {
    if (constraint.name) names.insert(*constraint.name);
  };
  if (table.primary_key) add(*table.primary_key);
  std::ranges::for_each(table.unique, add);
  std::ranges::for_each(table.checks, add);
  std::ranges::for_each(table.foreign_keys, add);
  std::ranges::for_each(table.exclusions, add);
  names.insert(table.other_constraints.begin(), table.other_constraints.end());
}

// A check of one column is named after it, a check of several is not.
std::vector<sql::Identifier> columns_in_name(const model::CheckConstraint& check) {
  const auto columns = sql::traits_of(check.expression.text()).traits.columns;
  return columns.size() == 1 ? std::vector{sql::Identifier(*columns.begin())} : std::vector<sql::Identifier>{};
}

// Checks and foreign keys are no relations.
bool always(const sql::Identifier& /*name*/) { return true; }

}  // namespace

sql::Identifier default_name(const model::Table& table, const model::CheckConstraint& check) {
  return model::default_constraint_name(table.name.name, columns_in_name(check), "check");
}

sql::Identifier default_name(const model::Table& table, const model::ExclusionConstraint& exclusion) {
  return model::default_constraint_name(table.name.name, model::columns_in_name(exclusion), "excl");
}

sql::Identifier default_name(const model::Table& table, const model::ForeignKey& key) {
  return model::default_constraint_name(table.name.name, key.columns, "fkey");
}

sql::Identifier default_name(const model::Table& table, sql::ConstraintType type, const model::KeyConstraint& key) {
  if (type == sql::ConstraintType::PrimaryKey) return model::default_constraint_name(table.name.name, {}, "pkey");
  return model::default_constraint_name(table.name.name, model::columns_in_name(key), "key");
}

model::Table with_default_names(const model::LiveDatabase& live, model::Table table) {
  const auto declared = table;
  DefaultNames names(live, declared, nullptr);
  if (auto& key = table.primary_key) key->name = names.primary_key(*key);
  for (auto& key : table.unique) key.name = names.unique(key);
  for (auto& check : table.checks) check.name = names.check(check);
  for (auto& exclusion : table.exclusions) exclusion.name = names.exclusion(exclusion);
  for (auto& key : table.foreign_keys) key.name = names.foreign_key(key);
  return table;
}

model::Domain with_default_names(model::Domain domain) {
  std::set<sql::Identifier> names;
  for (const auto& check : domain.checks) {
    if (check.name) names.insert(*check.name);
  }
  for (const auto validity : {model::Validity::Valid, model::Validity::NotValid}) {
    for (auto& check : domain.checks) {
      if (check.validity != validity) continue;
      for (int attempt = 0; !check.name; ++attempt) {
        const auto name = model::default_constraint_name(domain.name.name, {}, "check", attempt);
        if (names.insert(name).second) check.name = name;
      }
    }
  }
  return domain;
}

DefaultNames::DefaultNames(const model::LiveDatabase& live, const model::Table& declared, const model::Table* existing)
    : live_(live), declared_(declared), existing_(existing) {
  add_names(declared, taken_);
  if (existing != nullptr) add_names(*existing, taken_);
}

sql::Identifier DefaultNames::primary_key(const model::KeyConstraint& key) {
  return key.name ? *key.name : take({}, "pkey", for_key(key));
}

sql::Identifier DefaultNames::unique(const model::KeyConstraint& key) {
  return key.name ? *key.name : take(model::columns_in_name(key), "key", for_key(key));
}

sql::Identifier DefaultNames::check(const model::CheckConstraint& check) {
  return check.name ? *check.name : take(columns_in_name(check), "check", always);
}

sql::Identifier DefaultNames::foreign_key(const model::ForeignKey& key) {
  return key.name ? *key.name : take(key.columns, "fkey", always);
}

sql::Identifier DefaultNames::exclusion(const model::ExclusionConstraint& exclusion) {
  if (exclusion.name) return *exclusion.name;
  return take(model::columns_in_name(exclusion), "excl",
              [&](const sql::Identifier& name) { return !is_relation(name); });
}

bool DefaultNames::is_relation(const sql::Identifier& name) const {
  return live_.relations.contains({declared_.name.schema, name});
}

DefaultNames::IsFree DefaultNames::for_key(const model::KeyConstraint& key) const {
  return [&](const sql::Identifier& name) { return !is_relation(name) || is_built(name, key); };
}

bool DefaultNames::is_built(const sql::Identifier& name, const model::KeyConstraint& key) const {
  if (existing_ == nullptr) return false;
  const auto index = std::ranges::find(existing_->indexes, name, &model::Index::name);
  return index != existing_->indexes.end() && serves_key(*index, key);
}

sql::Identifier DefaultNames::take(const std::vector<sql::Identifier>& columns, std::string_view suffix,
                                   const IsFree& is_free) {
  for (int attempt = 0; attempt < std::numeric_limits<int>::max(); ++attempt) {
    auto name = model::default_constraint_name(declared_.name.name, columns, suffix, attempt);
    if (is_free(name) && taken_.insert(name).second) return name;
  }
  return {};
}

}  // namespace pgreconcile::reconciler
