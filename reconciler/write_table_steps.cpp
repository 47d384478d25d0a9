// The steps that make tables, columns and partitions.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "reconciler/ddl_table.hpp"
#include "reconciler/write_steps.hpp"
#include "src/sql/guard.hpp"

namespace pgreconcile::reconciler {
namespace {

// CREATE TABLE makes one constraint of two that differ in nothing but their names, and says nothing: the second and
// further ones are taken out, to be added by themselves. https://www.postgresql.org/docs/current/sql-createtable.html
std::vector<model::KeyConstraint> take_repeated_keys(model::Table& table) {
  const auto structure = [](const model::KeyConstraint& key) {
    return std::tuple(key.columns, key.include, key.nulls_distinct, key.deferrability);
  };
  std::set<decltype(structure({}))> seen;
  if (table.primary_key) seen.insert(structure(*table.primary_key));
  std::vector<model::KeyConstraint> repeated;
  std::erase_if(table.unique, [&](const model::KeyConstraint& key) {
    const bool is_new = seen.insert(structure(key)).second;
    if (!is_new) repeated.push_back(key);
    return !is_new;
  });
  return repeated;
}

std::vector<model::ExclusionConstraint> take_repeated_exclusions(model::Table& table) {
  std::set<std::string> seen;
  std::vector<model::ExclusionConstraint> repeated;
  std::erase_if(table.exclusions, [&](const model::ExclusionConstraint& exclusion) {
    const bool is_new = seen.insert(exclusion_clause(exclusion)).second;
    if (!is_new) repeated.push_back(exclusion);
    return !is_new;
  });
  return repeated;
}

// CREATE TABLE makes valid checks only: those that the file leaves NOT VALID are added by themselves.
std::vector<model::CheckConstraint> take_unchecked(model::Table& table) {
  std::vector<model::CheckConstraint> unchecked;
  std::erase_if(table.checks, [&](const model::CheckConstraint& check) {
    if (check.validity == model::Validity::NotValid) unchecked.push_back(check);
    return check.validity == model::Validity::NotValid;
  });
  return unchecked;
}

// By name, the default partition last: whatever comes after it would have to read it.
std::vector<model::Partition> in_order_of_creation(std::vector<model::Partition> partitions) {
  const auto is_default = [](const model::Partition& partition) {
    return std::holds_alternative<model::DefaultBound>(partition.bound);
  };
  std::ranges::sort(partitions, {}, [&](const model::Partition& partition) {
    return std::pair(is_default(partition), partition.name);
  });
  return partitions;
}

// CREATE TABLE's own, less its partitions and plain indexes, which have steps of their own.
int relations_of(const model::Table& table) {
  constexpr int kTableAndToast = 3;
  const auto has_sequence = [](const model::Column& column) {
    return column.serial == model::Serial::Yes || column.identity.has_value();
  };
  const auto sequences = std::ranges::count_if(table.columns, has_sequence);
  const auto indexes = (table.primary_key ? 1U : 0U) + table.unique.size() + table.exclusions.size();
  return kTableAndToast + static_cast<int>(sequences) + static_cast<int>(indexes);
}

}  // namespace

Step StepWriter::set_storage_step(Phase phase, const sql::QualifiedName& table, const model::Column& column) const {
  return {.phase = phase,
          .kind = StepKind::SetStorage,
          .object = object_name(table, column.name),
          .sql = sql::with_guard(sql::StorageGuard{table, column.name}, set_storage(table, column)),
          .grouping = Grouping::WithPrevious,
          .timeouts = options_.ddl,
          .reason = "its column is missing",
          .source = column.origin.where};
}

std::vector<Step> StepWriter::operator()(const CreateTable& change) const {
  auto table = change.table;
  const auto repeated = take_repeated_keys(table);
  const auto repeated_exclusions = take_repeated_exclusions(table);
  const auto unchecked = take_unchecked(table);
  std::vector<Step> steps{{.phase = Phase::Create,
                           .kind = StepKind::CreateTable,
                           .object = table.name.quoted(),
                           .sql = create_table(table),
                           .new_relations = relations_of(table),
                           .timeouts = options_.ddl,
                           .reason = "table is missing",
                           .source = table.origin.where}};
  for (const auto& column : table.columns) {
    if (column.storage) steps.push_back(set_storage_step(Phase::Create, table.name, column));
  }
  const auto add = [&](StepKind kind, std::string object, std::string sql, const model::Origin& origin) {
    steps.push_back({.phase = Phase::Create,
                     .kind = kind,
                     .object = std::move(object),
                     .sql = std::move(sql),
                     .timeouts = options_.ddl,
                     .reason = "its table is missing",
                     .source = origin.where});
  };
  for (const auto& key : repeated) {
    add(StepKind::AddUnique, object_name(table.name, key.name.value()),
        add_constraint_once(table.name, *key.name, sql::ConstraintType::Unique,
                            key_clause(sql::ConstraintType::Unique, key)),
        key.origin);
  }
  for (const auto& exclusion : repeated_exclusions) {
    add(StepKind::AddExclusion, object_name(table.name, exclusion.name.value()),
        add_constraint_once(table.name, *exclusion.name, sql::ConstraintType::Exclusion, exclusion_clause(exclusion)),
        exclusion.origin);
  }
  for (const auto& check : unchecked) {
    add(StepKind::AddCheck, object_name(table.name, check.name.value()),
        add_constraint_once(table.name, *check.name, sql::ConstraintType::Check, check_clause(check) + " NOT VALID"),
        check.origin);
  }
  for (const auto& partition : in_order_of_creation(table.partitions)) {
    add(StepKind::CreatePartition, partition.name.quoted(), create_partition(table.name, partition), partition.origin);
    steps.back().new_relations = steps.front().new_relations;
  }
  for (const auto& index : table.indexes) {
    add(StepKind::CreateIndex, index_name(table.name, index.name), create_index(table.name, index, IndexBuild::Plain),
        index.origin);
  }
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddColumn& change) const {
  std::vector<Step> steps{{.phase = Phase::Column,
                           .kind = StepKind::AddColumn,
                           .object = object_name(change.table, change.column.name),
                           .sql = fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {}", change.table.quoted(),
                                              column_clause(change.column)),
                           .timeouts = change.rewrites ? options_.long_ddl() : options_.ddl,
                           .locks = locks_on(LockMode::AccessExclusive, change.table, change.partitions),
                           .scans = change.rewrites,
                           .rewrites = change.rewrites,
                           .reason = "column is missing",
                           .source = change.column.origin.where}};
  if (change.column.storage) {
    steps.push_back(set_storage_step(Phase::Column, change.table, change.column));
    steps.back().locks = locks_on(LockMode::AccessExclusive, change.table, change.partitions);
  }
  std::ranges::move(comments_of_new_column(change.table, change.column), std::back_inserter(steps));
  return steps;
}

// A table like the parent, attached in the transaction that makes it, so that no run leaves one behind: PARTITION OF would
// lock the parent against everybody. After the parent's indexes, of which it gets its own parts: empty, they cost nothing.
// https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
std::vector<Step> StepWriter::operator()(const AddPartition& change) const {
  const bool attaches = change.like.has_value();
  std::vector<TableLock> locks{{attaches ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive, change.parent}};
  if (change.default_partition) locks.push_back({LockMode::AccessExclusive, *change.default_partition});
  for (const auto& table : change.below_default) locks.push_back({LockMode::AccessExclusive, table});
  for (const auto& table : change.referenced) locks.push_back({LockMode::ShareRowExclusive, table});
  const bool reads_default = change.default_partition.has_value();
  const std::string reason = reads_default ? "partition is missing; the default partition is locked, and read for rows "
                                             "that belong to it unless a valid check on it rules them out"
                                           : "partition is missing";
  Step step{.phase = Phase::Attach,
            .kind = StepKind::CreatePartition,
            .object = change.partition.name.quoted(),
            .sql = create_partition(change.parent, change.partition),
            .timeouts = reads_default ? options_.long_ddl() : options_.ddl,
            .locks = locks,
            .scans = reads_default,
            .reason = reason,
            .source = change.partition.origin.where};
  if (!attaches) return {step};
  auto attach = step;
  attach.kind = StepKind::AttachPartition;
  attach.sql = attach_partition_once(change.parent, change.partition);
  attach.grouping = Grouping::WithPrevious;
  step.sql = create_like_parent(change.parent, change.partition.name, *change.like);
  step.locks.clear();
  step.scans = false;
  step.reason = "partition is missing";
  return {step, attach};
}

}  // namespace pgreconcile::reconciler
