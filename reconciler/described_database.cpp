#include "reconciler/described_database.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <variant>

#include "reconciler/default_names.hpp"
#include "reconciler/referable.hpp"
#include "reconciler/type_defaults.hpp"
#include "src/model/default_name.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::RelationKind;

// What the catalog's reader sorts by, and no place in a file.
template <typename Object>
void list_as_catalog(std::vector<Object>& objects) {
  for (auto& object : objects) object.origin = {};
  std::ranges::stable_sort(objects, {}, &Object::name);
}

sql::TypeName catalog_type(const sql::TypeName& type) {
  auto parsed = sql::parse_type_name(type.canonical(), sql::Identifier("pg_catalog"));
  const auto* written = std::get_if<sql::TypeName>(&parsed);
  return written == nullptr ? type : *written;
}

std::optional<sql::Expression> next_value_of(const sql::QualifiedName& sequence) {
  const auto parsed = sql::catalog_expression("nextval(" + sql::quote_literal(sequence.quoted()) + "::regclass)");
  const auto* expression = std::get_if<sql::Expression>(&parsed);
  return expression == nullptr ? std::nullopt : std::optional(*expression);
}

/// What PostgreSQL makes a name of.
struct NameParts {
  std::vector<sql::Identifier> columns;
  std::string_view suffix;
};

/// A key, exclusion constraint or index, and how its parts on partitions are named.
struct NamedIndex {
  sql::Identifier name;
  NameParts parts;
};

// REQUIRES: the constraints have their names. In the order in which they are made.
std::vector<NamedIndex> indexes_of(const model::Table& table) {
  std::vector<NamedIndex> indexes;
  if (const auto& key = table.primary_key) indexes.push_back({key->name.value(), {{}, "pkey"}});
  for (const auto& key : table.unique) indexes.push_back({key.name.value(), {model::columns_in_name(key), "key"}});
  for (const auto& exclusion : table.exclusions) {
    indexes.push_back({exclusion.name.value(), {model::columns_in_name(exclusion), "excl"}});
  }
  for (const auto& index : table.indexes) indexes.push_back({index.name, {model::columns_in_name(index), "idx"}});
  return indexes;
}

class Description {
 public:
  Description(const FilePair& files, model::ServerFacts server) : files_(files), types_(files.before) {
    live_.server = std::move(server);
  }

  model::LiveDatabase take() {
    add_schemas();
    add_extensions();
    add_types();
    add_sequences();
    for (const auto& table : files_.before.tables) add(table);
    for (const auto& table : files_.desired.tables) {
      declared_.insert(table.name);
      for (const auto& partition : table.partitions) declared_.insert(partition.name);
    }
    add_undeclared_targets();
    keep_what_is_asked_about();
    return std::move(live_);
  }

 private:
  void take_name(const sql::QualifiedName& name, RelationKind kind,
                 const std::optional<sql::QualifiedName>& table = std::nullopt) {
    live_.relations.emplace(name, model::Relation{kind, table});
  }

  // Every schema that something lies in is there, whoever made it.
  void add_schemas() {
    auto used = model::used_schemas(files_.before);
    used.try_emplace(sql::Identifier("public"));
    for (const auto& [name, origin] : used) live_.schemas.push_back(name);
  }

  void add_extensions() {
    for (auto extension : files_.before.extensions) {
      if (!extension.schema) extension.schema = files_.before.default_schema;
      live_.extensions.push_back(std::move(extension));
    }
    list_as_catalog(live_.extensions);
    for (const auto& extension : files_.desired.extensions) {
      if (live_.find_extension(extension.name) == nullptr) {
        live_.available_extensions.push_back({extension.name, std::nullopt});
      }
    }
  }

  void add_types() {
    live_.enums = files_.before.enums;
    list_as_catalog(live_.enums);
    for (const auto& type : live_.enums) live_.types.emplace(type.name, RelationKind::Enum);
    for (const auto& declared : files_.before.domains) {
      auto domain = with_default_names(declared);
      domain.type_collation = types_.collation_of(domain.type);
      if (!domain.collation) domain.collation = domain.type_collation;
      domain.type = catalog_type(domain.type);
      list_as_catalog(domain.checks);
      live_.types.emplace(domain.name, RelationKind::Domain);
      live_.domains.push_back(std::move(domain));
    }
    list_as_catalog(live_.domains);
  }

  void add_sequences() {
    live_.sequences = files_.before.sequences;
    for (auto& sequence : live_.sequences) {
      sequence.type = catalog_type(sequence.type);
      take_name(sequence.name, RelationKind::Sequence);
    }
  }

  void add(const model::Table& declared) {
    static const model::LiveDatabase kNothing;
    auto table = with_default_names(kNothing, declared);
    table.origin = {};
    take_name(table.name, table.partition_by ? RelationKind::PartitionedTable : RelationKind::Table);
    for (auto& column : table.columns) settle(table, column);
    const auto indexes = indexes_of(table);
    for (const auto& index : indexes) {
      take_name({table.name.schema, index.name}, RelationKind::Index, table.name);
    }
    if (table.primary_key) table.primary_key->origin = {};
    list_as_catalog(table.unique);
    list_as_catalog(table.checks);
    list_as_catalog(table.foreign_keys);
    list_as_catalog(table.exclusions);
    list_as_catalog(table.indexes);
    if (table.partition_by) add_partitions(table, indexes);
    live_.tables.push_back(std::move(table));
  }

  void settle(const model::Table& table, model::Column& column) {
    column.origin = {};
    column.type_defaults = {types_.collation_of(column.type), types_.storage_of(column.type)};
    if (!column.collation) column.collation = column.type_defaults.collation;
    if (!column.storage) column.storage = column.type_defaults.storage;
    column.type = catalog_type(column.type);
    const bool is_serial = column.serial == model::Serial::Yes;
    if (!column.identity && !is_serial) return;
    const auto sequence = take_free_name(table.name, {{column.name}, "seq"}, RelationKind::Sequence);
    if (column.identity) column.identity->sequence = sequence.name;
    if (is_serial) {
      column.default_value = next_value_of(sequence);
      live_.sequences.push_back({sequence,
                                 column.type,
                                 model::default_sequence_options(column.type),
                                 model::ColumnReference{table.name, column.name},
                                 {},
                                 {}});
    }
  }

  void add_partitions(model::Table& table, const std::vector<NamedIndex>& indexes) {
    auto& key = *table.partition_by;
    key.types.clear();
    for (const auto& element : key.elements) {
      const auto* name = std::get_if<sql::Identifier>(&element.key);
      const auto* column = name == nullptr ? nullptr : table.find_column(*name);
      key.types.push_back(column == nullptr ? "" : column->type.canonical());
    }
    list_as_catalog(table.partitions);
    for (const auto& partition : table.partitions) take_name(partition.name, RelationKind::Table);
    if (table.partitions.empty()) return;
    auto& tree = live_.partition_trees[table.name];
    for (const auto& partition : table.partitions) {
      model::PartitionMember member{partition.name, table.name, model::PartitionKind::Table, {}, {}};
      for (const auto& index : indexes) {
        const auto part = take_free_name(partition.name, index.parts, RelationKind::Index, partition.name);
        member.attached.push_back({part.name, index.name});
      }
      for (const auto& check : table.checks) member.constraints.push_back(check.name.value());
      for (const auto& foreign_key : table.foreign_keys) member.constraints.push_back(foreign_key.name.value());
      tree.members.push_back(std::move(member));
    }
    for (const auto& member : tree.members) {
      for (const auto& part : member.attached) tree.names_nearby.insert({member.name.schema, part.name});
    }
  }

  // As PostgreSQL finds one.
  sql::QualifiedName take_free_name(const sql::QualifiedName& table, const NameParts& parts, RelationKind kind,
                                    const std::optional<sql::QualifiedName>& owner = std::nullopt) {
    for (int attempt = 0;; ++attempt) {
      sql::QualifiedName name{table.schema,
                              model::default_constraint_name(table.name, parts.columns, parts.suffix, attempt)};
      if (live_.relations.contains(name)) continue;
      take_name(name, kind, owner);
      return name;
    }
  }

  // What foreign keys refer to in a table that `desired` does not declare.
  void add_undeclared_targets() {
    for (const auto* file : {&files_.before, &files_.desired}) {
      for (const auto& table : file->tables) {
        for (const auto& key : table.foreign_keys) add_target(key);
      }
    }
    for (const auto& table : live_.tables) {
      if (declared_.contains(table.name)) continue;
      if (table.primary_key) add_key(table, *table.primary_key);
      for (const auto& key : table.unique) add_key(table, key);
      for (const auto& index : table.indexes) add_key(table, index);
    }
  }

  void add_target(const model::ForeignKey& key) {
    if (live_.relations.contains(key.target) || declared_.contains(key.target)) return;
    undeclared_.insert(key.target);
    if (!std::ranges::binary_search(live_.schemas, key.target.schema)) {
      live_.schemas.insert(std::ranges::upper_bound(live_.schemas, key.target.schema), key.target.schema);
    }
    live_.referable_keys.insert({key.target, {key.target_columns.begin(), key.target_columns.end()}});
  }

  template <typename Key>
  void add_key(const model::Table& table, const Key& key) {
    if (auto columns = referable(key)) live_.referable_keys.insert({table.name, std::move(*columns)});
  }

  // Only declared tables are read.
  void keep_what_is_asked_about() {
    for (const auto& target : undeclared_) take_name(target, RelationKind::Table);
    std::erase_if(live_.tables, [&](const auto& table) { return !declared_.contains(table.name); });
    std::ranges::sort(live_.tables, {}, &model::Table::name);
    list_as_catalog(live_.sequences);
    std::set<sql::QualifiedName> partitioned;
    for (const auto& table : files_.desired.tables) {
      if (table.partition_by) partitioned.insert(table.name);
    }
    std::erase_if(live_.partition_trees, [&](const auto& tree) { return !partitioned.contains(tree.first); });
  }

  const FilePair& files_;
  TypeDefaults types_;
  std::set<sql::QualifiedName> declared_ = {};    ///< tables and partitions of `desired`
  std::set<sql::QualifiedName> undeclared_ = {};  ///< tables that neither file declares
  model::LiveDatabase live_ = {};
};

}  // namespace

model::LiveDatabase described_database(const FilePair& files, model::ServerFacts server) {
  return Description(files, std::move(server)).take();
}

}  // namespace pgreconcile::reconciler
