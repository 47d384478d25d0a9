#pragma once

// Private to introspect.

#include <map>
#include <string>

#include "src/sql/fragment.hpp"

namespace pgreconcile::introspect {

/// Parses the types and expressions that the catalog prints, each distinct text once: ten thousand tables have few.
class CatalogTexts {
 public:
  const sql::FragmentResult<sql::TypeName>& type(const std::string& text);
  const sql::FragmentResult<sql::Expression>& expression(const std::string& text);

 private:
  std::map<std::string, sql::FragmentResult<sql::TypeName>> types_;
  std::map<std::string, sql::FragmentResult<sql::Expression>> expressions_;
};

}  // namespace pgreconcile::introspect
