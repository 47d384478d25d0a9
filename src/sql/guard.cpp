#include "src/sql/guard.hpp"

#include <fmt/format.h>

#include "src/sql/literal.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kThen = "  THEN\n    ";
constexpr std::string_view kEnd = ";\n  END IF;\nEND\n";

// The tag must not occur in the body, or the body would end there.
std::string dollar_tag(std::string_view body) {
  std::string tag = "$ddl$";
  for (int number = 1; body.find(tag) != std::string_view::npos; ++number) tag = fmt::format("$ddl{}$", number);
  return tag;
}

}  // namespace

std::string with_guard(const ConstraintGuard& guard, std::string_view statement) {
  const auto body = fmt::format(
      "BEGIN\n"
      "  IF NOT EXISTS (\n"
      "    SELECT FROM pg_catalog.pg_constraint\n"
      "     WHERE conrelid = {}::pg_catalog.regclass AND conname = {} AND contype = '{}')\n"
      "{}{}{}",
      quote_literal(guard.table.quoted()), quote_literal(guard.constraint.name()), static_cast<char>(guard.type), kThen,
      statement, kEnd);
  const auto tag = dollar_tag(body);
  return fmt::format("DO {}\n{}{}", tag, body, tag);
}

std::optional<std::string> without_guard(std::string_view block) {
  if (!block.starts_with("DO $ddl")) return std::nullopt;
  const auto then = block.find(kThen);
  const auto end = block.rfind(kEnd);
  if (then == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
  const auto start = then + kThen.size();
  if (start > end) return std::nullopt;
  return std::string(block.substr(start, end - start));
}

}  // namespace pgreconcile::sql
