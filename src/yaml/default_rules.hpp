#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgreconcile::yaml {

/// Why a default is refused although PostgreSQL might accept it: it is most probably not what was meant.
struct DefaultRefusal {
  std::string message;
  std::string hint;
};

/// A column's default as the file has it.
struct DefaultText {
  std::string_view text;
  /// The column's type as sql::TypeName::canonical(); empty if it is not known.
  std::string_view type;
};

/// For `default: text`, which is SQL.
std::optional<DefaultRefusal> refuse_sql_default(const DefaultText& value);

/// For `default: {literal: text}`.
std::optional<DefaultRefusal> refuse_literal_default(const DefaultText& value);

}  // namespace pgreconcile::yaml
