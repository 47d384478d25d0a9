#include "reconciler/block_dependents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/referable.hpp"
#include "reconciler/type_ddl.hpp"
#include "src/sql/sequence_names.hpp"

namespace pgreconcile::reconciler {
namespace {

using Columns = std::vector<sql::Identifier>;
using ColumnSet = std::set<sql::Identifier>;

struct Reason {
  std::string message;
  Mending mending = Mending::ByHand;
};

/// Why a remedy would fail; std::nullopt where nothing is known to be in its way.
using Obstacle = std::optional<Reason>;

Obstacle because(std::string message, Mending mending = Mending::ByHand) { return Reason{std::move(message), mending}; }

ColumnSet as_set(const Columns& columns) { return {columns.begin(), columns.end()}; }

// What a database has, or will have once the remedies are carried out.
class Available {
 public:
  Available(const model::Database& desired, const model::LiveDatabase& live, const std::vector<Difference>& differences)
      : live_(live), default_schema_(desired.default_schema), keys_(live.referable_keys) {
    for (const auto& table : desired.tables) declared_.insert(table.name);
    for (const auto& type : desired.enums) missing_types_.insert(type.name.quoted());
    for (const auto& domain : desired.domains) missing_types_.insert(domain.name.quoted());
    for (const auto& sequence : desired.sequences) missing_sequences_.insert(sequence.name);
    for (const auto& type : live.enums) missing_types_.erase(type.name.quoted());
    for (const auto& domain : live.domains) missing_types_.erase(domain.name.quoted());
    for (const auto& sequence : live.sequences) missing_sequences_.erase(sequence.name);
    for (const auto& difference : differences) {
      if (difference.difference_class == DifferenceClass::Invalid) invalid_[difference.object] = difference.mending;
    }
    for (const auto& table : live.tables) add(table);
    for (const auto& difference : differences) {
      if (difference.remedy) std::visit([this](const auto& change) { add_made_by(change); }, *difference.remedy);
    }
  }

  Obstacle for_type(const sql::TypeName& type) const {
    const auto name = type.base();
    if (missing_types_.contains(name)) return because(fmt::format("waits for type {}, which cannot be created", name));
    if (!extension_comes_ && live_.unknown_types.contains(name))
      return because(fmt::format("there is no type {}", type.text()));
    return std::nullopt;
  }

  Obstacle for_sequence(const sql::QualifiedName& sequence) const {
    if (!missing_sequences_.contains(sequence)) return std::nullopt;
    return because(fmt::format("waits for sequence {}, which cannot be created", sequence.quoted()));
  }

  Obstacle for_default(const std::optional<sql::Expression>& expression) const {
    if (!expression) return std::nullopt;
    for (const auto& [schema, name] : sql::sequences_in(expression->text())) {
      if (auto obstacle = for_sequence({schema.value_or(default_schema_), name})) return obstacle;
    }
    return std::nullopt;
  }

  Obstacle for_columns(const sql::QualifiedName& table, const Columns& columns) const {
    if (const auto* column = find_missing(table, columns)) {
      return because(fmt::format("waits for column {}, which cannot be added", column->quoted()));
    }
    return std::nullopt;
  }

  Obstacle for_target(const model::ForeignKey& key) const {
    // A partition has its table's columns and keys, and may have keys of its own.
    const auto parent = parents_.find(key.target);
    const auto& table = parent == parents_.end() ? key.target : parent->second;
    const bool is_declared = declared_.contains(table);
    if (is_declared ? !columns_.contains(table) : !live_.relations.contains(key.target)) {
      return because(fmt::format("waits for table {}, which cannot be created", key.target.quoted()));
    }
    const auto* missing = is_declared ? find_missing(table, key.target_columns) : nullptr;
    if (missing != nullptr) {
      return because(fmt::format("waits for column {}, which cannot be added", object_name(key.target, *missing)));
    }
    const auto columns = as_set(key.target_columns);
    if (keys_.contains({table, columns}) || keys_.contains({key.target, columns})) return std::nullopt;
    const auto wanted = fmt::format("{} ({})", key.target.quoted(), sql::quoted_list(key.target_columns));
    if (!is_declared) return because(fmt::format("there is no unique key on {}", wanted));
    const auto invalid = invalid_keys_.find({table, columns});
    if (invalid == invalid_keys_.end())
      return because(fmt::format("waits for a key on {}, which cannot be had", wanted));
    return because(fmt::format("waits for a key on {}, whose index is not valid", wanted), invalid->second);
  }

 private:
  template <typename Key>
  void add_key(const sql::QualifiedName& table, const Key& key) {
    if (auto columns = referable(key)) keys_.insert({table, std::move(*columns)});
  }

  void add_index(const sql::QualifiedName& table, const model::Index& index) {
    auto columns = referable(index);
    if (!columns) return;
    if (index.valid) {
      keys_.insert({table, std::move(*columns)});
      return;
    }
    // Of an index, or of the key that is to have it. One that the file does not declare is nobody's to mend.
    for (const auto& object : {index_name(table, index.name), object_name(table, index.name)}) {
      const auto invalid = invalid_.find(object);
      if (invalid != invalid_.end()) invalid_keys_.insert({{table, *columns}, invalid->second});
    }
  }

  void add(const model::Table& table) {
    auto& columns = columns_[table.name];
    for (const auto& column : table.columns) columns.insert(column.name);
    if (table.primary_key) add_key(table.name, *table.primary_key);
    for (const auto& key : table.unique) add_key(table.name, key);
    for (const auto& index : table.indexes) add_index(table.name, index);
    for (const auto& partition : table.partitions) parents_.emplace(partition.name, table.name);
  }

  void add_made_by(const CreateTable& change) { add(change.table); }
  void add_made_by(const AddColumn& change) { columns_[change.table].insert(change.column.name); }
  void add_made_by(const AddKey& change) { add_key(change.table, change.key); }
  void add_made_by(const CreateIndex& change) { add_index(change.table, change.index); }
  void add_made_by(const RepairIndex& change) {
    std::visit([this](const auto& rebuild) { add_made_by(rebuild); }, change.rebuild);
  }
  void add_made_by(const AddPartition& change) { parents_.emplace(change.partition.name, change.parent); }
  void add_made_by(const CreateExtension&) { extension_comes_ = true; }
  void add_made_by(const CreateEnum& change) { missing_types_.erase(change.type.name.quoted()); }
  void add_made_by(const CreateDomain& change) { missing_types_.erase(change.domain.name.quoted()); }
  void add_made_by(const CreateSequence& change) { missing_sequences_.erase(change.sequence.name); }
  template <typename Other>
  void add_made_by(const Other&) {}  // makes nothing that others need

  const sql::Identifier* find_missing(const sql::QualifiedName& table, const Columns& columns) const {
    const auto known = columns_.find(table);
    const auto is_missing = [&](const auto& column) {
      return known == columns_.end() || !known->second.contains(column);
    };
    const auto found = std::ranges::find_if(columns, is_missing);
    return found == columns.end() ? nullptr : &*found;
  }

  const model::LiveDatabase& live_;
  sql::Identifier default_schema_;
  std::set<sql::QualifiedName> declared_;
  std::set<std::string> missing_types_;  // as sql::TypeName::base() spells them
  bool extension_comes_ = false;         // which may bring any type
  std::set<sql::QualifiedName> missing_sequences_;
  std::map<sql::QualifiedName, ColumnSet> columns_;
  std::set<model::ReferableKey> keys_;
  std::map<std::string, Mending> invalid_;  // by the object of its difference
  std::map<model::ReferableKey, Mending> invalid_keys_;
  std::map<sql::QualifiedName, sql::QualifiedName> parents_;  // by partition
};

class FindObstacle {
 public:
  explicit FindObstacle(const Available& available) : available_(available) {}

  Obstacle operator()(const CreateTable& change) const {
    for (const auto& column : change.table.columns) {
      if (auto obstacle = available_.for_type(column.type)) return obstacle;
      if (auto obstacle = available_.for_default(column.default_value)) return obstacle;
    }
    return std::nullopt;
  }
  Obstacle operator()(const AddColumn& change) const {
    if (auto obstacle = available_.for_type(change.column.type)) return obstacle;
    if (auto obstacle = available_.for_default(change.column.default_value)) return obstacle;
    const auto& generated = change.column.generated;
    return generated ? available_.for_columns(change.table, columns_in(*generated)) : std::nullopt;
  }
  Obstacle operator()(const CreateDomain& change) const {
    if (auto obstacle = available_.for_type(change.domain.type)) return obstacle;
    return available_.for_default(change.domain.default_value);
  }
  Obstacle operator()(const AddKey& change) const {
    return available_.for_columns(change.table, columns_of(index_of_key(change.key)));
  }
  Obstacle operator()(const AddCheck& change) const {
    return available_.for_columns(change.table, columns_in(change.check.expression));
  }
  Obstacle operator()(const CreateIndex& change) const {
    return available_.for_columns(change.table, columns_of(change.index));
  }
  Obstacle operator()(const RepairIndex&) const { return std::nullopt; }  // what is there has its columns
  Obstacle operator()(const AddExclusion& change) const {
    return available_.for_columns(change.table, columns_of(change.exclusion));
  }
  Obstacle operator()(const AddForeignKey& change) const {
    if (auto obstacle = available_.for_columns(change.table, change.foreign_key.columns)) return obstacle;
    return available_.for_target(change.foreign_key);
  }
  Obstacle operator()(const OwnSequence& change) const {
    if (auto obstacle = available_.for_sequence(change.sequence)) return obstacle;
    return available_.for_columns(change.owner.table, {change.owner.column});
  }
  template <typename Other>
  Obstacle operator()(const Other&) const {
    return std::nullopt;  // needs nothing that could fail to come
  }

 private:
  const Available& available_;
};

void block(Difference& difference, Reason reason) {
  difference.difference_class = DifferenceClass::Blocked;
  difference.message = std::move(reason.message);
  difference.mending = reason.mending;
  difference.remedy.reset();
}

// A new table comes without those of its foreign keys that cannot.
std::vector<Difference> take_blocked_foreign_keys(model::Table& table, const Available& available) {
  std::vector<Difference> blocked;
  std::erase_if(table.foreign_keys, [&](const model::ForeignKey& key) {
    const auto obstacle = available.for_target(key);
    if (!obstacle) return false;
    blocked.push_back({.difference_class = DifferenceClass::Blocked,
                       .object = object_name(table.name, key.name.value()),
                       .attribute = "foreign_key",
                       .desired = foreign_key_clause(key),
                       .message = obstacle->message,
                       .source = key.origin.where,
                       .mending = obstacle->mending});
    return true;
  });
  return blocked;
}

enum class Progress { No, Yes };

Progress block_once(const Available& available, std::vector<Difference>& differences) {
  auto progress = Progress::No;
  std::vector<Difference> blocked_keys;
  for (auto& difference : differences) {
    if (!difference.remedy) continue;
    if (auto obstacle = std::visit(FindObstacle(available), *difference.remedy)) {
      block(difference, std::move(*obstacle));
      progress = Progress::Yes;
    } else if (auto* creation = std::get_if<CreateTable>(&*difference.remedy)) {
      std::ranges::move(take_blocked_foreign_keys(creation->table, available), std::back_inserter(blocked_keys));
    }
  }
  std::ranges::move(blocked_keys, std::back_inserter(differences));
  return progress;
}

}  // namespace

void block_dependents(const model::Database& desired, const model::LiveDatabase& live,
                      std::vector<Difference>& differences) {
  while (block_once(Available(desired, live, differences), differences) == Progress::Yes) {
  }
}

}  // namespace pgreconcile::reconciler
