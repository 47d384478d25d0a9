#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// Why a fragment of SQL was refused. `offset` counts bytes from the fragment's first, from 0.
struct FragmentError {
  std::string message;
  std::string hint;
  std::size_t offset = 0;
};

template <typename Fragment>
using FragmentResult = std::variant<Fragment, FragmentError>;

/// Text that PostgreSQL's parser has read as exactly one SQL expression. Only the two functions below
/// make one, so an Expression can be put between parentheses in a statement without changing anything else there.
class Expression {
 public:
  const std::string& text() const { return text_; }

  friend bool operator==(const Expression&, const Expression&) = default;
  friend auto operator<=>(const Expression&, const Expression&) = default;

 private:
  friend FragmentResult<Expression> parse_expression(std::string_view);
  friend Expression literal_expression(std::string_view);
  explicit Expression(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Parses one expression: no second statement, no semicolon, no comment, no sub-select, no window call,
/// no aggregate syntax, no parameter, no call of a built-in function that is volatile and not harmless.
FragmentResult<Expression> parse_expression(std::string_view text);

/// The value as a quoted literal.
Expression literal_expression(std::string_view value);

/// Text that PostgreSQL's parser has read as exactly one type name.
class TypeName {
 public:
  /// As it was written.
  const std::string& text() const { return text_; }
  /// As format_type() spells it in the catalog under `search_path = pg_catalog`: `character varying(16)`,
  /// `public.mood[]`. Two type names are equal when these are.
  const std::string& canonical() const { return canonical_; }

  friend bool operator==(const TypeName& a, const TypeName& b) { return a.canonical_ == b.canonical_; }
  friend auto operator<=>(const TypeName& a, const TypeName& b) { return a.canonical_ <=> b.canonical_; }

 private:
  friend FragmentResult<TypeName> parse_type_name(std::string_view, const Identifier&);
  TypeName(std::string text, std::string canonical) : text_(std::move(text)), canonical_(std::move(canonical)) {}
  std::string text_;
  std::string canonical_;
};

/// Parses one type name. A name that is neither qualified nor built in is taken to live in `schema`.
FragmentResult<TypeName> parse_type_name(std::string_view text, const Identifier& schema);

}  // namespace pgreconcile::sql
