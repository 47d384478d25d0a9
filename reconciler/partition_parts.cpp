#include "reconciler/partition_parts.hpp"

#include <algorithm>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/invalid_index.hpp"
#include "reconciler/manual_sql.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::OwnIndex;
using model::PartitionKind;
using model::PartitionMember;
using model::PartitionTree;

/// The server version from which on attaching a part once more validates the whole.
constexpr int kAttachingAgainLooks = 140000;

/// One index, and what of it is below its table.
class Parts {
 public:
  Parts(DiffContext& context, const TablePair& tables, const WantedIndex& wanted, const PartitionTree& tree)
      : context_(context), tables_(tables), wanted_(wanted), tree_(tree) {}

  std::vector<IndexPart> find(Presence whole) {
    const auto& table = tables_.desired.name;
    add_below(table, {table.schema, wanted_.definition.name}, whole);
    return std::move(parts_);
  }

 private:
  void add_below(const sql::QualifiedName& table, const sql::QualifiedName& whole, Presence whole_presence) {
    const auto parts_before = parts_.size();
    const int broken_before = broken_;
    const PartitionMember* attached = nullptr;
    for (const auto& member : tree_.members) {
      if (member.parent != table) continue;
      const auto part = std::ranges::find(member.attached, whole.name, &model::AttachedIndex::parent);
      if (part == member.attached.end()) {
        add_missing(member, whole);
      } else {
        attached = &member;
        if (!part->valid) add_unfinished(member, *part);
      }
    }
    const bool all_there = parts_.size() == parts_before && broken_ == broken_before && attached != nullptr;
    if (all_there && whole_presence == Presence::There) add_another_look(*attached, table, whole);
  }

  // All parts are there and the whole does not know: attaching one once more makes PostgreSQL look again, since 14.
  void add_another_look(const PartitionMember& attached, const sql::QualifiedName& table,
                        const sql::QualifiedName& whole) {
    if (context_.live().server.version_number < kAttachingAgainLooks) return report_stays_invalid(table, whole);
    const auto part = std::ranges::find(attached.attached, whole.name, &model::AttachedIndex::parent);
    parts_.push_back({attached.name, kind_of(attached), part->name, whole, Presence::There, Presence::There});
  }

  void report_stays_invalid(const sql::QualifiedName& table, const sql::QualifiedName& whole) {
    ++broken_;
    const auto& top = tables_.desired.name;
    const auto& name = wanted_.definition.name;
    context_.report({.difference_class = DifferenceClass::Invalid,
                     .object = index_name(table, whole.name),
                     .attribute = "valid",
                     .desired = "valid",
                     .live = "invalid",
                     .message = "the index is invalid although its parts are valid, and PostgreSQL 13 does not look"
                                " again; where it is dropped, apply builds it anew",
                     .manual_sql = wanted_.constraint ? drop_constraint(top, name)
                                                      : drop_index(top.schema, name, TableKind::Partitioned),
                     .source = wanted_.origin.where});
  }

  // Attached, and not valid itself.
  void add_unfinished(const PartitionMember& member, const model::AttachedIndex& part) {
    const sql::QualifiedName name{member.name.schema, part.name};
    if (member.kind == PartitionKind::Partitioned) return add_below(member.name, name, Presence::There);
    report_not_to_be_dropped(member, part.name);
  }

  void add_missing(const PartitionMember& member, const sql::QualifiedName& whole) {
    IndexPart part{member.name, kind_of(member), {}, whole};
    if (const auto* own = find_own(member)) {
      account_for(member, own->index.name);
      // One of a partitioned table is not valid before its own parts are.
      if (!own->index.valid && member.kind == PartitionKind::Table && !is_repaired(member, *own)) return;
      part.name = own->index.name;
      part.index = Presence::There;
      if (own->constraint) part.constraint = Presence::There;
    } else if (doubt_) {
      return report_doubtful(member);
    } else if (const auto* other_key = find_other_primary_key(member)) {
      return report_other_primary_key(member, *other_key);
    } else {
      part.name = context_.take_name_of_part(member.name, names_in_name(), suffix(), tree_.names_nearby);
    }
    if (member.kind == PartitionKind::Partitioned) {
      add_below(member.name, {member.name.schema, part.name}, part.index);
    }
    parts_.push_back(std::move(part));
  }

  // The index that would be built, under whatever name; null where there is none. Sets `doubt_` where one may be it.
  const OwnIndex* find_own(const PartitionMember& member) {
    const OwnIndex* broken = nullptr;
    doubt_.reset();
    for (const auto& own : member.indexes) {
      if (!may_serve(member, own)) continue;
      const auto verdict = compare_indexes(context_, tables_, wanted_.definition, own.index);
      if (verdict.sameness == model::Sameness::Undecidable) doubt_ = {own.index.name, verdict};
      if (verdict.sameness != model::Sameness::Same) continue;
      if (own.index.valid) return &own;
      broken = &own;
    }
    return broken;
  }

  bool may_serve(const PartitionMember& member, const OwnIndex& own) const {
    if (own.constraint) return own.constraint == wanted_.constraint && own.deferrability == wanted_.deferrability;
    // A partitioned table takes no index that stands already.
    return !wanted_.constraint || member.kind == PartitionKind::Table;
  }

  const OwnIndex* find_other_primary_key(const PartitionMember& member) const {
    if (wanted_.constraint != sql::ConstraintType::PrimaryKey) return nullptr;
    const auto found =
        std::ranges::find(member.indexes, std::optional(sql::ConstraintType::PrimaryKey), &OwnIndex::constraint);
    return found == member.indexes.end() ? nullptr : &*found;
  }

  // An invalid index that is part of no other, reported: whether a step builds it anew before it is attached.
  bool is_repaired(const PartitionMember& member, const OwnIndex& own) {
    if (own.constraint) {
      report_not_to_be_dropped(member, own.index.name);
      return false;
    }
    auto rebuilt = rebuilt_as(own.index.name);
    auto difference = invalid_index({member.name, rebuilt}, own.index.is_being_built, wanted_.origin.where);
    rebuilt.comment = own.index.comment;
    offer_repair(context_, {CreateIndex{member.name, std::move(rebuilt)}}, difference);
    const bool is_mended = difference.remedy.has_value();
    if (!is_mended) ++broken_;
    context_.report(std::move(difference));
    return is_mended;
  }

  // An invalid index that a constraint or the index above holds fast.
  void report_not_to_be_dropped(const PartitionMember& member, const sql::Identifier& index) {
    ++broken_;
    auto difference = invalid_index({member.name, rebuilt_as(index)}, false, wanted_.origin.where);
    difference.manual_sql = reindex(member.name.schema, index);
    context_.report(std::move(difference));
  }

  model::Index rebuilt_as(const sql::Identifier& name) const {
    auto rebuilt = wanted_.definition;
    rebuilt.name = name;
    return rebuilt;
  }

  void report_doubtful(const PartitionMember& member) {
    ++broken_;
    const auto& [index, verdict] = *doubt_;
    account_for(member, index);
    context_.report({.difference_class = DifferenceClass::Unknown,
                     .object = index_name(member.name, index),
                     .attribute = "index",
                     .desired = create_index(member.name, wanted_.definition, IndexBuild::Plain),
                     .message = "may be the partition's part of the index: " + verdict.reason,
                     .source = wanted_.origin.where});
  }

  void report_other_primary_key(const PartitionMember& member, const OwnIndex& key) {
    ++broken_;
    context_.report({.difference_class = DifferenceClass::Conflict,
                     .object = object_name(member.name, key.index.name),
                     .attribute = "primary_key",
                     .desired = "PRIMARY KEY " + index_columns_clause(wanted_.definition),
                     .live = "PRIMARY KEY " + index_columns_clause(key.index),
                     .message = "the partition has another primary key",
                     .manual_sql = drop_constraint(member.name, key.index.name),
                     .source = wanted_.origin.where});
  }

  // As the reader of partitions says what a partition has of its own.
  void account_for(const PartitionMember& member, const sql::Identifier& index) {
    context_.account_for(member.name, "index " + index.quoted());
    context_.account_for(member.name, "constraint " + index.quoted());
  }

  static TableKind kind_of(const PartitionMember& member) {
    return member.kind == PartitionKind::Partitioned ? TableKind::Partitioned : TableKind::Plain;
  }

  std::string_view suffix() const {
    if (wanted_.constraint == sql::ConstraintType::PrimaryKey) return "pkey";
    return wanted_.constraint ? "key" : "idx";
  }

  std::vector<sql::Identifier> names_in_name() const {
    if (wanted_.constraint == sql::ConstraintType::PrimaryKey) return {};
    return model::columns_in_name(wanted_.definition);
  }

  struct Doubt {
    sql::Identifier index;
    model::Verdict verdict;
  };

  DiffContext& context_;
  const TablePair& tables_;
  const WantedIndex& wanted_;
  const PartitionTree& tree_;
  std::vector<IndexPart> parts_;
  std::optional<Doubt> doubt_;
  int broken_ = 0;  ///< parts that are not to be had
};

}  // namespace

std::optional<IndexParts> parts_of(DiffContext& context, const TablePair& tables, const WantedIndex& wanted,
                                   Presence whole) {
  const auto* tree = context.find_partition_tree(tables.desired.name);
  const auto is_foreign = [](const PartitionMember& member) { return member.kind == PartitionKind::Foreign; };
  // What is below a table is read where the file says that it is partitioned.
  if (tables.kind == TableKind::Plain || !tables.desired.partition_by) return std::nullopt;
  // Without partitions nothing keeps an index from being valid.
  if (tree == nullptr) return whole == Presence::Missing ? std::optional(IndexParts{}) : std::nullopt;
  if (std::ranges::any_of(tree->members, is_foreign)) return std::nullopt;
  return IndexParts{whole, Parts(context, tables, wanted, *tree).find(whole)};
}

}  // namespace pgreconcile::reconciler
