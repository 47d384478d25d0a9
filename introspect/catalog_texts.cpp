#include "introspect/catalog_texts.hpp"

namespace pgreconcile::introspect {

const sql::FragmentResult<sql::TypeName>& CatalogTexts::type(const std::string& text) {
  const auto known = types_.find(text);
  if (known != types_.end()) return known->second;
  // Under the search_path that the catalog is read with, a name without a schema is a built-in one.
  return types_.emplace(text, sql::parse_type_name(text, sql::Identifier("pg_catalog"))).first->second;
}

const sql::FragmentResult<sql::Expression>& CatalogTexts::expression(const std::string& text) {
  const auto known = expressions_.find(text);
  if (known != expressions_.end()) return known->second;
  return expressions_.emplace(text, sql::catalog_expression(text)).first->second;
}

}  // namespace pgreconcile::introspect
