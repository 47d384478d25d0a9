#include "introspect/row.hpp"

namespace pgreconcile::introspect {

using Json = nlohmann::json;

std::string Row::definition(const std::string& column) const {
  if (!has(column)) throw CatalogMoved();
  return text(column);
}

std::optional<std::string> Row::optional_text(const std::string& column) const {
  if (!has(column)) return std::nullopt;
  return text(column);
}

char Row::letter(const std::string& column) const {
  const auto value = text(column);
  return value.empty() ? ' ' : value.front();
}

std::optional<sql::Identifier> Row::optional_identifier(const std::string& column) const {
  if (!has(column)) return std::nullopt;
  return identifier(column);
}

sql::QualifiedName Row::qualified(const std::string& prefix) const {
  return {identifier(prefix + "_schema"), identifier(prefix + "_name")};
}

std::optional<sql::ObjectName> Row::object_name(const std::string& prefix) const {
  if (!has(prefix + "_name")) return std::nullopt;
  return sql::ObjectName{identifier(prefix + "_schema"), identifier(prefix + "_name")};
}

Json Row::json(const std::string& column) const { return has(column) ? Json::parse(text(column)) : Json::array(); }

std::vector<std::string> Row::strings(const std::string& column) const {
  return json(column).get<std::vector<std::string>>();
}

std::vector<sql::Identifier> Row::identifiers(const std::string& column) const {
  std::vector<sql::Identifier> names;
  for (auto& name : strings(column)) names.emplace_back(std::move(name));
  return names;
}

std::optional<sql::ObjectName> object_name(const Json& object, const std::string& prefix) {
  if (object[prefix].is_null()) return std::nullopt;
  return sql::ObjectName{sql::Identifier(object[prefix + "_schema"].get<std::string>()),
                         sql::Identifier(object[prefix].get<std::string>())};
}

}  // namespace pgreconcile::introspect
