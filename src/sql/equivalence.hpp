#pragma once

#include <set>
#include <string>
#include <string_view>

namespace pgreconcile::sql {

/// True where two spellings of one expression are known to mean the same without asking a server: equal text, or equal
/// parse trees after PostgreSQL's own aliases of type names and its pure synonyms (CURRENT_TIMESTAMP = now()).
/// `column_type` is the canonical type of the column whose default they are, or empty: a literal and the same literal
/// cast to that type are then equal too. False means "not known", never "different".
bool known_equal(std::string_view desired, std::string_view live, std::string_view column_type);

/// True where both are plain constants and no server could find them the same in a column of that type: integers
/// that the type does not round, true and false, or texts in a column of text without a length. False means "not
/// known", never "equal".
bool known_different(std::string_view desired, std::string_view live, std::string_view column_type);

/// known_equal() of two outputs of one plan, where constants are values: `'1 day'::interval day` is
/// `'1 day'::interval`.
bool known_equal_in_plan(std::string_view a, std::string_view b);

/// What a server that folds and inlines would hide when it is asked whether two expressions are the same.
struct ExpressionTraits {
  std::multiset<std::string> collations;  ///< of COLLATE clauses, without pg_catalog
  /// Calls of functions and operators of another schema than pg_catalog: `app.f`, `operator app.@@@`.
  std::multiset<std::string> schema_functions;
  /// All other calls: `lower`, `operator +`.
  std::multiset<std::string> plain_functions;
  std::set<std::string> cast_types;  ///< types outside pg_catalog that it casts to, as written
  std::set<std::string> cast_names;  ///< the last parts of their names, unquoted
  std::set<std::string> columns;     ///< every column that it names
  bool folds_to_huge_value = false;  ///< repeat, lpad, … of no column
  bool is_string_literal = false;    ///< nothing but a quoted literal
};

/// REQUIRES: the text is one expression, from the file or from the catalog. Text that the parser does not know has
/// `known = false` and no traits.
struct ParsedTraits {
  bool known = false;
  ExpressionTraits traits;
};
ParsedTraits traits_of(std::string_view expression);

/// A type's name without its length: `character varying(16)` → `character varying`. Only for types whose casts cut,
/// and arrays of them.
std::string without_length(std::string_view canonical_type);

}  // namespace pgreconcile::sql
