#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/yaml/file_context.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

enum class ValueKind {
  Version,                ///< the number 1
  Boolean,                ///< true or false
  Integer,                ///< a whole number of 64 bits
  Name,                   ///< one name, exact
  RelationName,           ///< a name, or schema.name
  ObjectName,             ///< the name of a collation or operator class: a name, or schema.name
  ColumnName,             ///< table.column, or schema.table.column
  Operator,               ///< `&&`, or `OPERATOR(schema.&&)`
  Names,                  ///< a list of names
  Texts,                  ///< a list of texts
  BoundValues,            ///< a list of constants, minvalue, maxvalue, null, and objects
  Type,                   ///< an SQL type name
  Text,                   ///< text that the tool quotes
  Sql,                    ///< an SQL expression
  SqlOrLiteral,           ///< an SQL expression, or {literal: text}
  Choice,                 ///< one of a few words
  ChoiceOrObject,         ///< one of a few words, or a mapping with keys of its own
  Object,                 ///< such a mapping
  Objects,                ///< a list of such mappings
  NamesOrObject,          ///< a list of names, or such a mapping
  NamesAndObjects,        ///< a list of names and such mappings
  NamedObjects,           ///< a mapping from names to such mappings
  NamedTexts,             ///< a mapping from names to lists of texts
  NamedChoicesOrObjects,  ///< a mapping from names to one of a few words or such a mapping
  Parameters,             ///< a mapping from names to words, numbers, true and false
};

/// What may stand under a key.
struct Shape {
  ValueKind kind;
  std::span<const std::string_view> words = {};  ///< for the choices
  std::string_view object = {};                  ///< what an object in it is called: `column`; see object_formats()
};

enum class Presence { Optional, Required };

/// A key together with its value.
struct Field {
  std::string_view key;
  const Node& value;
};

constexpr int kOldestServer = 13;  ///< the oldest PostgreSQL that is supported

/// What people want to know of a key.
struct KeyDoc {
  std::string_view meaning = {};
  std::string_view ddl = {};        ///< the DDL that it becomes; empty where it becomes none
  std::string_view otherwise = {};  ///< what holds where it is left out; empty where that is nothing
  int since = kOldestServer;        ///< the first PostgreSQL that has it
};

/// One row of the table of keys of an object: everything that reading the file, and describing its format, needs to know.
template <typename Target>
struct Key {
  std::string_view name;
  Presence presence;
  Shape shape;
  /// Reads a value of that shape into the target.
  void (*read)(const Field& field, Target& target, FileContext& file);
  KeyDoc doc;
};

/// A row's reader: puts what `Read` makes of the value into a member.
template <auto Member, auto Read, typename Target>
void store(const Field& field, Target& target, FileContext& file) {
  target.*Member = Read(field, file);
}

/// `column "id"`, or `column` if the mapping has no name; how messages call an object.
std::string describe(std::string_view kind, const Node& node);

/// `subject must be expected, not a list`, at the node.
void refuse_kind(const std::string& subject, std::string_view expected, const Node& node, FileContext& file,
                 const std::string& hint = {});

/// The same where a mapping is wanted; the hint names the keys that it must have.
void refuse_no_mapping(const std::string& subject, const std::vector<std::string_view>& required, const Node& node,
                       FileContext& file);

/// False, and a message, if what stands under the key cannot be of that shape.
bool has_shape(const Field& field, const Shape& shape, FileContext& file);

/// The message for a key that the object does not know. Returns the key that was probably meant, or nothing.
std::string_view refuse_unknown_key(const Entry& entry, const std::vector<std::string_view>& known, FileContext& file);

template <typename Target, std::size_t N>
std::vector<std::string_view> names(const std::array<Key<Target>, N>& keys) {
  std::vector<std::string_view> names;
  for (const auto& key : keys) names.push_back(key.name);
  return names;
}

template <typename Target, std::size_t N>
std::vector<std::string_view> required_names(const std::array<Key<Target>, N>& keys) {
  std::vector<std::string_view> names;
  for (const auto& key : keys) {
    if (key.presence == Presence::Required) names.push_back(key.name);
  }
  return names;
}

void refuse_missing_key(const std::string& subject, std::string_view key, const Node& node, FileContext& file);

/// The entry of that key, or null.
const Entry* find_entry(const Mapping& mapping, std::string_view key);
/// Where that key stands; where the node stands if it has none.
std::size_t offset_of_key(const Node& node, std::string_view key);
/// Where that key's value stands; where the node stands if it has none.
std::size_t offset_of_value(const Node& node, std::string_view key);

/// Reads a mapping by its table of keys: in the table's order, so that a row may rely on the rows above it.
template <typename Target, std::size_t N>
void read_object(const std::string& subject, const Node& node, const std::array<Key<Target>, N>& keys, Target& target,
                 FileContext& file) {
  const auto* mapping = node.mapping();
  if (mapping == nullptr) return refuse_no_mapping(subject, required_names(keys), node, file);
  // A key that is misspelt is not also missing.
  bool may_lack = node.cut_off;
  for (const auto& entry : *mapping) {
    if (std::ranges::find(keys, entry.name(), &Key<Target>::name) != keys.end()) continue;
    may_lack |= !refuse_unknown_key(entry, names(keys), file).empty();
  }
  for (const auto& key : keys) {
    const auto* entry = find_entry(*mapping, key.name);
    if (entry == nullptr) {
      if (key.presence == Presence::Required && !may_lack) refuse_missing_key(subject, key.name, node, file);
    } else if (has_shape({key.name, entry->value}, key.shape, file)) {
      key.read({key.name, entry->value}, target, file);
    }
  }
}

}  // namespace pgreconcile::yaml
