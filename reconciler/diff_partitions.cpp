#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl_table.hpp"
#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::BoundValue;
using model::Partition;
using model::Sameness;
using model::Verdict;

using Values = std::vector<BoundValue>;

/// As many values of a list may be spelled in another way and another order: each is asked about with each.
constexpr std::size_t kMostInAnyOrder = 16;

/// Compares the bounds of one partition.
class BoundComparison {
 public:
  BoundComparison(DiffContext& context, const model::Table& live) : context_(context), live_(live) {}

  Verdict operator()(const model::DefaultBound&, const model::DefaultBound&) const { return verdict_of(true); }
  Verdict operator()(const model::RangeBound& desired, const model::RangeBound& live) const {
    return all_of({compare_ends(desired.from, live.from), compare_ends(desired.to, live.to)});
  }
  Verdict operator()(const model::ListBound& desired, const model::ListBound& live) const {
    const auto wanted = without(desired.values, live.values);
    const auto found = without(live.values, desired.values);
    if (wanted.size() != found.size()) return verdict_of(false);
    if (wanted.size() > kMostInAnyOrder) return compare_in_order(wanted, found);
    std::vector<Verdict> verdicts;
    for (const auto& value : wanted) verdicts.push_back(find_in(value, found));
    return all_of(verdicts);
  }
  Verdict operator()(const model::HashBound& desired, const model::HashBound& live) const {
    return verdict_of(desired == live);
  }
  template <typename Desired, typename Live>
  Verdict operator()(const Desired&, const Live&) const {
    return verdict_of(false);
  }

 private:
  Verdict compare_values(const BoundValue& desired, const BoundValue& live, std::size_t at) const {
    const bool are_constants =
        std::holds_alternative<std::string>(desired) && std::holds_alternative<std::string>(live);
    if (!are_constants || desired == live) return verdict_of(desired == live);
    const auto& types = live_.partition_by->types;
    const auto type = at < types.size() ? types[at] : "";
    // A number is the same bound with however many zeros behind it.
    const auto bound = [&](const BoundValue& value) {
      return type == "numeric" ? fmt::format("pg_catalog.trim_scale({})", to_sql(value)) : to_sql(value);
    };
    return context_.compare({live_.name, bound(desired), bound(live), type});
  }

  Verdict compare_ends(const Values& desired, const Values& live) const {
    if (desired.size() != live.size()) return verdict_of(false);
    std::vector<Verdict> verdicts;
    for (std::size_t at = 0; at < desired.size(); ++at) {
      verdicts.push_back(compare_values(desired[at], live[at], at));
      // What follows MINVALUE or MAXVALUE says nothing.
      if (std::holds_alternative<model::BoundKeyword>(desired[at])) break;
    }
    return all_of(verdicts);
  }

  static Values without(const Values& values, const Values& others) {
    Values rest;
    std::ranges::copy_if(values, std::back_inserter(rest),
                         [&](const auto& value) { return std::ranges::find(others, value) == others.end(); });
    return rest;
  }

  // The catalog keeps the order in which a list was written. Another order is not told from other values.
  Verdict compare_in_order(const Values& desired, const Values& live) const {
    std::vector<Verdict> verdicts;
    for (std::size_t at = 0; at < desired.size(); ++at) verdicts.push_back(compare_values(desired[at], live[at], 0));
    const auto verdict = all_of(verdicts);
    if (verdict.sameness != Sameness::Different) return verdict;
    return {Sameness::Undecidable, "too many values are spelled in another way; list them as the database does"};
  }

  Verdict find_in(const BoundValue& value, const Values& live) const {
    auto result = verdict_of(false);
    for (const auto& other : live) {
      const auto verdict = compare_values(value, other, 0);
      if (verdict.sameness == Sameness::Same) return verdict;
      if (verdict.sameness == Sameness::Undecidable) result = verdict;
    }
    return result;
  }

  DiffContext& context_;
  const model::Table& live_;
};

std::string key_text(const std::optional<model::PartitionKey>& key) {
  return key ? partition_key_clause(*key) : "not partitioned";
}

Verdict compare_element(DiffContext& context, const TablePair& tables, const model::PartitionKeyElement& desired,
                        const model::PartitionKeyElement& live) {
  const bool same = same_name(context, desired.opclass, live.opclass, live.defaults.opclass) &&
                    same_name(context, desired.collation, live.collation, live.defaults.collation);
  return same ? compare_keys(context, tables, desired.key, live.key) : verdict_of(same);
}

Verdict compare_partition_keys(DiffContext& context, const TablePair& tables) {
  const auto& desired = *tables.desired.partition_by;
  const auto& live = *tables.live.partition_by;
  if (desired.strategy != live.strategy || desired.elements.size() != live.elements.size()) return verdict_of(false);
  std::vector<Verdict> verdicts;
  for (std::size_t at = 0; at < desired.elements.size(); ++at) {
    verdicts.push_back(compare_element(context, tables, desired.elements[at], live.elements[at]));
  }
  return all_of(verdicts);
}

// Same where the partitions of both can be compared.
Sameness diff_partition_key(DiffContext& context, const TablePair& tables) {
  const auto& desired = tables.desired.partition_by;
  const auto& live = tables.live.partition_by;
  const bool live_is_partitioned = tables.kind == TableKind::Partitioned;
  // A key that the catalog's reader could not read is unmodelled.
  if (desired && live_is_partitioned && !live) return Sameness::Undecidable;
  const auto verdict =
      desired && live ? compare_partition_keys(context, tables) : verdict_of(!desired && !live_is_partitioned);
  if (verdict.sameness == Sameness::Same) return verdict.sameness;
  Difference difference{.difference_class = DifferenceClass::Conflict,
                        .object = tables.desired.name.quoted(),
                        .attribute = "partition_by",
                        .desired = key_text(desired),
                        .live = live_is_partitioned && !live ? "partitioned" : key_text(live),
                        .message = "the table is partitioned in another way; it has to be made anew",
                        .source = desired ? desired->origin.where : tables.desired.origin.where};
  if (verdict.sameness == Sameness::Undecidable) {
    make_unknown(difference, "partition keys", verdict);
  }
  context.report(std::move(difference));
  return verdict.sameness;
}

Difference difference_of(const Partition& partition) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = partition.name.quoted(),
          .attribute = "partition",
          .desired = bound_clause(partition.bound),
          .source = partition.origin.where};
}

std::string detach(const TablePair& tables, const Partition& partition) {
  return fmt::format("ALTER TABLE {} DETACH PARTITION {};", tables.desired.name.quoted(), partition.name.quoted());
}

void diff_partition(DiffContext& context, const TablePair& tables, const Partition& desired, const Partition& live) {
  auto unmodelled = live.unmodelled;
  std::erase_if(unmodelled, [&](const std::string& feature) { return context.is_accounted_for(live.name, feature); });
  report_unmodelled(context, unmodelled, live.name.quoted(), desired.origin.where);
  report_unmanaged(context, live.name, desired.origin.where);
  const auto verdict = std::visit(BoundComparison(context, tables.live), desired.bound, live.bound);
  if (verdict.sameness == Sameness::Same) return;
  auto difference = difference_of(desired);
  difference.attribute = "bound";
  difference.live = bound_clause(live.bound);
  difference.message = "the partition has other bounds";
  difference.manual_sql = fmt::format("{} ALTER TABLE {} ATTACH PARTITION {} {};", detach(tables, live),
                                      tables.desired.name.quoted(), desired.name.quoted(), bound_clause(desired.bound));
  if (verdict.sameness == Sameness::Undecidable) {
    make_unknown(difference, "bounds", verdict);
  }
  context.report(std::move(difference));
}

// What the model does not know of the parent may be something that a partition gets and a table like it does not.
std::optional<LikeParent> like_parent(const DiffContext& context, const model::Table& parent) {
  if (!parent.unmodelled.empty()) return std::nullopt;
  return LikeParent{context.live().server.version_number >= 140000, parent.tablespace};
}

std::vector<sql::QualifiedName> tables_below(const DiffContext& context, const sql::QualifiedName& root,
                                             const sql::QualifiedName& table) {
  std::vector<sql::QualifiedName> below;
  const auto* tree = context.find_partition_tree(root);
  if (tree == nullptr) return below;
  for (const auto& member : tree->members) {  // parents come first
    const bool is_below = member.parent == table || std::ranges::find(below, member.parent) != below.end();
    if (is_below) below.push_back(member.name);
  }
  return below;
}

void report_missing(DiffContext& context, const TablePair& tables, const Partition& partition) {
  if (partition_name_is_taken(context, partition)) return;
  AddPartition remedy{tables.desired.name, partition, std::nullopt, {}, like_parent(context, tables.live)};
  for (const auto& live : tables.live.partitions) {
    if (std::holds_alternative<model::DefaultBound>(live.bound)) remedy.default_partition = live.name;
  }
  if (const auto& name = remedy.default_partition) {
    remedy.below_default = tables_below(context, tables.desired.name, *name);
  }
  for (const auto& key : tables.live.foreign_keys) {
    const bool is_known = std::ranges::find(remedy.referenced, key.target) != remedy.referenced.end();
    if (key.target != tables.desired.name && !is_known) remedy.referenced.push_back(key.target);
  }
  auto difference = difference_of(partition);
  difference.difference_class = DifferenceClass::Missing;
  difference.message = "partition is missing";
  difference.remedy = remedy;
  context.report(std::move(difference));
}

void report_extra(DiffContext& context, const TablePair& tables, const Partition& partition) {
  auto difference = difference_of(partition);
  difference.difference_class = DifferenceClass::Extra;
  difference.desired = "";
  difference.live = bound_clause(partition.bound);
  difference.message = "partition is not declared";
  difference.manual_sql = detach(tables, partition);
  difference.source = tables.desired.origin.where;
  context.report(std::move(difference));
}

const Partition* find_partition(const model::Table& table, const sql::QualifiedName& name) {
  const auto found = std::ranges::find(table.partitions, name, &Partition::name);
  return found == table.partitions.end() ? nullptr : &*found;
}

}  // namespace

bool partition_name_is_taken(DiffContext& context, const Partition& partition) {
  const auto holder = context.live().relations.find(partition.name);
  if (holder == context.live().relations.end()) return false;
  auto difference = difference_of(partition);
  difference.attribute = "name";
  difference.live = model::to_string(holder->second.kind);
  difference.message = "the name is taken by something that is not a partition of the table";
  difference.manual_sql = rename_relation_away(partition.name, holder->second.kind);
  context.report(std::move(difference));
  return true;
}

void diff_partitions(DiffContext& context, const TablePair& tables) {
  if (diff_partition_key(context, tables) != Sameness::Same) return;
  for (const auto& partition : tables.desired.partitions) {
    if (const auto* live = find_partition(tables.live, partition.name)) {
      diff_partition(context, tables, partition, *live);
    } else {
      report_missing(context, tables, partition);
    }
  }
  for (const auto& partition : tables.live.partitions) {
    if (find_partition(tables.desired, partition.name) == nullptr) report_extra(context, tables, partition);
  }
}

}  // namespace pgreconcile::reconciler
