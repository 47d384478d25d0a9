#include "src/sql/do_block.hpp"

#include <fmt/format.h>

namespace pgreconcile::sql {
namespace {

// The tag must not occur in the body, or the body would end there.
std::string dollar_tag(std::string_view body) {
  std::string tag = "$ddl$";
  for (int number = 1; body.find(tag) != std::string_view::npos; ++number) tag = fmt::format("$ddl{}$", number);
  return tag;
}

}  // namespace

std::string do_block(std::string_view body) {
  const auto tag = dollar_tag(body);
  return fmt::format("DO {}\n{}{}", tag, body, tag);
}

}  // namespace pgreconcile::sql
