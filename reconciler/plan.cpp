#include "reconciler/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "reconciler/creation_order.hpp"
#include "reconciler/write_steps.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::reconciler {
namespace {

// The place of a change in the create phase: what others refer to comes first. Changes of other phases keep the order of
// the differences.
struct CreationRank {
  static constexpr int kOther = 5;
  static constexpr int kTable = 6;

  int operator()(const CreateSchema&) const { return 0; }
  int operator()(const CreateExtension&) const { return 1; }
  int operator()(const CreateEnum&) const { return 2; }
  int operator()(const CreateDomain&) const { return 3; }
  int operator()(const CreateSequence&) const { return 4; }
  int operator()(const CreateTable&) const { return kTable; }
  int operator()(const OwnSequence&) const { return kTable + 1; }
  template <typename Other>
  int operator()(const Other&) const {
    return kOther;
  }
};

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
      const auto kind = table->partition_by ? TableKind::Partitioned : TableKind::Plain;
      const auto can_stand_inline = [&](const model::ForeignKey& key) {
        // CREATE TABLE makes valid constraints only; a partitioned table has no others.
        const bool becomes_valid = key.validity == model::Validity::Valid || kind == TableKind::Partitioned;
        const bool has_target = key.target != table->name || has_key_for(*table, key);
        return created.contains(key.target) && has_target && becomes_valid;
      };
      std::erase_if(inline_only.foreign_keys, [&](const auto& key) { return !can_stand_inline(key); });
      append(steps, write_(CreateTable{inline_only}));
      for (const auto& key : table->foreign_keys) {
        if (can_stand_inline(key)) continue;
        if (new_names_.contains(key.target)) {
          closing_cycles.push_back(write_.add_foreign_key_to_new_table({table->name, key, kind}));
        } else {
          append(to_existing_tables, write_(AddForeignKey{table->name, key, kind}));
        }
      }
    }
    append(steps, std::move(closing_cycles));
    append(steps, std::move(to_existing_tables));
    return steps;
  }

  std::vector<Step> comments() const {
    std::vector<Step> steps;
    for (const auto* table : creation_order(tables_)) append(steps, write_.comments_of_new_table(*table));
    return steps;
  }

 private:
  const StepWriter& write_;
  std::vector<const model::Table*> tables_;
  std::set<sql::QualifiedName> new_names_;
};

// Ids in the order of running; one transaction for the create phase, split where it grows too large, and one for each
// statement of the others.
void number(std::vector<Step>& steps) {
  int transaction = 0;
  int relations = 0;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    auto& step = steps[at];
    step.id = static_cast<int>(at) + 1;
    if (step.grouping == Grouping::Alone) continue;
    const bool follows = at > 0 && steps[at - 1].phase == Phase::Create;
    const bool fits = relations + step.new_relations <= kRelationsPerTransaction;
    const bool shares = step.phase == Phase::Create && follows && fits;
    const bool continues = shares || step.grouping == Grouping::WithPrevious;
    if (!continues) {
      ++transaction;
      relations = 0;
    }
    relations += step.new_relations;
    step.transaction = transaction;
  }
}

std::vector<Step> steps_of(const Difference& difference, const StepWriter& write) {
  auto steps = std::visit(write, *difference.remedy);
  for (auto& step : steps) step.source = difference.source;
  return steps;
}

int rank_of(const Difference& difference) { return std::visit(CreationRank{}, *difference.remedy); }

// How many new domains a new domain is made of, one of the other. A file in which they go in a circle fails in the server.
class DomainDepth {
 public:
  explicit DomainDepth(const std::vector<Difference>& differences) {
    for (const auto& difference : differences) {
      if (!difference.remedy) continue;
      const auto* change = std::get_if<CreateDomain>(&*difference.remedy);
      if (change != nullptr) bases_.emplace(change->domain.name.quoted(), change->domain.type.element());
    }
  }

  std::size_t of(const model::Domain& domain) const {
    std::size_t depth = 0;
    auto base = bases_.find(domain.type.element());
    for (; base != bases_.end() && depth < bases_.size(); ++depth) base = bases_.find(base->second);
    return depth;
  }

 private:
  std::map<std::string, std::string> bases_;
};

// The place among changes of one rank: schemas and extensions keep the order of the file, which alone knows what an
// extension needs; types and sequences go by name, and a domain after the one that it is made of.
std::pair<std::size_t, sql::QualifiedName> place_of(const Difference& difference, const DomainDepth& depth) {
  if (const auto* change = std::get_if<CreateEnum>(&*difference.remedy)) return {0, change->type.name};
  if (const auto* change = std::get_if<CreateSequence>(&*difference.remedy)) return {0, change->sequence.name};
  if (const auto* change = std::get_if<OwnSequence>(&*difference.remedy)) return {0, change->sequence};
  if (const auto* change = std::get_if<CreateDomain>(&*difference.remedy)) {
    return {depth.of(change->domain), change->domain.name};
  }
  return {};
}

// The differences that have a remedy, less the new tables, which have an order of their own.
std::vector<const Difference*> by_creation_rank(const std::vector<Difference>& differences) {
  const DomainDepth depth(differences);
  std::vector<const Difference*> ranked;
  for (const auto& difference : differences) {
    if (difference.remedy && rank_of(difference) != CreationRank::kTable) ranked.push_back(&difference);
  }
  std::ranges::stable_sort(ranked, {}, [&](const Difference* difference) {
    return std::pair(rank_of(*difference), place_of(*difference, depth));
  });
  return ranked;
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

void check_index_builds(const Plan& plan) {
  constexpr int kBroken = 140000;
  constexpr int kMended = 140004;
  const auto version = plan.server.version_number;
  if (version < kBroken || version >= kMended || std::ranges::none_of(plan.steps, is_concurrent_build)) return;
  throw Error(ErrorCode::Unreachable,
              fmt::format("PostgreSQL {} spoils indexes that are built concurrently", plan.server.version),
              "update the server to 14.4 or a later one, or say --no-concurrently");
}

Plan make_plan(const model::Database& desired, const model::LiveDatabase& live, std::vector<Difference> differences,
               const PlanOptions& options) {
  Plan plan{live.server, model::fragment_search_path(desired, live), {}, std::move(differences)};
  const StepWriter write(options);
  const auto ranked = by_creation_rank(plan.differences);
  const auto is_before_tables = [](const Difference* difference) {
    return rank_of(*difference) < CreationRank::kTable;
  };
  const auto first_after = std::ranges::partition_point(ranked, is_before_tables);
  for (auto at = ranked.begin(); at != first_after; ++at) append(plan.steps, steps_of(**at, write));
  const NewTables tables(plan.differences, write);
  append(plan.steps, tables.steps());
  for (auto at = first_after; at != ranked.end(); ++at) append(plan.steps, steps_of(**at, write));
  append(plan.steps, tables.comments());
  std::ranges::stable_sort(plan.steps, {}, &Step::phase);
  number(plan.steps);
  return plan;
}

}  // namespace pgreconcile::reconciler
