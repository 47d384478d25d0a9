#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::sql {

/// The longest name that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1).
inline constexpr std::size_t kMaxIdentifierBytes = 63;

/// The name of one object, exactly as the catalog holds it: never folded, never quoted.
class Identifier {
 public:
  Identifier() = default;
  /// REQUIRES: the name is not empty, holds no NUL and has at most kMaxIdentifierBytes bytes.
  explicit Identifier(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  /// The name as SQL reads it, in double quotes where SQL needs them.
  std::string quoted() const;

  friend auto operator<=>(const Identifier&, const Identifier&) = default;

 private:
  std::string name_;
};

/// The first characters of UTF-8 text, in at most so many bytes: as PostgreSQL cuts names, never inside a character.
std::string_view clip(std::string_view text, std::size_t bytes);

/// `a, "B"`: names for a column list.
std::string quoted_list(const std::vector<Identifier>& names);

/// A relation, type or other object with the schema that it lives in.
struct QualifiedName {
  Identifier schema;
  Identifier name;

  /// `public."Weird Name"`
  std::string quoted() const { return schema.quoted() + "." + name.quoted(); }

  friend auto operator<=>(const QualifiedName&, const QualifiedName&) = default;
};

/// The name of a collation, operator class or extension member, which SQL finds through the search path where the schema
/// is left out. The catalog's own have theirs always.
struct ObjectName {
  std::optional<Identifier> schema;
  Identifier name;

  std::string quoted() const { return schema ? schema->quoted() + "." + name.quoted() : name.quoted(); }

  friend auto operator<=>(const ObjectName&, const ObjectName&) = default;
};

/// An operator: `&&`, `app.@@@`.
struct OperatorName {
  std::optional<Identifier> schema;
  std::string symbol;

  /// `&&`, or `OPERATOR(app.@@@)`
  std::string sql() const { return schema ? "OPERATOR(" + schema->quoted() + "." + symbol + ")" : symbol; }

  friend auto operator<=>(const OperatorName&, const OperatorName&) = default;
};

/// True for a word that is a keyword, other than an unreserved one, in any PostgreSQL from 13 to 18.
bool is_keyword(std::string_view word);

}  // namespace pgreconcile::sql
