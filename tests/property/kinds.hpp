#pragma once

#include <array>
#include <string>
#include <vector>

namespace pgreconcile::test {

/// How many rows each table has before it grows.
constexpr std::size_t kRows = 3;

/// A default as the file and as SQL has it: `{literal: a}` and `'a'`.
struct DefaultText {
  std::string yaml;
  std::string sql;
};

/// What a column may be, with all that the generator has to know of its type. `@` in an expression is the column.
struct Kind {
  std::string type;                    ///< in the generator's SQL: `character varying(20)`
  std::vector<std::string> spellings;  ///< in files: `varchar(20)`; the first is the type's own
  std::array<std::string, kRows> values = {};
  std::vector<DefaultText> defaults = {};
  std::string condition = {};  ///< holds for each of the values, for what sequences count, and for NULL
  std::string generated = {};  ///< immutable, of generated_type; empty where there is none
  std::string generated_type = {};
  bool has_distinct_values = true;
  bool sorts = true;   ///< has a default operator class for btree
  bool hashes = true;  ///< the same for hash, where it sorts
  bool collates = false;
  bool toasts = false;  ///< has the storage EXTENDED
  bool is_domain = false;
  std::string gist_operator = {};  ///< of a default operator class for gist, which keeps the values apart
  std::string gin_opclass = {};    ///< for gin; `-` for the default one
  bool has_spgist = false;         ///< has a default operator class for spgist
};

/// Those of built-in types.
const std::vector<Kind>& builtin_kinds();
/// REQUIRES: it is the type of one of them.
const Kind& builtin_kind(const std::string& type);
/// Those of the types of an extension, and the built-in ones with its operator classes.
std::vector<Kind> kinds_of_extension(const std::string& extension);
Kind kind_of_enum(const std::string& schema, const std::string& name, const std::vector<std::string>& labels);

/// The expression with this in place of each `@`.
std::string with_column(const std::string& expression, const std::string& column);

}  // namespace pgreconcile::test
