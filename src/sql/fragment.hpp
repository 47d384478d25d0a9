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

/// Text that PostgreSQL's parser has read as exactly one SQL expression. Only the functions below
/// make one, so an Expression can be put between parentheses in a statement without changing anything else there.
class Expression {
 public:
  const std::string& text() const { return text_; }
  /// The text as it can stand after DEFAULT, where the grammar takes less than a whole expression: a constant, a call or
  /// a cast as it is, everything else between parentheses.
  std::string operand() const { return is_operand_ ? text_ : "(" + text_ + ")"; }

  friend bool operator==(const Expression&, const Expression&) = default;
  friend auto operator<=>(const Expression&, const Expression&) = default;

 private:
  friend FragmentResult<Expression> parse_expression(std::string_view);
  friend FragmentResult<Expression> catalog_expression(std::string_view);
  friend Expression literal_expression(std::string_view);
  Expression(std::string text, bool is_operand) : text_(std::move(text)), is_operand_(is_operand) {}
  std::string text_;
  bool is_operand_;
};

/// Parses one expression: no second statement, no semicolon, no comment that hides its end, no sub-select, no window
/// call, no aggregate, no parameter, no call of a built-in function that is volatile and not harmless.
FragmentResult<Expression> parse_expression(std::string_view text);

/// Reads an expression that the catalog holds already: the same, but any function may be called.
FragmentResult<Expression> catalog_expression(std::string_view text);

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
  /// False for a type that lives outside pg_catalog.
  bool is_builtin() const { return home_ == Home::Catalog; }
  /// True where the name was written without a schema and only taken to live in one.
  bool has_assumed_schema() const { return home_ == Home::Assumed; }
  /// What an array is made of, and any other type itself: `numeric(10,2)` of `numeric(10,2)[]`.
  std::string element() const;
  /// The element's name without its modifiers: `numeric`, `public.mood`, `timestamp without time zone`.
  std::string base() const;

  friend bool operator==(const TypeName& a, const TypeName& b) { return a.canonical_ == b.canonical_; }
  friend auto operator<=>(const TypeName& a, const TypeName& b) { return a.canonical_ <=> b.canonical_; }

 private:
  friend FragmentResult<TypeName> parse_type_name(std::string_view, const Identifier&);
  /// Where the type lives: in pg_catalog, in the schema that was written, or in the one that a bare name is taken to.
  enum class Home { Catalog, Written, Assumed };
  TypeName(std::string text, std::string canonical, Home home)
      : text_(std::move(text)), canonical_(std::move(canonical)), home_(home) {}
  std::string text_;
  std::string canonical_;
  Home home_;
};

/// Parses one type name. A name that is neither qualified nor built in is taken to live in `schema`.
FragmentResult<TypeName> parse_type_name(std::string_view text, const Identifier& schema);

/// Parses one operator that takes two operands: `&&`, `OPERATOR(app.&&)`.
FragmentResult<OperatorName> parse_operator_name(std::string_view text);

}  // namespace pgreconcile::sql
