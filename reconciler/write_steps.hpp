#pragma once

#include <set>
#include <vector>

#include "reconciler/change.hpp"
#include "reconciler/plan.hpp"
#include "reconciler/step.hpp"

namespace pgreconcile::reconciler {

/// The step or steps that carry out a change, without ids and transaction numbers. The only place that turns kinds of
/// changes into SQL; docs/operations.md has the locks that it names.
/// A new table's foreign keys stand inline: whoever orders the tables takes out those that cannot.
class StepWriter {
 public:
  explicit StepWriter(const PlanOptions& options) : options_(options) {}

  std::vector<Step> operator()(const CreateSchema& change) const;
  std::vector<Step> operator()(const CreateTable& change) const;
  std::vector<Step> operator()(const AddColumn& change) const;
  std::vector<Step> operator()(const AddKey& change) const;
  std::vector<Step> operator()(const AddCheck& change) const;
  std::vector<Step> operator()(const AddForeignKey& change) const;
  std::vector<Step> operator()(const ValidateConstraint& change) const;
  std::vector<Step> operator()(const CreateIndex& change) const;
  std::vector<Step> operator()(const RepairIndex& change) const;
  std::vector<Step> operator()(const AddExclusion& change) const;
  std::vector<Step> operator()(const AddPartition& change) const;
  // write_type_steps.cpp
  std::vector<Step> operator()(const CreateExtension& change) const;
  std::vector<Step> operator()(const CreateEnum& change) const;
  std::vector<Step> operator()(const AddEnumLabel& change) const;
  std::vector<Step> operator()(const CreateDomain& change) const;
  std::vector<Step> operator()(const AddDomainCheck& change) const;
  std::vector<Step> operator()(const ValidateDomainCheck& change) const;
  std::vector<Step> operator()(const CreateSequence& change) const;
  std::vector<Step> operator()(const OwnSequence& change) const;
  std::vector<Step> operator()(const SetComment& change) const;

  /// A foreign key between two tables that are both new: no rows, so nothing to validate.
  Step add_foreign_key_to_new_table(const AddForeignKey& change) const;
  /// The comments that come with what is created; none where it has none.
  std::vector<Step> comments_of_new_table(const model::Table& table) const;
  std::vector<Step> comments_of_new_column(const sql::QualifiedName& table, const model::Column& column) const;
  std::vector<Step> comments_of_new_index(const sql::QualifiedName& table, const model::Index& index) const;

 private:
  // write_part_steps.cpp
  std::vector<Step> index_in_parts(const CreateIndex& change, const IndexParts& parts) const;
  std::vector<Step> key_in_parts(const AddKey& change, const IndexParts& parts) const;
  std::vector<Step> foreign_key_in_parts(const AddForeignKey& change, const std::vector<ForeignKeyPart>& parts) const;
  /// The table's own, which takes over what each partition has.
  Step add_foreign_key_of_parts(const AddForeignKey& change) const;
  /// Of a partitioned table, without its partitions.
  Step make_index_of_only(const CreateIndex& change) const;
  Step make_key_of_only(const AddKey& change) const;
  Step attach_part(const IndexPart& part, const model::Origin& origin) const;
  /// Whether the change goes by way of its parts: not where a plain build makes them all.
  bool goes_by_parts(const std::optional<IndexParts>& parts) const;

  /// Right after the step that makes the column.
  Step set_storage_step(Phase phase, const sql::QualifiedName& table, const model::Column& column) const;

  const PlanOptions& options_;
};

}  // namespace pgreconcile::reconciler
