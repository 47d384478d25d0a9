#include "reconciler/write_steps.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "src/sql/guard.hpp"

namespace pgreconcile::reconciler {
namespace {

// `CREATE TABLE IF NOT EXISTS name (…)`, a line for each column and constraint.
std::string create_table(const model::Table& table) {
  std::vector<std::string> lines;
  for (const auto& column : table.columns) lines.push_back(column_clause(column));
  if (const auto& key = table.primary_key) {
    lines.push_back(named(key->name, key_clause(sql::ConstraintType::PrimaryKey, *key)));
  }
  for (const auto& key : table.unique) {
    lines.push_back(named(key.name, key_clause(sql::ConstraintType::Unique, key)));
  }
  for (const auto& check : table.checks) lines.push_back(named(check.name, check_clause(check)));
  for (const auto& key : table.foreign_keys) lines.push_back(named(key.name, foreign_key_clause(key)));
  if (lines.empty()) return fmt::format("CREATE TABLE IF NOT EXISTS {} ()", table.name.quoted());
  return fmt::format("CREATE TABLE IF NOT EXISTS {} (\n  {}\n)", table.name.quoted(), fmt::join(lines, ",\n  "));
}

std::string guarded(const sql::QualifiedName& table, const sql::Identifier& name, sql::ConstraintType type,
                    const std::string& clause) {
  return sql::with_guard(sql::ConstraintGuard{table, name, type}, add_constraint(table, name, clause));
}

// CREATE TABLE makes one constraint of two over the same columns, and says nothing: the second and further ones are taken
// out, to be added by themselves. https://www.postgresql.org/docs/current/sql-createtable.html
std::vector<model::KeyConstraint> take_repeated_keys(model::Table& table) {
  std::set<std::vector<sql::Identifier>> seen;
  if (table.primary_key) seen.insert(table.primary_key->columns);
  std::vector<model::KeyConstraint> repeated;
  std::erase_if(table.unique, [&](const model::KeyConstraint& key) {
    const bool is_new = seen.insert(key.columns).second;
    if (!is_new) repeated.push_back(key);
    return !is_new;
  });
  return repeated;
}

std::vector<TableLock> foreign_key_locks(LockMode own, LockMode other, const sql::QualifiedName& table,
                                         const sql::QualifiedName& target) {
  std::vector<TableLock> locks{{own, table}};
  if (target != table) locks.push_back({other, target});
  return locks;
}

std::string index_object(const sql::QualifiedName& table, const model::Index& index) {
  return sql::QualifiedName{table.schema, index.name}.quoted();
}

}  // namespace

std::vector<Step> StepWriter::operator()(const CreateSchema& change) const {
  return {{.phase = Phase::Create,
           .kind = "create_schema",
           .object = change.name.quoted(),
           .sql = "CREATE SCHEMA IF NOT EXISTS " + change.name.quoted(),
           .timeouts = options_.ddl,
           .reason = "schema is missing",
           .source = {}}};
}

std::vector<Step> StepWriter::operator()(const CreateTable& change) const {
  auto table = change.table;
  const auto repeated = take_repeated_keys(table);
  std::vector<Step> steps{{.phase = Phase::Create,
                           .kind = "create_table",
                           .object = table.name.quoted(),
                           .sql = create_table(table),
                           .timeouts = options_.ddl,
                           .reason = "table is missing",
                           .source = table.origin.where}};
  for (const auto& key : repeated) {
    const auto clause = key_clause(sql::ConstraintType::Unique, key);
    steps.push_back({.phase = Phase::Create,
                     .kind = "add_unique",
                     .object = object_name(table.name, key.name.value()),
                     .sql = guarded(table.name, *key.name, sql::ConstraintType::Unique, clause),
                     .timeouts = options_.ddl,
                     .reason = "its table is missing",
                     .source = key.origin.where});
  }
  for (const auto& index : table.indexes) {
    steps.push_back({.phase = Phase::Create,
                     .kind = "create_index",
                     .object = index_object(table.name, index),
                     .sql = create_index(table.name, index, IndexBuild::Plain),
                     .timeouts = options_.ddl,
                     .reason = "its table is missing",
                     .source = index.origin.where});
  }
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddColumn& change) const {
  std::vector<Step> steps{{.phase = Phase::Column,
                           .kind = "add_column",
                           .object = object_name(change.table, change.column.name),
                           .sql = fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {}", change.table.quoted(),
                                              column_clause(change.column)),
                           .timeouts = options_.ddl,
                           .locks = {{LockMode::AccessExclusive, change.table}},
                           .scans = change.rewrites,
                           .rewrites = change.rewrites,
                           .reason = "column is missing",
                           .source = change.column.origin.where}};
  std::ranges::move(comments_of_new_column(change.table, change.column), std::back_inserter(steps));
  return steps;
}

std::vector<Step> StepWriter::operator()(const CreateIndex& change) const {
  const bool concurrent = options_.index_build == IndexBuild::Concurrent;
  std::vector<Step> steps{
      {.phase = Phase::Index,
       .kind = "create_index",
       .object = index_object(change.table, change.index),
       .sql = create_index(change.table, change.index, options_.index_build),
       .timeouts = concurrent ? options_.index : Timeouts{options_.ddl.lock, options_.index.statement},
       .locks = {{concurrent ? LockMode::ShareUpdateExclusive : LockMode::Share, change.table}},
       .scans = true,
       .reason = "index is missing",
       .source = change.index.origin.where}};
  std::ranges::move(comments_of_new_index(change.table, change.index), std::back_inserter(steps));
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddKey& change) const {
  std::vector<Step> steps;
  const auto& name = change.key.name.value();
  const bool primary = change.type == sql::ConstraintType::PrimaryKey;
  const auto reason = primary ? "primary key is missing" : "unique constraint is missing";
  if (change.index == KeyIndex::ToBuild) {
    auto index = index_of_key(change.key);
    index.origin = change.key.origin;
    steps = (*this)(CreateIndex{change.table, index});
    steps.front().reason = reason;
  }
  const auto clause = fmt::format("{} USING INDEX {}", primary ? "PRIMARY KEY" : "UNIQUE", name.quoted());
  steps.push_back({.phase = Phase::Attach,
                   .kind = primary ? "attach_primary_key" : "attach_unique",
                   .object = object_name(change.table, name),
                   .sql = guarded(change.table, name, change.type, clause),
                   .timeouts = options_.ddl,
                   .locks = {{LockMode::AccessExclusive, change.table}},
                   .reason = reason,
                   .source = change.key.origin.where});
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddCheck& change) const {
  const auto& name = change.check.name.value();
  std::vector<Step> steps{
      {.phase = Phase::Constraint,
       .kind = "add_check",
       .object = object_name(change.table, name),
       .sql = guarded(change.table, name, sql::ConstraintType::Check, check_clause(change.check) + " NOT VALID"),
       .timeouts = options_.ddl,
       .locks = {{LockMode::AccessExclusive, change.table}},
       .reason = "check constraint is missing",
       .source = change.check.origin.where}};
  if (change.check.validity == model::Validity::Valid) {
    steps.push_back((*this)(ValidateConstraint{change.table, name, std::nullopt}).front());
    steps.back().source = change.check.origin.where;
  }
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddForeignKey& change) const {
  const auto& key = change.foreign_key;
  auto step = add_foreign_key_to_new_table(change);
  step.phase = Phase::Constraint;
  step.sql =
      guarded(change.table, key.name.value(), sql::ConstraintType::ForeignKey, foreign_key_clause(key) + " NOT VALID");
  step.locks = foreign_key_locks(LockMode::ShareRowExclusive, LockMode::ShareRowExclusive, change.table, key.target);
  std::vector<Step> steps{step};
  if (key.validity == model::Validity::Valid) {
    steps.push_back((*this)(ValidateConstraint{change.table, *key.name, key.target}).front());
    steps.back().source = key.origin.where;
  }
  return steps;
}

Step StepWriter::add_foreign_key_to_new_table(const AddForeignKey& change) const {
  const auto& key = change.foreign_key;
  return {.phase = Phase::Create,
          .kind = "add_foreign_key",
          .object = object_name(change.table, key.name.value()),
          .sql = guarded(change.table, *key.name, sql::ConstraintType::ForeignKey, foreign_key_clause(key)),
          .timeouts = options_.ddl,
          .reason = "foreign key is missing",
          .source = key.origin.where};
}

std::vector<Step> StepWriter::operator()(const ValidateConstraint& change) const {
  std::vector<TableLock> locks{{LockMode::ShareUpdateExclusive, change.table}};
  if (change.target) {
    locks = foreign_key_locks(LockMode::ShareUpdateExclusive, LockMode::RowShare, change.table, *change.target);
  }
  return {
      {.phase = Phase::Validate,
       .kind = "validate_constraint",
       .object = object_name(change.table, change.constraint),
       .sql = fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", change.table.quoted(), change.constraint.quoted()),
       .timeouts = options_.validate,
       .locks = locks,
       .scans = true,
       .reason = "constraint is not validated",
       .source = {}}};
}

}  // namespace pgreconcile::reconciler
