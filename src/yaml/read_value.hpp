#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/sequence.hpp"
#include "src/model/storage_parameters.hpp"
#include "src/model/table.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/object_format.hpp"

// How the values that stand under keys are read. Each function reports what is wrong and then returns nothing.
// REQUIRES for all: has_shape() of the kind that the function reads.
namespace pgreconcile::yaml {

/// A name, and where it stands.
struct Name {
  sql::Identifier identifier;
  std::size_t offset = 0;
};

/// A number, and where it stands.
struct Integer {
  std::int64_t value = 0;
  std::size_t offset = 0;
};

std::optional<bool> read_boolean(const Field& field, FileContext& file);
std::optional<Integer> read_integer(const Field& field, FileContext& file);

/// Text that the tool quotes: anything but what YAML takes for null.
std::optional<std::string> read_text(const Field& field, FileContext& file);
/// Text that is not empty: PostgreSQL keeps no empty comments.
std::optional<std::string> read_comment(const Field& field, FileContext& file);
/// `{literal: text}`
std::optional<std::string> read_literal(const std::string& subject, const Node& node, FileContext& file);
/// Storage parameters; numbers, true and false may stand without quotes.
model::StorageParameters read_parameters(const Field& field, FileContext& file);

/// Whether other YAML readers take the plain scalar for what it is: a `kind`, as a name or a label.
bool is_text_everywhere(std::string_view kind, const Node& scalar, FileContext& file);

std::optional<sql::Identifier> read_name(const Field& field, FileContext& file);
/// Leaves out the names that are wrong.
std::vector<Name> read_names(const Field& field, FileContext& file);
/// The same for the columns of a constraint, which are never none.
std::vector<Name> read_columns(const Field& field, FileContext& file);
std::vector<sql::Identifier> identifiers(const std::vector<Name>& names);

/// `a`, `schema.a`, `schema."A b"`: what is not quoted as in SQL is taken as it is written, too.
std::optional<sql::QualifiedName> read_relation_name(const Node& scalar, FileContext& file);
/// The same for something that the file is to create: not in a schema of the system.
std::optional<sql::QualifiedName> read_new_name(const Node& scalar, FileContext& file);
/// The same for what is found through the search path.
std::optional<sql::ObjectName> read_object_name(const Field& field, FileContext& file);
/// The same for a collation, of which many have a dot in their names.
std::optional<sql::ObjectName> read_collation_name(const Field& field, FileContext& file);
/// `table.column`, `schema.table.column`.
std::optional<model::ColumnReference> read_column_name(const Field& field, FileContext& file);

/// False, and a message, for a schema that belongs to PostgreSQL: pg_catalog, information_schema, …
bool may_hold_objects(const sql::Identifier& schema, std::size_t offset, FileContext& file);

/// The type of a column: an SQL type, or serial.
struct ColumnType {
  sql::TypeName type;
  model::Serial serial = model::Serial::No;
};
std::optional<ColumnType> read_column_type(const Field& field, FileContext& file);
/// A type that is not serial.
std::optional<sql::TypeName> read_type(const Field& field, FileContext& file);
std::optional<sql::Expression> read_expression(const Field& field, FileContext& file);
/// An expression whose value is kept, in an index or a column, or chooses a partition.
std::optional<sql::Expression> read_immutable_expression(const Field& field, FileContext& file);
std::optional<sql::OperatorName> read_operator(const Field& field, FileContext& file);
/// The columns that an expression names on their own, without a table's name, and where; no system columns.
/// REQUIRES: the expression was read from the same field.
std::vector<Name> columns_in(const Field& field, const sql::Expression& expression, FileContext& file);

/// The index of the word.
std::optional<std::size_t> read_word(const Field& field, std::span<const std::string_view> words, FileContext& file);

/// A word of a list that stands in the order of the enum's values.
template <typename Enum>
void read_choice(const Field& field, std::span<const std::string_view> words, Enum& target, FileContext& file) {
  if (const auto index = read_word(field, words, file)) target = static_cast<Enum>(*index);
}

ObjectFormat literal_format();

}  // namespace pgreconcile::yaml
