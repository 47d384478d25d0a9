#pragma once

#include <set>
#include <vector>

#include "reconciler/change.hpp"
#include "reconciler/plan.hpp"
#include "reconciler/step.hpp"

namespace pgreconcile::reconciler {

/// The step or steps that carry out a change, without ids and transaction numbers. The only place that turns kinds of
/// changes into SQL; docs/operations.md has the locks that it names.
/// Foreign keys of a new table are inline where `created` already holds their target, and otherwise left to the caller.
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

  /// A foreign key between two tables that are both new: no rows, so nothing to validate.
  Step add_foreign_key_to_new_table(const AddForeignKey& change) const;

 private:
  const PlanOptions& options_;
};

}  // namespace pgreconcile::reconciler
