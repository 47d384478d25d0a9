#include "src/yaml/fragments.hpp"

namespace pgreconcile::yaml {

const sql::FragmentResult<sql::Expression>& Fragments::expression(const std::string& text) {
  auto found = expressions_.find(text);
  if (found == expressions_.end()) found = expressions_.emplace(text, sql::parse_expression(text)).first;
  return found->second;
}

const sql::FragmentResult<sql::TypeName>& Fragments::type(const std::string& text, const sql::Identifier& schema) {
  const std::pair key(text, schema);
  auto found = types_.find(key);
  if (found == types_.end()) found = types_.emplace(key, sql::parse_type_name(text, schema)).first;
  return found->second;
}

}  // namespace pgreconcile::yaml
