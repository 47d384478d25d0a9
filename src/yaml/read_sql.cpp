// The values that hold SQL; declared in read_value.hpp.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/base/ascii.hpp"
#include "src/sql/bare_columns.hpp"
#include "src/sql/mutable_call.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/scalar_extent.hpp"
#include "src/yaml/system_column.hpp"
#include "src/yaml/type_rules.hpp"

namespace pgreconcile::yaml {
namespace {

// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
struct SerialType {
  std::string_view name;
  std::string_view type;
};
constexpr auto kSerialTypes = std::to_array<SerialType>({{"serial", "integer"},
                                                         {"serial4", "integer"},
                                                         {"bigserial", "bigint"},
                                                         {"serial8", "bigint"},
                                                         {"smallserial", "smallint"},
                                                         {"serial2", "smallint"}});

// YAML ends a block scalar with a line feed that is no part of the SQL.
std::string sql_text(const Scalar& scalar) {
  const auto end = scalar.text.find_last_not_of('\n');
  return scalar.style == ScalarStyle::Block && end != std::string::npos ? scalar.text.substr(0, end + 1) : scalar.text;
}

// `expr: a #>> '{x}'` is `a` and a comment.
bool is_whole(const Field& field, FileContext& file) {
  if (field.value.scalar()->style != ScalarStyle::Plain) return true;
  const auto end = scalar_end(file.source, field.value);
  const auto next = file.source.text().find_first_not_of(" \t", end);
  if (next == std::string::npos || next == end || file.source.at(next) != '#') return true;
  file.problems.add(next, fmt::format("YAML takes what follows the value of \"{}\" for a comment", field.key),
                    "quote the value, or put the comment on a line of its own");
  return false;
}

void refuse_fragment(const Field& field, const sql::FragmentError& error, FileContext& file) {
  const auto offset = place_in_scalar(file.source, field.value, error.offset);
  file.problems.add(offset, fmt::format("key \"{}\": {}", field.key, error.message), error.hint);
}

const SerialType* find_serial(std::string_view type) {
  const auto* found = std::ranges::find(kSerialTypes, lower_case(type), &SerialType::name);
  return found == kSerialTypes.end() ? nullptr : found;
}

// `serial[]`, `serial array` and `serial(4)`.
bool is_changed_serial(std::string_view type) {
  const auto end = type.find_first_of(" [(");
  return end != std::string_view::npos && find_serial(type.substr(0, end)) != nullptr;
}

std::optional<sql::TypeName> parse_type(const Field& field, const std::string& text, FileContext& file) {
  const auto& parsed = file.fragments.type(text, file.default_schema);
  if (const auto* error = std::get_if<sql::FragmentError>(&parsed)) {
    refuse_fragment(field, *error, file);
    return std::nullopt;
  }
  const auto& type = std::get<sql::TypeName>(parsed);
  if (const auto refusal = refuse_modifier(type)) {
    file.problems.add(field.value.offset, fmt::format("type {}: {}", text, *refusal));
    return std::nullopt;
  }
  return type;
}

}  // namespace

std::optional<ColumnType> read_column_type(const Field& field, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  const auto* serial = find_serial(text);
  if (serial == nullptr && is_changed_serial(text)) {
    file.problems.add(field.value.offset, fmt::format("type {}: serial has no arrays and no modifiers", text));
    return std::nullopt;
  }
  auto type = parse_type(field, serial == nullptr ? text : std::string(serial->type), file);
  if (!type) return std::nullopt;
  return ColumnType{*std::move(type), serial == nullptr ? model::Serial::No : model::Serial::Yes};
}

std::optional<sql::TypeName> read_type(const Field& field, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  const auto* serial = find_serial(text);
  if (serial == nullptr && !is_changed_serial(text)) return parse_type(field, text, file);
  file.problems.add(field.value.offset, fmt::format("type {} is for columns alone", text),
                    serial == nullptr ? "" : fmt::format("use {}", serial->type));
  return std::nullopt;
}

std::optional<sql::Expression> read_expression(const Field& field, FileContext& file) {
  if (!is_whole(field, file)) return std::nullopt;
  const auto& parsed = file.fragments.expression(sql_text(*field.value.scalar()));
  if (const auto* expression = std::get_if<sql::Expression>(&parsed)) return *expression;
  refuse_fragment(field, std::get<sql::FragmentError>(parsed), file);
  return std::nullopt;
}

// https://www.postgresql.org/docs/current/xfunc-volatility.html
std::optional<sql::Expression> read_immutable_expression(const Field& field, FileContext& file) {
  auto expression = read_expression(field, file);
  const auto call = expression ? sql::first_mutable_call(*expression) : std::nullopt;
  if (!call) return expression;
  file.problems.add(place_in_scalar(file.source, field.value, call->offset),
                    fmt::format("key \"{}\": {} is not immutable", field.key, call->text),
                    "what stands here may depend on nothing but the row");
  return std::nullopt;
}

std::optional<sql::OperatorName> read_operator(const Field& field, FileContext& file) {
  const auto parsed = sql::parse_operator_name(field.value.scalar()->text);
  if (const auto* name = std::get_if<sql::OperatorName>(&parsed)) return *name;
  refuse_fragment(field, std::get<sql::FragmentError>(parsed), file);
  return std::nullopt;
}

std::vector<Name> columns_in(const Field& field, const sql::Expression& expression, FileContext& file) {
  std::vector<Name> names;
  for (const auto& [name, offset] : sql::bare_columns(expression)) {
    if (!is_system_column(name)) names.push_back({name, place_in_scalar(file.source, field.value, offset)});
  }
  return names;
}

}  // namespace pgreconcile::yaml
