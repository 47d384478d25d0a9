#pragma once

// Private to introspect.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"

namespace pgreconcile::introspect {

/// Parses the types and expressions that the catalog prints, each distinct text once: ten thousand tables have few.
class CatalogTexts {
 public:
  /// What format_type() printed. Throws CatalogMoved for a type that is gone.
  const sql::TypeName& type(const std::string& text);
  /// What the parser does not know, a newer server's syntax, goes to `unmodelled`, after the keyword.
  std::optional<sql::Expression> expression(const std::string& text, std::string_view keyword,
                                            model::Unmodelled& unmodelled);

 private:
  std::map<std::string, sql::FragmentResult<sql::TypeName>> types_;
  std::map<std::string, sql::FragmentResult<sql::Expression>> expressions_;
};

}  // namespace pgreconcile::introspect
