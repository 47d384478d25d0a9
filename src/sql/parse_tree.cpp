#include "src/sql/parse_tree.hpp"

#include <pg_query.h>

#include <memory>

namespace pgreconcile::sql {
namespace {

// cursorpos counts characters from 1; 0 stands for "unknown".
std::size_t byte_offset(std::string_view text, int cursorpos) {
  std::size_t characters = 0;
  for (std::size_t byte = 0; byte < text.size(); ++byte) {
    const bool starts_character = (static_cast<unsigned char>(text[byte]) & 0xC0U) != 0x80U;
    if (starts_character && static_cast<int>(++characters) >= cursorpos) return byte;
  }
  return text.size();
}

}  // namespace

std::variant<std::vector<ParseTree>, ParseError> parse_statements(std::string_view text) {
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) return ParseError{"a NUL character", nul};
  const std::string terminated(text);
  struct Free {
    void operator()(PgQueryParseResult* result) const { pg_query_free_parse_result(*result); }
  };
  PgQueryParseResult result = pg_query_parse(terminated.c_str());
  const std::unique_ptr<PgQueryParseResult, Free> owner(&result);
  if (result.error != nullptr) {
    return ParseError{result.error->message, byte_offset(text, result.error->cursorpos)};
  }
  std::vector<ParseTree> statements;
  auto tree = ParseTree::parse(result.parse_tree);
  for (auto& statement : tree["stmts"]) statements.push_back(std::move(statement["stmt"]));
  return statements;
}

bool is_node(const ParseTree& tree) {
  return tree.is_object() && tree.size() == 1 && std::isupper(static_cast<unsigned char>(tree.begin().key()[0])) != 0 &&
         tree.begin().value().is_object();
}

const std::string& node_name(const ParseTree& tree) { return tree.begin().key(); }

const ParseTree& node_fields(const ParseTree& tree) { return tree.begin().value(); }

std::vector<std::string> string_list(const ParseTree& list) {
  std::vector<std::string> strings;
  for (const auto& item : list) {
    const bool is_string = is_node(item) && node_name(item) == "String";
    strings.push_back(is_string ? node_fields(item).value("sval", "") : std::string());
  }
  return strings;
}

}  // namespace pgreconcile::sql
