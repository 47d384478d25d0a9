#include "reconciler/plan.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "reconciler/creation_order.hpp"
#include "reconciler/write_steps.hpp"

namespace pgreconcile::reconciler {
namespace {

// A transaction holds its locks to the end, and each takes a place in the server's lock table.
constexpr int kRelationsPerTransaction = 1000;

void append(std::vector<Step>& steps, std::vector<Step> more) { std::ranges::move(more, std::back_inserter(steps)); }

std::set<sql::Identifier> as_set(const std::vector<sql::Identifier>& names) { return {names.begin(), names.end()}; }

// Whether CREATE TABLE itself makes what a foreign key of the table to itself needs: a unique index comes only after it.
bool has_key_for(const model::Table& table, const model::ForeignKey& key) {
  const auto serves = [&](const auto& candidate) { return as_set(candidate.columns) == as_set(key.target_columns); };
  return (table.primary_key && serves(*table.primary_key)) || std::ranges::any_of(table.unique, serves);
}

// The new tables in order, with their foreign keys where they can stand: inline, or in a statement of their own once all
// new tables are there, or, where they refer to a table that takes traffic, in the constraint phase.
class NewTables {
 public:
  NewTables(const std::vector<Difference>& differences, const StepWriter& write) : write_(write) {
    for (const auto& difference : differences) {
      if (!difference.remedy) continue;
      if (const auto* change = std::get_if<CreateTable>(&*difference.remedy)) tables_.push_back(&change->table);
    }
    for (const auto* table : tables_) new_names_.insert(table->name);
  }

  std::vector<Step> steps() const {
    std::vector<Step> steps;
    std::vector<Step> to_existing_tables;
    std::vector<Step> closing_cycles;
    std::set<sql::QualifiedName> created;
    for (const auto* table : creation_order(tables_)) {
      created.insert(table->name);
      auto inline_only = *table;
      const auto can_stand_inline = [&](const model::ForeignKey& key) {
        return created.contains(key.target) && (key.target != table->name || has_key_for(*table, key));
      };
      std::erase_if(inline_only.foreign_keys, [&](const auto& key) { return !can_stand_inline(key); });
      append(steps, write_(CreateTable{inline_only}));
      for (const auto& key : table->foreign_keys) {
        if (can_stand_inline(key)) continue;
        if (new_names_.contains(key.target)) {
          closing_cycles.push_back(write_.add_foreign_key_to_new_table({table->name, key}));
        } else {
          append(to_existing_tables, write_(AddForeignKey{table->name, key}));
        }
      }
    }
    append(steps, std::move(closing_cycles));
    append(steps, std::move(to_existing_tables));
    return steps;
  }

 private:
  const StepWriter& write_;
  std::vector<const model::Table*> tables_;
  std::set<sql::QualifiedName> new_names_;
};

// Ids in the order of running; one transaction for the create phase, split where it grows too large, and one for each
// statement of the others. CREATE INDEX CONCURRENTLY cannot run in a transaction.
void number(std::vector<Step>& steps, const PlanOptions& options) {
  int transaction = 0;
  int relations = 0;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    auto& step = steps[at];
    step.id = static_cast<int>(at) + 1;
    if (step.phase == Phase::Index && options.index_build == IndexBuild::Concurrent) continue;
    const bool continues = step.phase == Phase::Create && at > 0 && relations < kRelationsPerTransaction;
    if (!continues) {
      ++transaction;
      relations = 0;
    }
    ++relations;
    step.transaction = transaction;
  }
}

}  // namespace

std::string to_string(Status status) {
  switch (status) {
    case Status::Converged:
      return "converged";
    case Status::Pending:
      return "pending";
    case Status::Conflict:
      return "conflict";
  }
  return {};
}

Status Plan::status() const {
  if (std::ranges::any_of(differences, is_conflict)) return Status::Conflict;
  return steps.empty() ? Status::Converged : Status::Pending;
}

std::size_t Plan::count(DifferenceClass difference_class) const {
  return static_cast<std::size_t>(std::ranges::count(differences, difference_class, &Difference::difference_class));
}

Plan make_plan(const model::Database& desired, const model::LiveDatabase& live, std::vector<Difference> differences,
               const PlanOptions& options) {
  Plan plan{live.server, model::fragment_search_path(desired, live), {}, std::move(differences)};
  const StepWriter write(options);
  for (const auto& difference : plan.differences) {
    if (!difference.remedy || std::holds_alternative<CreateTable>(*difference.remedy)) continue;
    auto steps = std::visit(write, *difference.remedy);
    for (auto& step : steps) step.source = difference.source;
    append(plan.steps, std::move(steps));
  }
  append(plan.steps, NewTables(plan.differences, write).steps());
  std::ranges::stable_sort(plan.steps, {}, &Step::phase);
  number(plan.steps, options);
  return plan;
}

}  // namespace pgreconcile::reconciler
