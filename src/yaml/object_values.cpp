#include "src/yaml/object_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>

#include "src/sql/readable_expression.hpp"
#include "src/yaml/default_rules.hpp"
#include "src/yaml/dotted_name.hpp"

namespace pgreconcile::yaml {
namespace {

// What format_type() says at length and people do not.
struct ShortName {
  std::string_view prefix;
  std::string_view suffix;
  std::string_view name;
};
constexpr auto kShortNames = std::to_array<ShortName>({{"character varying", "", "varchar"},
                                                       {"character(", "", "char("},
                                                       {"bit varying", "", "varbit"},
                                                       {"timestamp", " with time zone", "timestamptz"},
                                                       {"timestamp", " without time zone", "timestamp"},
                                                       {"time", " with time zone", "timetz"},
                                                       {"time", " without time zone", "time"}});

// `timestamp(3) with time zone[]` → `timestamptz(3)[]`
std::optional<std::string> short_spelling(std::string_view canonical, const ShortName& rule) {
  const auto suffix = canonical.find(rule.suffix);
  if (!canonical.starts_with(rule.prefix) || suffix == std::string_view::npos) return std::nullopt;
  if (rule.suffix.empty()) return fmt::format("{}{}", rule.name, canonical.substr(rule.prefix.size()));
  return fmt::format("{}{}{}", rule.name, canonical.substr(rule.prefix.size(), suffix - rule.prefix.size()),
                     canonical.substr(suffix + rule.suffix.size()));
}

std::vector<std::string> shorter_spellings(const std::string& canonical, const sql::Identifier& default_schema) {
  std::vector<std::string> spellings;
  const auto schema = default_schema.quoted() + ".";
  if (canonical.starts_with(schema)) spellings.push_back(canonical.substr(schema.size()));
  for (const auto& rule : kShortNames) {
    if (auto spelling = short_spelling(canonical, rule)) spellings.push_back(*std::move(spelling));
  }
  return spellings;
}

bool is_integer(const std::string& text) {
  static const std::regex kInteger("0|-?[1-9][0-9]{0,17}");
  constexpr std::size_t kLongest = 19;
  return text.size() <= kLongest && std::regex_match(text, kInteger);
}

Value number_or_text(const std::string& text) { return is_integer(text) ? Value{Word{text}} : Value{text}; }

}  // namespace

Object& Object::add(std::string_view key, Value value) {
  members_.push_back({std::string(key), std::move(value)});
  return *this;
}

Object& Object::add_name(std::string_view key, const std::optional<sql::Identifier>& name) {
  return name ? add(key, {name->name()}) : *this;
}

Object& Object::add_names(std::string_view key, const std::vector<sql::Identifier>& names) {
  Items items;
  for (const auto& name : names) items.push_back({name.name()});
  return items.empty() ? *this : add(key, {std::move(items)});
}

Object& Object::add_sql(std::string_view key, const std::optional<sql::Expression>& expression) {
  return expression ? add(key, sql_value(*expression)) : *this;
}

Object& Object::add_text(std::string_view key, const std::optional<std::string>& text) {
  return text ? add(key, {*text}) : *this;
}

Object& Object::add_true_if(bool condition, std::string_view key) {
  return condition ? add(key, {Word{"true"}}) : *this;
}

Object& Object::add_lines(std::string_view key, Items items) {
  return items.empty() ? *this : add(key, {std::move(items), Layout::Block});
}

std::string dotted(const sql::QualifiedName& name, const sql::Identifier& default_schema) {
  const auto bare = quoted_part(name.name);
  return name.schema == default_schema ? bare : quoted_part(name.schema) + "." + bare;
}

std::string dotted(const sql::ObjectName& name) {
  const auto bare = quoted_part(name.name);
  return !name.schema || name.schema->name() == "pg_catalog" ? bare : quoted_part(*name.schema) + "." + bare;
}

std::string dotted_collation(const sql::ObjectName& name) {
  const auto text = dotted(name);
  return reads_like_locale(text) ? quoted_always(*name.schema) + "." + quoted_part(name.name) : text;
}

std::string type_spelling(const sql::TypeName& type, const sql::Identifier& default_schema) {
  for (const auto& spelling : shorter_spellings(type.canonical(), default_schema)) {
    const auto parsed = sql::parse_type_name(spelling, default_schema);
    const auto* same = std::get_if<sql::TypeName>(&parsed);
    if (same != nullptr && *same == type) return spelling;
  }
  return type.canonical();
}

Value sql_value(const sql::Expression& expression) {
  const auto& text = expression.text();
  return text == "true" || text == "false" ? Value{Word{text}} : number_or_text(text);
}

Value default_value(const sql::Expression& expression, const sql::TypeName& type) {
  const auto literal = sql::sole_string_literal(expression, type.canonical());
  if (literal && !refuse_literal_default({*literal, type.canonical()})) return {Literal{*literal}};
  // The rules look for what people mistake; between parentheses it is meant.
  if (refuse_sql_default({expression.text(), type.canonical()})) return {"(" + expression.text() + ")"};
  return sql_value(expression);
}

void add_storage_parameters(Object& object, const model::StorageParameters& parameters) {
  if (parameters.empty()) return;
  Object values;
  for (const auto& [name, value] : parameters) values.add(name, number_or_text(value));
  object.add("with", std::move(values).value());
}

}  // namespace pgreconcile::yaml
