#include "src/model/canonical_value.hpp"

namespace pgreconcile::model {

// In quotes, so that no text can be taken for another or for two.
std::string CanonicalValue::of(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string CanonicalValue::of(const sql::QualifiedName& name) {
  const auto& [schema, relation] = name;
  return fields(schema, relation);
}

std::string CanonicalValue::of(const sql::ObjectName& name) {
  const auto& [schema, object] = name;
  return fields(schema, object);
}

std::string CanonicalValue::of(const sql::OperatorName& name) {
  const auto& [schema, symbol] = name;
  return fields(schema, symbol);
}

std::string CanonicalValue::of(const sql::TypeName& type) {
  return fields(type.canonical(), type.has_assumed_schema());
}

std::string CanonicalValue::of(const StorageParameter& parameter) {
  const auto& [name, value] = parameter;
  return fields(name, value);
}

std::string CanonicalValue::of(const IndexElement::Defaults& defaults) {
  const auto& [opclass, collation] = defaults;
  return fields(opclass, collation);
}

std::string CanonicalValue::of(const IndexElement& element) {
  const auto& [key, opclass, collation, order, nulls, defaults] = element;
  return fields(key, opclass, collation, order, nulls, defaults);
}

std::string CanonicalValue::of(const Index& index) {
  const auto& [name, uniqueness, method, elements, include, nulls_distinct, predicate, storage_parameters, tablespace,
               comment, valid, is_being_built, unmodelled, origin] = index;
  return fields(name, uniqueness, method, elements, include, nulls_distinct, predicate, tablespace, comment, valid) +
         unordered(storage_parameters) + unordered(unmodelled);
}

std::string CanonicalValue::of(const KeyConstraint& key) {
  const auto& [name, columns, include, nulls_distinct, deferrability, valid, unmodelled, origin] = key;
  return fields(name, columns, include, nulls_distinct, deferrability, valid) + unordered(unmodelled);
}

std::string CanonicalValue::of(const CheckConstraint& check) {
  const auto& [name, expression, inheritance, validity, unmodelled, origin] = check;
  return fields(name, expression, inheritance, validity) + unordered(unmodelled);
}

std::string CanonicalValue::of(const ForeignKey& key) {
  const auto& [name, columns, target, target_columns, on_delete, on_delete_columns, on_update, match, deferrability,
               validity, unmodelled, origin] = key;
  return fields(name, columns, target, target_columns, on_delete, on_update, match, deferrability, validity) +
         unordered(on_delete_columns) + unordered(unmodelled);
}

std::string CanonicalValue::of(const ExclusionElement& exclusion) {
  const auto& [element, with] = exclusion;
  return fields(element, with);
}

std::string CanonicalValue::of(const ExclusionConstraint& exclusion) {
  const auto& [name, method, elements, predicate, deferrability, valid, unmodelled, origin] = exclusion;
  return fields(name, method, elements, predicate, deferrability, valid) + unordered(unmodelled);
}

std::string CanonicalValue::of(const PartitionKeyElement& element) {
  const auto& [key, opclass, collation, defaults] = element;
  return fields(key, opclass, collation, defaults);
}

std::string CanonicalValue::of(const PartitionKey& key) {
  const auto& [strategy, elements, types, origin] = key;
  return fields(strategy, elements, types);
}

std::string CanonicalValue::of(const DefaultBound&) { return fields(); }

std::string CanonicalValue::of(const RangeBound& bound) {
  const auto& [from, to] = bound;
  return fields(from, to);
}

std::string CanonicalValue::of(const ListBound& bound) {
  const auto& [values] = bound;
  return unordered(values);
}

std::string CanonicalValue::of(const HashBound& bound) {
  const auto& [modulus, remainder] = bound;
  return fields(modulus, remainder);
}

std::string CanonicalValue::of(const Partition& partition) {
  const auto& [name, bound, unmodelled, origin] = partition;
  return fields(name, bound) + unordered(unmodelled);
}

std::string CanonicalValue::of(const AttachedIndex& index) {
  const auto& [name, parent, valid] = index;
  return fields(name, parent, valid);
}

std::string CanonicalValue::of(const OwnIndex& own) {
  const auto& [index, constraint, deferrability] = own;
  return fields(index, constraint, deferrability);
}

std::string CanonicalValue::of(const PartitionMember& member) {
  // Which names new constraints could not have is no matter of the partition's own.
  const auto& [name, parent, kind, attached, indexes, foreign_keys, constraints] = member;
  return fields(parent, kind) + unordered(attached) + unordered(indexes) + unordered(foreign_keys);
}

std::string CanonicalValue::of(const SequenceOptions& options) {
  const auto& [start, increment, min, max, cache, cycling] = options;
  return fields(start, increment, min, max, cache, cycling);
}

std::string CanonicalValue::of(const Identity& identity) {
  const auto& [kind, options, sequence] = identity;
  return fields(kind, options, sequence);
}

std::string CanonicalValue::of(const ColumnReference& reference) {
  const auto& [table, column] = reference;
  return fields(table, column);
}

std::string CanonicalValue::of(const Sequence& sequence) {
  const auto& [name, type, options, owned_by, unmodelled, origin] = sequence;
  return fields(name, type, options, owned_by) + unordered(unmodelled);
}

std::string CanonicalValue::of(const Column::TypeDefaults& defaults) {
  const auto& [collation, storage] = defaults;
  return fields(collation, storage);
}

std::string CanonicalValue::of(const Column& column) {
  const auto& [name, type, nullable, default_value, serial, identity, generated, collation, storage, compression,
               comment, rewrite, type_defaults, unmodelled, origin] = column;
  return fields(name, type, nullable, default_value, serial, identity, generated, collation, storage, compression,
                comment, rewrite, type_defaults) +
         unordered(unmodelled);
}

std::string CanonicalValue::of(const Enum& type) {
  const auto& [name, labels, origin] = type;
  return fields(name, labels);
}

std::string CanonicalValue::of(const Extension& extension) {
  const auto& [name, schema, origin, relocatability] = extension;
  return fields(name, schema, relocatability);
}

std::string CanonicalValue::of(const AvailableExtension& extension) {
  const auto& [name, fixed_schema] = extension;
  return fields(name, fixed_schema);
}

std::string CanonicalValue::of(const Relation& relation) {
  const auto& [kind, table] = relation;
  return fields(kind, table);
}

}  // namespace pgreconcile::model
