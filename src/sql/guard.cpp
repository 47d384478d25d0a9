#include "src/sql/guard.hpp"

#include <fmt/format.h>

#include "src/sql/literal.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kType = " AND contype = '";
constexpr std::string_view kThen = "')\n  THEN\n    ";
constexpr std::string_view kEnd = ";\n  END IF;\nEND\n";

// The tag must not occur in the body, or the body would end there.
std::string dollar_tag(std::string_view body) {
  std::string tag = "$ddl$";
  for (int number = 1; body.find(tag) != std::string_view::npos; ++number) tag = fmt::format("$ddl{}$", number);
  return tag;
}

// Where the statement starts. The names before it may hold anything, but in a literal every quote is doubled: the first
// `contype = 'f')` is the guard's own.
std::size_t find_statement(std::string_view block) {
  for (auto type = block.find(kType); type != std::string_view::npos; type = block.find(kType, type + 1)) {
    const auto then = type + kType.size() + 1;
    if (then < block.size() && block.substr(then).starts_with(kThen)) return then + kThen.size();
  }
  return std::string_view::npos;
}

}  // namespace

std::string with_guard(const ConstraintGuard& guard, std::string_view statement) {
  const auto body = fmt::format(
      "BEGIN\n"
      "  IF NOT EXISTS (\n"
      "    SELECT FROM pg_catalog.pg_constraint\n"
      "     WHERE conrelid = {}::pg_catalog.regclass AND conname = {}{}{}{}{}{}",
      quote_literal(guard.table.quoted()), quote_literal(guard.constraint.name()), kType, static_cast<char>(guard.type),
      kThen, statement, kEnd);
  const auto tag = dollar_tag(body);
  return fmt::format("DO {}\n{}{}", tag, body, tag);
}

std::optional<std::string> without_guard(std::string_view block) {
  if (!block.starts_with("DO $ddl")) return std::nullopt;
  const auto start = find_statement(block);
  const auto end = block.rfind(kEnd);
  if (start == std::string_view::npos || end == std::string_view::npos || start > end) return std::nullopt;
  return std::string(block.substr(start, end - start));
}

}  // namespace pgreconcile::sql
