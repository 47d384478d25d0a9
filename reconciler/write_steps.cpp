#include "reconciler/write_steps.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "src/sql/guard.hpp"
#include "src/sql/invalid_index.hpp"

namespace pgreconcile::reconciler {
namespace {

std::vector<TableLock> foreign_key_locks(LockMode own, LockMode other, const sql::QualifiedName& table,
                                         const sql::QualifiedName& target) {
  std::vector<TableLock> locks{{own, table}};
  if (target != table) locks.push_back({other, target});
  return locks;
}

struct InvalidIndexOf {
  sql::InvalidIndex operator()(const CreateIndex& change) const { return {change.table, change.index.name}; }
  sql::InvalidIndex operator()(const AddKey& change) const { return {change.table, change.key.name.value()}; }
};

// A plain build on a partitioned table takes the lock on its partitions as well.
std::vector<TableLock> locks_with_partitions(LockMode mode, const sql::QualifiedName& table,
                                             const std::optional<IndexParts>& parts) {
  std::vector<TableLock> locks{{mode, table}};
  if (!parts) return locks;
  for (const auto& part : parts->parts) locks.push_back({mode, part.table});
  return locks;
}

}  // namespace

bool StepWriter::goes_by_parts(const std::optional<IndexParts>& parts) const {
  return parts && (options_.index_build == IndexBuild::Concurrent || parts->whole == Presence::There);
}

std::vector<Step> StepWriter::operator()(const CreateSchema& change) const {
  return {{.phase = Phase::Create,
           .kind = StepKind::CreateSchema,
           .object = change.name.quoted(),
           .sql = "CREATE SCHEMA IF NOT EXISTS " + change.name.quoted(),
           .timeouts = options_.ddl,
           .reason = "schema is missing",
           .source = {}}};
}

std::vector<Step> StepWriter::operator()(const CreateIndex& change) const {
  if (goes_by_parts(change.parts)) return index_in_parts(change, *change.parts);
  const bool concurrent = options_.index_build == IndexBuild::Concurrent && change.table_kind == TableKind::Plain;
  std::vector<Step> steps{
      {.phase = Phase::Index,
       .kind = StepKind::CreateIndex,
       .object = index_name(change.table, change.index.name),
       .sql = create_index(change.table, change.index, concurrent ? IndexBuild::Concurrent : IndexBuild::Plain),
       .grouping = concurrent ? Grouping::Alone : Grouping::OfItsOwn,
       .timeouts = concurrent ? options_.index : options_.long_ddl(),
       .locks = locks_with_partitions(concurrent ? LockMode::ShareUpdateExclusive : LockMode::Share, change.table,
                                      change.parts),
       .scans = true,
       .index = sql::QualifiedName{change.table.schema, change.index.name},
       .reason = "index is missing",
       .source = change.index.origin.where}};
  std::ranges::move(comments_of_new_index(change.table, change.index), std::back_inserter(steps));
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddKey& change) const {
  if (goes_by_parts(change.parts)) return key_in_parts(change, *change.parts);
  std::vector<Step> steps;
  const auto& name = change.key.name.value();
  const bool primary = change.type == sql::ConstraintType::PrimaryKey;
  const auto* reason = primary ? "primary key is missing" : "unique constraint is missing";
  if (change.table_kind == TableKind::Partitioned) {
    return {{.phase = Phase::Attach,
             .kind = primary ? StepKind::AddPrimaryKey : StepKind::AddUnique,
             .object = object_name(change.table, name),
             .sql = add_constraint_once(change.table, name, change.type, key_clause(change.type, change.key)),
             .timeouts = options_.long_ddl(),
             .locks = locks_with_partitions(LockMode::AccessExclusive, change.table, change.parts),
             .scans = true,
             .index = sql::QualifiedName{change.table.schema, name},
             .reason = reason,
             .source = change.key.origin.where}};
  }
  if (change.index == KeyIndex::ToBuild) {
    auto index = index_of_key(change.key);
    index.origin = change.key.origin;
    steps = (*this)(CreateIndex{change.table, index});
    steps.front().reason = reason;
  }
  const auto clause = fmt::format("{} USING INDEX {}", primary ? "PRIMARY KEY" : "UNIQUE", name.quoted()) +
                      deferrability_suffix(change.key.deferrability);
  steps.push_back({.phase = Phase::Attach,
                   .kind = primary ? StepKind::AttachPrimaryKey : StepKind::AttachUnique,
                   .object = object_name(change.table, name),
                   .sql = add_constraint_once(change.table, name, change.type, clause),
                   .timeouts = options_.ddl,
                   .locks = {{LockMode::AccessExclusive, change.table}},
                   .reason = reason,
                   .source = change.key.origin.where});
  return steps;
}

// LOCK … NOWAIT fails while somebody still builds the index: then the same is tried again.
std::vector<Step> StepWriter::operator()(const RepairIndex& change) const {
  auto steps = std::visit(*this, change.rebuild);
  auto& rebuild = steps.front();
  rebuild.reason = "index was invalid";
  const auto invalid = std::visit(InvalidIndexOf{}, change.rebuild);
  steps.insert(steps.begin(), {.phase = Phase::Repair,
                               .kind = StepKind::DropInvalidIndex,
                               .object = invalid.index().quoted(),
                               .sql = sql::drop_invalid_index(invalid),
                               .timeouts = options_.ddl,
                               .locks = {{LockMode::AccessExclusive, invalid.table}},
                               .reason = "index is invalid",
                               .source = rebuild.source});
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddCheck& change) const {
  const auto& name = change.check.name.value();
  std::vector<Step> steps{{.phase = Phase::Constraint,
                           .kind = StepKind::AddCheck,
                           .object = object_name(change.table, name),
                           .sql = add_constraint_once(change.table, name, sql::ConstraintType::Check,
                                                      check_clause(change.check) + " NOT VALID"),
                           .timeouts = options_.ddl,
                           .locks = locks_on(LockMode::AccessExclusive, change.table, change.partitions),
                           .reason = "check constraint is missing",
                           .source = change.check.origin.where}};
  if (change.check.validity == model::Validity::Valid) {
    steps.push_back((*this)(ValidateConstraint{change.table, name, std::nullopt, change.partitions}).front());
    steps.back().source = change.check.origin.where;
  }
  return steps;
}

// There is no way to build its index beforehand. https://www.postgresql.org/docs/current/sql-altertable.html
std::vector<Step> StepWriter::operator()(const AddExclusion& change) const {
  const auto& name = change.exclusion.name.value();
  return {{.phase = Phase::Constraint,
           .kind = StepKind::AddExclusion,
           .object = object_name(change.table, name),
           .sql = add_constraint_once(change.table, name, sql::ConstraintType::Exclusion,
                                      exclusion_clause(change.exclusion)),
           .timeouts = options_.long_ddl(),
           .locks = locks_on(LockMode::AccessExclusive, change.table, change.partitions),
           .scans = true,
           .reason = "exclusion constraint is missing; its index is built under this lock, which cannot be avoided",
           .source = change.exclusion.origin.where}};
}

std::vector<Step> StepWriter::operator()(const AddForeignKey& change) const {
  if (change.parts) return foreign_key_in_parts(change, *change.parts);
  const auto& key = change.foreign_key;
  auto step = add_foreign_key_to_new_table(change);
  step.phase = Phase::Constraint;
  step.locks = foreign_key_locks(LockMode::ShareRowExclusive, LockMode::ShareRowExclusive, change.table, key.target);
  append_locks(step.locks, LockMode::ShareRowExclusive, change.partitions);
  if (change.table_kind == TableKind::Partitioned) {
    step.timeouts = {options_.ddl.lock, options_.validate.statement};
    step.scans = true;
    return {step};
  }
  step.sql = add_constraint_once(change.table, key.name.value(), sql::ConstraintType::ForeignKey,
                                 foreign_key_clause(key) + " NOT VALID");
  std::vector<Step> steps{step};
  if (key.validity == model::Validity::Valid) {
    steps.push_back((*this)(ValidateConstraint{change.table, *key.name, key.target, change.partitions}).front());
    steps.back().source = key.origin.where;
  }
  return steps;
}

Step StepWriter::add_foreign_key_to_new_table(const AddForeignKey& change) const {
  const auto& key = change.foreign_key;
  const bool leaves_not_valid = key.validity == model::Validity::NotValid && change.table_kind == TableKind::Plain;
  return {.phase = Phase::Create,
          .kind = StepKind::AddForeignKey,
          .object = object_name(change.table, key.name.value()),
          .sql = add_constraint_once(change.table, *key.name, sql::ConstraintType::ForeignKey,
                                     foreign_key_clause(key) + (leaves_not_valid ? " NOT VALID" : "")),
          .timeouts = options_.ddl,
          .reason = "foreign key is missing",
          .source = key.origin.where};
}

std::vector<Step> StepWriter::operator()(const ValidateConstraint& change) const {
  std::vector<TableLock> locks{{LockMode::ShareUpdateExclusive, change.table}};
  if (change.target) {
    locks = foreign_key_locks(LockMode::ShareUpdateExclusive, LockMode::RowShare, change.table, *change.target);
  }
  append_locks(locks, LockMode::ShareUpdateExclusive, change.partitions);
  return {
      {.phase = Phase::Validate,
       .kind = StepKind::ValidateConstraint,
       .object = object_name(change.table, change.constraint),
       .sql = fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", change.table.quoted(), change.constraint.quoted()),
       .timeouts = options_.validate,
       .locks = locks,
       .scans = true,
       .reason = "constraint is not validated",
       .source = {}}};
}

}  // namespace pgreconcile::reconciler
