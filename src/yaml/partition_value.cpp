#include "src/yaml/object_values.hpp"
#include "src/yaml/partition_format.hpp"

namespace pgreconcile::yaml {
namespace {

std::string_view spelling(model::BoundKeyword keyword) {
  switch (keyword) {
    case model::BoundKeyword::MinValue:
      return "minvalue";
    case model::BoundKeyword::MaxValue:
      return "maxvalue";
    case model::BoundKeyword::Null:
      return "null";
  }
  return {};
}

Value element_value(const model::PartitionKeyElement& element) {
  const auto* column = std::get_if<sql::Identifier>(&element.key);
  if (column != nullptr && !element.opclass && !element.collation) return {column->name()};
  Object object;
  if (column != nullptr) object.add_name("column", *column);
  if (const auto* expression = std::get_if<sql::Expression>(&element.key)) object.add_sql("expr", *expression);
  if (element.collation) object.add("collation", {dotted_collation(*element.collation)});
  if (element.opclass) object.add("opclass", {dotted(*element.opclass)});
  return std::move(object).value();
}

Value constant_value(const std::string& text) { return bound_keyword(text) ? Value{Literal{text}} : Value{text}; }

Value values(const std::vector<model::BoundValue>& bound) {
  Items items;
  for (const auto& value : bound) {
    const auto* keyword = std::get_if<model::BoundKeyword>(&value);
    items.push_back(keyword != nullptr ? Value{Word{std::string(spelling(*keyword))}}
                                       : constant_value(std::get<std::string>(value)));
  }
  return {std::move(items)};
}

struct BoundWriter {
  Value operator()(const model::DefaultBound& /*bound*/) const { return {"default"}; }
  Value operator()(const model::RangeBound& bound) const {
    Object object;
    object.add("from", values(bound.from)).add("to", values(bound.to));
    return std::move(object).value();
  }
  Value operator()(const model::ListBound& bound) const {
    Object object;
    object.add("in", values(bound.values));
    return std::move(object).value();
  }
  Value operator()(const model::HashBound& bound) const {
    Object object;
    object.add("modulus", {Word{std::to_string(bound.modulus)}});
    object.add("remainder", {Word{std::to_string(bound.remainder)}});
    return std::move(object).value();
  }
};

}  // namespace

Value partition_key_value(const model::PartitionKey& key) {
  Items elements;
  for (const auto& element : key.elements) elements.push_back(element_value(element));
  Object object;
  object.add(strategy_name(key.strategy), {std::move(elements)});
  return std::move(object).value();
}

Value bound_value(const model::PartitionBound& bound) { return std::visit(BoundWriter{}, bound); }

}  // namespace pgreconcile::yaml
