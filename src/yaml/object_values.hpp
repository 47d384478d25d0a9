#pragma once

// Private to the writer: the parts of a database as the values that stand in a file.

#include <optional>
#include <string_view>
#include <vector>

#include "src/model/database.hpp"
#include "src/yaml/document.hpp"

namespace pgreconcile::yaml {

/// Members in the order of the format; what is empty or says the default is not added.
class Object {
 public:
  Object& add(std::string_view key, Value value);
  Object& add_name(std::string_view key, const std::optional<sql::Identifier>& name);
  Object& add_names(std::string_view key, const std::vector<sql::Identifier>& names);
  Object& add_sql(std::string_view key, const std::optional<sql::Expression>& expression);
  Object& add_text(std::string_view key, const std::optional<std::string>& text);
  /// Adds `key: true` where the condition holds.
  Object& add_true_if(bool condition, std::string_view key);
  /// Adds a list with a line for each item, or more, unless it is empty.
  Object& add_lines(std::string_view key, Items items);

  bool empty() const { return members_.empty(); }
  std::size_t size() const { return members_.size(); }
  Value value(Layout layout = Layout::Compact) && { return {std::move(members_), layout}; }
  Members members() && { return std::move(members_); }

 private:
  Members members_;
};

/// `name`, `schema.name`, `schema."odd name"`; the schema is left out where it is the file's own.
std::string dotted(const sql::QualifiedName& name, const sql::Identifier& default_schema);
/// The same for what is found through the search path, which begins with pg_catalog.
std::string dotted(const sql::ObjectName& name);
/// The same of a collation, so that it does not read like a locale.
std::string dotted_collation(const sql::ObjectName& name);

/// The shortest common spelling of a type: `varchar(16)`, `timestamptz`.
std::string type_spelling(const sql::TypeName& type, const sql::Identifier& default_schema);

Value sql_value(const sql::Expression& expression);
/// `{literal: …}` where the default is nothing but a literal.
Value default_value(const sql::Expression& expression, const sql::TypeName& type);

void add_storage_parameters(Object& object, const model::StorageParameters& parameters);

/// Adds what differs from PostgreSQL's choice for a sequence of that type.
void add_sequence_options(Object& object, const model::SequenceOptions& options, const sql::TypeName& type);

/// REQUIRES: the column is one of the table's.
Value column_value(const model::Column& column, const model::Table& table, const sql::Identifier& default_schema);

Value primary_key_value(const model::KeyConstraint& key, const sql::Identifier& table);
Value unique_value(const model::KeyConstraint& key);
Value check_value(const model::CheckConstraint& check);
Value foreign_key_value(const model::ForeignKey& key, const sql::Identifier& default_schema);
Value exclusion_element_value(const model::ExclusionElement& element);
Value exclusion_value(const model::ExclusionConstraint& exclusion);
Value index_value(const model::Index& index);
Value partition_key_value(const model::PartitionKey& key);
Value bound_value(const model::PartitionBound& bound);
Value table_value(const model::Table& table, const sql::Identifier& default_schema);

}  // namespace pgreconcile::yaml
