#pragma once

#include <map>
#include <string>

#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::yaml {

/// Parses the SQL of one file, each text once: files repeat their types and defaults, and the parser is slow.
class Fragments {
 public:
  const sql::FragmentResult<sql::Expression>& expression(const std::string& text);
  const sql::FragmentResult<sql::TypeName>& type(const std::string& text, const sql::Identifier& schema);

 private:
  std::map<std::string, sql::FragmentResult<sql::Expression>> expressions_;
  std::map<std::pair<std::string, sql::Identifier>, sql::FragmentResult<sql::TypeName>> types_;
};

}  // namespace pgreconcile::yaml
