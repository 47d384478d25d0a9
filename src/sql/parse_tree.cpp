#include "src/sql/parse_tree.hpp"

#include <fmt/format.h>
#include <pg_query.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "src/base/utf8.hpp"

namespace pgreconcile::sql {
namespace {

// cursorpos counts characters from 1; 0 stands for "unknown".
std::size_t byte_offset(std::string_view text, int cursorpos) {
  return cursorpos > 0 ? character_offset(text, static_cast<std::size_t>(cursorpos) - 1) : 0;
}

// Far deeper than what people write, and shallow enough for every recursive walk over a tree.
constexpr int kMaxDepth = 2000;

bool is_too_deep(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (in_string && json[at] == '\\')
      ++at;
    else if (json[at] == '"')
      in_string = !in_string;
    else if (!in_string && (json[at] == '{' || json[at] == '[') && ++depth > kMaxDepth)
      return true;
    else if (!in_string && (json[at] == '}' || json[at] == ']'))
      --depth;
  }
  return false;
}

// libpg_query 15 leaves negative integers out of its JSON, as if they were 0: reads them from the text, and returns
// false where a comment stands between the sign and the digits.
bool restore_negative_integers(ParseTree& tree, std::string_view text) {
  if (is_node(tree) && node_name(tree) == "A_Const") {
    auto& fields = tree.begin().value();
    const auto sign = fields.value("location", text.size());
    if (!fields.contains("ival") || !fields["ival"].empty() || sign >= text.size() || text[sign] != '-') return true;
    const auto digits = text.find_first_of("0123456789", sign);
    if (digits == std::string_view::npos) return false;
    if (text.substr(sign, digits - sign).find_first_not_of("-( \t\r\n\f\v") != std::string_view::npos) return false;
    if (text.substr(sign, digits - sign).find("--") != std::string_view::npos) return false;
    int magnitude = 0;
    std::from_chars(text.data() + digits, text.data() + text.size(), magnitude);
    if (magnitude != 0) fields["ival"]["ival"] = -magnitude;
    return true;
  }
  const auto restore = [&](ParseTree& child) { return restore_negative_integers(child, text); };
  return !tree.is_structured() || std::all_of(tree.begin(), tree.end(), restore);
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
  if (is_too_deep(result.parse_tree)) return ParseError{"nested too deeply", 0};
  std::vector<ParseTree> statements;
  auto tree = ParseTree::parse(result.parse_tree);
  if (!restore_negative_integers(tree, text)) return ParseError{"a comment stands in a negative number", 0};
  for (auto& statement : tree["stmts"]) statements.push_back(std::move(statement["stmt"]));
  return statements;
}

std::optional<ParseTree> parse_one_statement(std::string_view text, std::string_view node) {
  const auto parsed = parse_statements(text);
  const auto* statements = std::get_if<std::vector<ParseTree>>(&parsed);
  if (statements == nullptr || statements->size() != 1 || node_name(statements->front()) != node) return std::nullopt;
  return node_fields(statements->front());
}

std::optional<ParseTree> value_tree(std::string_view expression) {
  auto parsed = parse_statements(fmt::format("{}{})", kValuePrefix, expression));
  auto* statements = std::get_if<std::vector<ParseTree>>(&parsed);
  if (statements == nullptr || statements->size() != 1) return std::nullopt;
  const auto& select = node_fields(statements->front());
  if (!select.contains("targetList") || select["targetList"].size() != 1) return std::nullopt;
  return node_fields(select["targetList"].front())["val"];
}

std::optional<std::string> deparse_value(std::string_view expression) {
  constexpr std::string_view kSelect = "SELECT ";
  const auto statement = fmt::format("{}{}", kSelect, expression);
  struct Free {
    void operator()(PgQueryProtobufParseResult* result) const { pg_query_free_protobuf_parse_result(*result); }
    void operator()(PgQueryDeparseResult* result) const { pg_query_free_deparse_result(*result); }
  };
  auto parsed = pg_query_parse_protobuf(statement.c_str());
  const std::unique_ptr<PgQueryProtobufParseResult, Free> parsed_owner(&parsed);
  if (parsed.error != nullptr) return std::nullopt;
  auto deparsed = pg_query_deparse_protobuf(parsed.parse_tree);
  const std::unique_ptr<PgQueryDeparseResult, Free> deparsed_owner(&deparsed);
  if (deparsed.error != nullptr || deparsed.query == nullptr) return std::nullopt;
  const std::string_view text(deparsed.query);
  return text.starts_with(kSelect) ? std::optional<std::string>(text.substr(kSelect.size())) : std::nullopt;
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
