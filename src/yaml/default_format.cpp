#include "src/yaml/default_format.hpp"

#include <fmt/format.h>

#include "src/yaml/default_rules.hpp"
#include "src/yaml/read_value.hpp"

namespace pgreconcile::yaml {
namespace {

// Says whether the default may pass.
bool passes(const std::optional<DefaultRefusal>& refusal, std::size_t offset, FileContext& file) {
  if (refusal) file.problems.add(offset, refusal->message, refusal->hint);
  return !refusal;
}

// https://www.postgresql.org/docs/current/sql-createtable.html, DEFAULT
std::optional<sql::Expression> read_sql_default(const Field& field, FileContext& file) {
  auto expression = read_expression(field, file);
  if (!expression) return std::nullopt;
  const auto columns = columns_in(field, *expression, file);
  if (columns.empty()) return expression;
  file.problems.add(columns.front().offset,
                    fmt::format("a default cannot name the column \"{}\"", columns.front().identifier.name()));
  return std::nullopt;
}

}  // namespace

std::optional<sql::Expression> read_default(const Field& field, const std::optional<sql::TypeName>& type,
                                            FileContext& file) {
  const std::string canonical = type ? type->canonical() : "";
  if (const auto* scalar = field.value.scalar()) {
    const bool may_pass = passes(refuse_sql_default({scalar->text, canonical}), field.value.offset, file);
    return may_pass ? read_sql_default(field, file) : std::nullopt;
  }
  const auto literal = read_literal("the default", field.value, file);
  if (!literal) return std::nullopt;
  const auto offset = offset_of_value(field.value, "literal");
  if (!passes(refuse_literal_default({*literal, canonical}), offset, file)) return std::nullopt;
  return sql::literal_expression(*literal);
}

}  // namespace pgreconcile::yaml
