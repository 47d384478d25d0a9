// The steps that bring an index or a foreign key to a partitioned table that exists: the whole without its parts, each
// part, and each made a part.
// https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE

#include <fmt/format.h>

#include <iterator>

#include "reconciler/write_steps.hpp"

namespace pgreconcile::reconciler {
namespace {

sql::QualifiedName index_of(const IndexPart& part) { return {part.table.schema, part.name}; }

// To be built on a partition, or made on a table that is partitioned itself.
std::string part_is_missing(const IndexPart& part) {
  return fmt::format("its part of index {} is missing", part.whole.quoted());
}

}  // namespace

Step StepWriter::make_index_of_only(const CreateIndex& change) const {
  return {.phase = Phase::Index,
          .kind = StepKind::CreateIndex,
          .object = index_name(change.table, change.index.name),
          .sql = create_index_on_only(change.table, change.index),
          .timeouts = options_.ddl,
          .locks = {{LockMode::Share, change.table}},
          .index = sql::QualifiedName{change.table.schema, change.index.name},
          .reason = "index is missing",
          .source = change.index.origin.where};
}

Step StepWriter::make_key_of_only(const AddKey& change) const {
  const bool primary = change.type == sql::ConstraintType::PrimaryKey;
  const auto& name = change.key.name.value();
  return {.phase = Phase::Index,
          .kind = primary ? StepKind::AddPrimaryKey : StepKind::AddUnique,
          .object = object_name(change.table, name),
          .sql = add_constraint_to_only_once(change.table, name, change.type, key_clause(change.type, change.key)),
          .timeouts = options_.ddl,
          .locks = {{LockMode::AccessExclusive, change.table}},
          .index = sql::QualifiedName{change.table.schema, name},
          .reason = primary ? "primary key is missing" : "unique constraint is missing",
          .source = change.key.origin.where};
}

Step StepWriter::attach_part(const IndexPart& part, const model::Origin& origin) const {
  return {.phase = Phase::Attach,
          .kind = StepKind::AttachIndex,
          .object = index_of(part).quoted(),
          .sql = attach_index(part.whole, index_of(part)),
          .timeouts = options_.ddl,
          .locks = {{LockMode::ShareUpdateExclusive, part.whole}, {LockMode::AccessExclusive, index_of(part)}},
          .index = part.whole,
          .reason = fmt::format("is to be a part of index {}", part.whole.quoted()),
          .source = origin.where};
}

std::vector<Step> StepWriter::index_in_parts(const CreateIndex& change, const IndexParts& parts) const {
  std::vector<Step> steps;
  if (parts.whole == Presence::Missing) steps.push_back(make_index_of_only(change));
  for (const auto& part : parts.parts) {
    auto index = change.index;
    index.name = part.name;
    index.comment.reset();
    if (part.index == Presence::Missing) {
      const CreateIndex creation{part.table, index};
      auto step = part.kind == TableKind::Plain ? (*this)(creation).front() : make_index_of_only(creation);
      step.reason = part_is_missing(part);
      steps.push_back(std::move(step));
    }
    steps.push_back(attach_part(part, change.index.origin));
  }
  if (parts.whole == Presence::Missing) {
    std::ranges::move(comments_of_new_index(change.table, change.index), std::back_inserter(steps));
  }
  return steps;
}

std::vector<Step> StepWriter::key_in_parts(const AddKey& change, const IndexParts& parts) const {
  std::vector<Step> steps;
  if (parts.whole == Presence::Missing) steps.push_back(make_key_of_only(change));
  for (const auto& part : parts.parts) {
    AddKey of_part{part.table, change.type, change.key,
                   part.index == Presence::There ? KeyIndex::AlreadyThere : KeyIndex::ToBuild};
    of_part.key.name = part.name;
    if (part.constraint == Presence::Missing) {
      auto made = part.kind == TableKind::Plain ? (*this)(of_part) : std::vector{make_key_of_only(of_part)};
      for (auto& step : made) step.reason = part_is_missing(part);
      std::ranges::move(made, std::back_inserter(steps));
    }
    steps.push_back(attach_part(part, change.key.origin));
  }
  return steps;
}

// Taking a part over drops its triggers on the table that it refers to, under the lock that this takes. In the phase of
// validations, after all of them: of a part that is NOT VALID it would make a second one.
Step StepWriter::add_foreign_key_of_parts(const AddForeignKey& change) const {
  const auto& key = change.foreign_key;
  auto locks = locks_on(LockMode::ShareRowExclusive, change.table, change.partitions);
  locks.push_back({change.partitions.empty() ? LockMode::ShareRowExclusive : LockMode::AccessExclusive, key.target});
  return {.phase = Phase::Validate,
          .kind = StepKind::AddForeignKey,
          .object = object_name(change.table, key.name.value()),
          .sql = add_foreign_key_of_parts_once(change.table, key),
          .timeouts = options_.ddl,
          .locks = std::move(locks),
          .reason = change.partitions.empty() ? "foreign key is missing"
                                              : "foreign key is missing; takes over those of the partitions",
          .source = key.origin.where};
}

std::vector<Step> StepWriter::foreign_key_in_parts(const AddForeignKey& change,
                                                   const std::vector<ForeignKeyPart>& parts) const {
  std::vector<Step> steps;
  for (const auto& part : parts) {
    auto key = change.foreign_key;
    key.name = part.name;
    key.validity = model::Validity::Valid;
    if (part.constraint == Presence::There) {
      std::ranges::move((*this)(ValidateConstraint{part.table, part.name, key.target}), std::back_inserter(steps));
      continue;
    }
    auto made = (*this)(AddForeignKey{part.table, key});
    made.front().reason = fmt::format("its part of foreign key {} is missing",
                                      object_name(change.table, change.foreign_key.name.value()));
    std::ranges::move(made, std::back_inserter(steps));
  }
  for (auto& step : steps) step.source = change.foreign_key.origin.where;
  steps.push_back(add_foreign_key_of_parts(change));
  return steps;
}

}  // namespace pgreconcile::reconciler
