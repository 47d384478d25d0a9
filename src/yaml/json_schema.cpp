#include "src/yaml/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "src/sql/identifier.hpp"
#include "src/yaml/object_format.hpp"

namespace pgreconcile::yaml {
namespace {

// Keeps the order of the tables of keys.
using Json = nlohmann::ordered_json;

Json one_of_types(std::initializer_list<const char*> types) { return {{"type", Json(types)}}; }

Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json mapping_to(Json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }

Json either(Json first, Json second) { return {{"anyOf", Json::array({std::move(first), std::move(second)})}}; }

// A blank would have to be escaped in a reference.
std::string definition_name(std::string_view object) {
  std::string name(object);
  std::ranges::replace(name, ' ', '_');
  return name;
}

Json object_ref(const Shape& shape) { return {{"$ref", "#/$defs/" + definition_name(shape.object)}}; }

Json text() { return {{"type", "string"}, {"minLength", 1}}; }

// A limit in characters is wider than PostgreSQL's in bytes, and so never wrong.
Json name() { return {{"type", "string"}, {"minLength", 1}, {"maxLength", sql::kMaxIdentifierBytes}}; }

// A plain scalar is text to the loader, whatever YAML makes of it.
Json any_scalar() { return one_of_types({"string", "number", "boolean"}); }

Json choice(const Shape& shape) {
  auto words = Json::array();
  for (const auto word : shape.words) words.push_back(std::string(word));
  return {{"enum", std::move(words)}};
}

Json value_schema(const Shape& shape) {
  switch (shape.kind) {
    case ValueKind::Version:
      return {{"const", 1}};
    case ValueKind::Boolean:
      return {{"type", "boolean"}};
    case ValueKind::Integer:
      return {{"type", "integer"}};
    case ValueKind::Name:
      return name();
    case ValueKind::RelationName:
    case ValueKind::ObjectName:
    case ValueKind::ColumnName:
    case ValueKind::Operator:
    case ValueKind::Type:
      return text();
    case ValueKind::Names:
      return list_of(name());
    case ValueKind::Texts:
      return list_of({{"type", "string"}});
    case ValueKind::BoundValues:
      return list_of(either(one_of_types({"string", "number", "boolean", "null"}), object_ref(shape)));
    case ValueKind::Text:
    case ValueKind::Sql:
      return any_scalar();
    case ValueKind::SqlOrLiteral:
      return either(any_scalar(), object_ref(shape));
    case ValueKind::Choice:
      return choice(shape);
    case ValueKind::ChoiceOrObject:
      return either(choice(shape), object_ref(shape));
    case ValueKind::Object:
      return object_ref(shape);
    case ValueKind::Objects:
      return list_of(object_ref(shape));
    case ValueKind::NamesOrObject:
      return either(list_of(name()), object_ref(shape));
    case ValueKind::NamesAndObjects:
      return list_of(either(name(), object_ref(shape)));
    case ValueKind::NamedObjects:
      return mapping_to(object_ref(shape));
    case ValueKind::NamedTexts:
      return mapping_to(list_of({{"type", "string"}}));
    case ValueKind::NamedChoicesOrObjects:
      return mapping_to(either(choice(shape), object_ref(shape)));
    case ValueKind::Parameters:
      return mapping_to(any_scalar());
  }
  return {};
}

// What an editor shows beside the key.
std::string description(const KeyDoc& doc) {
  std::string text(doc.meaning);
  if (!doc.ddl.empty()) text += fmt::format(" DDL: {}.", doc.ddl);
  if (!doc.otherwise.empty()) text += fmt::format(" Default: {}.", doc.otherwise);
  if (doc.since > kOldestServer) text += fmt::format(" Since PostgreSQL {}.", doc.since);
  return text;
}

Json object_schema(const ObjectFormat& object) {
  auto properties = Json::object();
  auto required = Json::array();
  for (const auto& key : object.keys) {
    auto property = value_schema(key.shape);
    property["description"] = description(key.doc);
    properties[std::string(key.name)] = std::move(property);
    if (key.presence == Presence::Required) required.push_back(std::string(key.name));
  }
  Json schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

}  // namespace

std::string json_schema() {
  const auto& formats = object_formats();
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "pgreconcile schema file"}};
  schema.update(object_schema(formats.front()));
  auto definitions = Json::object();
  for (std::size_t at = 1; at < formats.size(); ++at) {
    definitions[definition_name(formats[at].name)] = object_schema(formats[at]);
  }
  schema["$defs"] = std::move(definitions);
  return schema.dump(2) + "\n";
}

}  // namespace pgreconcile::yaml
