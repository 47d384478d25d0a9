#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/key.hpp"

// How the values that stand under keys are read. Each function reports what is wrong and then returns nothing.
// REQUIRES for all: has_shape() of the kind that the function reads.
namespace pgreconcile::yaml {

/// A name, and where it stands.
struct Name {
  sql::Identifier identifier;
  std::size_t offset = 0;
};

std::optional<bool> read_boolean(const Field& field, FileContext& file);

std::optional<sql::Identifier> read_name(const Field& field, FileContext& file);
/// Leaves out the names that are wrong.
std::vector<Name> read_names(const Field& field, FileContext& file);
std::vector<sql::Identifier> identifiers(const std::vector<Name>& names);

/// `a`, `schema.a`, `schema."A b"`: what is not quoted as in SQL is taken as it is written, too.
std::optional<sql::QualifiedName> read_relation_name(const Node& scalar, FileContext& file);

std::optional<sql::TypeName> read_type(const Field& field, FileContext& file);
std::optional<sql::Expression> read_expression(const Field& field, FileContext& file);

/// The index of the word.
std::optional<std::size_t> read_word(const Field& field, std::span<const std::string_view> words, FileContext& file);

/// A word of a list that stands in the order of the enum's values.
template <typename Enum>
void read_choice(const Field& field, std::span<const std::string_view> words, Enum& target, FileContext& file) {
  if (const auto index = read_word(field, words, file)) target = static_cast<Enum>(*index);
}

}  // namespace pgreconcile::yaml
