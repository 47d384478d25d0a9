// The values that hold SQL; declared in value.hpp.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/yaml/scalar_extent.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {
namespace {

constexpr auto kSerialTypes =
    std::to_array<std::string_view>({"serial", "serial4", "bigserial", "serial8", "smallserial", "serial2"});

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

bool is_serial(std::string_view type) {
  const auto equal_lower = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::ranges::any_of(kSerialTypes,
                             [&](std::string_view name) { return std::ranges::equal(type, name, equal_lower); });
}

}  // namespace

std::optional<sql::TypeName> read_type(const Field& field, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  if (is_serial(text)) {
    file.problems.add(field.value.offset, fmt::format("type \"{}\" is not supported yet", text));
    return std::nullopt;
  }
  const auto& parsed = file.fragments.type(text, file.default_schema);
  if (const auto* type = std::get_if<sql::TypeName>(&parsed)) return *type;
  refuse_fragment(field, std::get<sql::FragmentError>(parsed), file);
  return std::nullopt;
}

std::optional<sql::Expression> read_expression(const Field& field, FileContext& file) {
  if (!is_whole(field, file)) return std::nullopt;
  const auto& parsed = file.fragments.expression(sql_text(*field.value.scalar()));
  if (const auto* expression = std::get_if<sql::Expression>(&parsed)) return *expression;
  refuse_fragment(field, std::get<sql::FragmentError>(parsed), file);
  return std::nullopt;
}

}  // namespace pgreconcile::yaml
