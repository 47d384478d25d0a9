#include "src/model/canonical_text.hpp"

#include <set>
#include <string_view>

#include "src/model/canonical_value.hpp"

namespace pgreconcile::model {
namespace {

// Collects the objects. Those that share a name, as constraints without one do, become one.
class Objects {
 public:
  void add(const std::string& label, std::string text) { texts_[label].insert(std::move(text)); }

  void add_schema(const sql::Identifier& name) { add("schema " + name.quoted(), "there"); }

  void add_extension(const Extension& extension) {
    add("extension " + extension.name.quoted(), CanonicalValue::of(extension));
  }

  void add_enum(const Enum& type) { add("enum " + type.name.quoted(), CanonicalValue::of(type)); }

  void add_sequence(const Sequence& sequence) {
    add("sequence " + sequence.name.quoted(), CanonicalValue::of(sequence));
  }

  void add_domain(const Domain& domain) {
    const auto& [name, type, nullable, default_value, collation, checks, unmodelled, origin, type_collation] = domain;
    const auto label = "domain " + name.quoted();
    add(label, CanonicalValue::fields(type, nullable, default_value, collation, type_collation) +
                   CanonicalValue::unordered(unmodelled));
    add_constraints(label, "check", checks);
  }

  /// `holder`: what the catalog says of the table's name; std::nullopt for one from a file.
  void add_table(const Table& table, const std::optional<Relation>& holder) {
    const auto& [name, columns, primary_key, unique, checks, foreign_keys, exclusions, indexes, comment,
                 storage_parameters, persistence, tablespace, partition_by, partitions, other_constraints, unmodelled,
                 origin] = table;
    const auto label = "table " + name.quoted();
    add(label, CanonicalValue::fields(comment, persistence, tablespace, partition_by, holder) +
                   CanonicalValue::unordered(storage_parameters) + CanonicalValue::unordered(other_constraints) +
                   CanonicalValue::unordered(unmodelled));
    for (const auto& column : columns) {
      add(label + ", column " + column.name.quoted(), CanonicalValue::of(column));
    }
    if (primary_key) add(label + ", primary key", CanonicalValue::of(*primary_key));
    add_constraints(label, "unique constraint", unique);
    add_constraints(label, "check", checks);
    add_constraints(label, "foreign key", foreign_keys);
    add_constraints(label, "exclusion constraint", exclusions);
    for (const auto& index : indexes) add(label + ", index " + index.name.quoted(), CanonicalValue::of(index));
    for (const auto& partition : partitions) {
      add(label + ", partition " + partition.name.quoted(), CanonicalValue::of(partition));
    }
  }

  /// Which names its members' new indexes could not have is no matter of the database's own.
  void add_tree(const sql::QualifiedName& table, const PartitionTree& tree) {
    const auto& [members, names_nearby] = tree;
    for (const auto& member : members) {
      add(fmt::format("table {}, partition {}", table.quoted(), member.name.quoted()), CanonicalValue::of(member));
    }
  }

  CanonicalTexts take() const {
    CanonicalTexts result;
    for (const auto& [label, texts] : texts_) {
      for (const auto& text : texts) result[label] += text + "\n";
    }
    return result;
  }

 private:
  template <typename Constraint>
  void add_constraints(const std::string& label, std::string_view kind, const std::vector<Constraint>& constraints) {
    for (const auto& constraint : constraints) {
      const auto name = constraint.name ? constraint.name->quoted() : "without a name";
      add(fmt::format("{}, {} {}", label, kind, name), CanonicalValue::of(constraint));
    }
  }

  std::map<std::string, std::multiset<std::string>> texts_;
};

std::optional<Relation> holder_of(const sql::QualifiedName& name, const LiveDatabase& live) {
  const auto found = live.relations.find(name);
  return found == live.relations.end() ? std::nullopt : std::optional(found->second);
}

// The names that are told of with the object that has them.
std::set<sql::QualifiedName> described_names(const LiveDatabase& live) {
  std::set<sql::QualifiedName> names;
  for (const auto& table : live.tables) names.insert(table.name);
  for (const auto& sequence : live.sequences) names.insert(sequence.name);
  return names;
}

// Who holds the names that the file wants to use, as far as no object says it.
void add_names(Objects& objects, const LiveDatabase& live) {
  const auto described = described_names(live);
  for (const auto& [name, relation] : live.relations) {
    const bool is_index_of_table =
        relation.kind == RelationKind::Index && relation.table && described.contains(*relation.table);
    if (described.contains(name) || is_index_of_table) continue;
    objects.add("name " + name.quoted(), CanonicalValue::of(relation));
  }
  for (const auto& [name, kind] : live.types) objects.add("type " + name.quoted(), CanonicalValue::of(kind));
}

}  // namespace

CanonicalTexts canonical_texts(const Database& desired) {
  const auto& [default_schema, schemas, extensions, enums, domains, sequences, ignore, tables] = desired;
  Objects objects;
  objects.add("default schema", CanonicalValue::of(default_schema));
  objects.add("names to ignore", CanonicalValue::unordered(ignore));
  for (const auto& [name, origin] : schemas) objects.add_schema(name);
  for (const auto& extension : extensions) objects.add_extension(extension);
  for (const auto& type : enums) objects.add_enum(type);
  for (const auto& domain : domains) objects.add_domain(domain);
  for (const auto& sequence : sequences) objects.add_sequence(sequence);
  for (const auto& table : tables) objects.add_table(table, std::nullopt);
  return objects.take();
}

CanonicalTexts canonical_texts(const LiveDatabase& live) {
  const auto& [server, default_tablespace, schemas, extensions, available_extensions, enums, domains, sequences, tables,
               partition_trees, relations, types, unknown_types, referable_keys, unmanaged, tables_of_schemas] = live;
  Objects objects;
  objects.add("default tablespace", CanonicalValue::of(default_tablespace));
  for (const auto& name : schemas) objects.add_schema(name);
  for (const auto& extension : extensions) objects.add_extension(extension);
  for (const auto& extension : available_extensions) {
    objects.add("extension to install " + extension.name.quoted(), CanonicalValue::of(extension));
  }
  for (const auto& type : enums) objects.add_enum(type);
  for (const auto& domain : domains) objects.add_domain(domain);
  for (const auto& sequence : sequences) objects.add_sequence(sequence);
  for (const auto& table : tables) objects.add_table(table, holder_of(table.name, live));
  for (const auto& [table, tree] : partition_trees) objects.add_tree(table, tree);
  add_names(objects, live);
  if (!unknown_types.empty()) objects.add("types that are not there", CanonicalValue::of(unknown_types));
  for (const auto& [table, columns] : referable_keys) {
    objects.add("keys of table " + table.quoted(), CanonicalValue::of(columns));
  }
  return objects.take();
}

}  // namespace pgreconcile::model
