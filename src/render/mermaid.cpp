#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "src/base/ascii.hpp"
#include "src/base/utf8.hpp"
#include "src/render/graph.hpp"

namespace pgreconcile::render {
namespace {

// Words that erDiagram's lexer takes for something else, in any case.
constexpr auto kKeywords = std::to_array<std::string_view>(
    {"acctitle", "accdescr",   "class", "classdef", "direction", "end",   "erdiagram", "fk", "many", "one",
     "only",     "optionally", "pk",    "style",    "subgraph",  "title", "to",        "u",  "uk",   "zero"});

bool is_keyword(std::string_view word) { return std::ranges::find(kKeywords, lower_case(word)) != kKeywords.end(); }

// The only words that are taken for something else among attributes.
bool is_key(std::string_view word) {
  return lower_case(word) == "pk" || lower_case(word) == "fk" || lower_case(word) == "uk";
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_word_character(char c) { return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// A word that the lexer takes as it is, whatever else stands around it.
bool is_plain(std::string_view word) {
  return !word.empty() && is_letter(word.front()) && std::ranges::all_of(word, is_word_character) && !is_keyword(word);
}

// The lexer takes any line that says `direction LR` for that statement, quotes or not.
bool ends_with_direction(std::string_view text) {
  constexpr std::string_view kDirection = "direction";
  const auto word = text.substr(text.size() - std::min(text.size(), kDirection.size()));
  return lower_case(word) == kDirection;
}

// Text between quotes: what could end it, or be read as markdown or HTML, is written by its number.
std::string text(std::string_view value) {
  constexpr std::string_view kHarmless = " .,()[]!?'=/";
  std::string result;
  for (const char c : value) {
    const bool is_harmless = !is_ascii(c) || is_word_character(c) || kHarmless.find(c) != std::string_view::npos;
    if (is_harmless && !(c == ' ' && ends_with_direction(result))) {
      result += c;
    } else {
      result += fmt::format("#{};", static_cast<int>(c));
    }
  }
  return result;
}

// The bytes of UTF-8 that begin blanks and control characters beyond ASCII: U+0080 to U+00BF, U+2000 to U+207F, U+3000.
bool begins_blank(std::string_view rest) {
  return rest.starts_with("\xC2") || rest.starts_with("\xE2\x80") || rest.starts_with("\xE2\x81") ||
         rest.starts_with("\xE3\x80\x80");
}

// The nearest word that the grammar takes for a type or name of an attribute: it has no quotes for them.
// `extra_characters` are taken beside letters, digits and what is beyond ASCII.
std::string attribute_word(std::string_view value, std::string_view extra_characters) {
  std::string word;
  while (!value.empty()) {
    const auto character = first_character(value);
    const char c = character.front();
    const bool is_taken = is_ascii(c) ? is_word_character(c) || extra_characters.find(c) != std::string_view::npos
                                      : !begins_blank(character);
    word += is_taken ? character : "_";
    value.remove_prefix(character.size());
  }
  if (is_ascii(word.front()) && !is_letter(word.front())) word.insert(0, "_");
  return is_key(word) ? word + "_" : word;
}

// `numeric(10,6)` is `numeric` here, and whole in the comment: a comma is not taken by every mermaid.
std::string type_word(std::string_view type) {
  std::string shortened(type);
  const auto open = shortened.find('(');
  const auto close = shortened.find(')');
  const bool has_list = open != std::string::npos && close != std::string::npos && shortened.find(',') < close;
  if (has_list && open > 0 && open < close) shortened.erase(open, close - open + 1);
  return attribute_word(shortened, "()[]");
}

std::string spaces_as_underscores(std::string value) {
  std::ranges::replace(value, ' ', '_');
  return value;
}

// What the words cannot say.
std::string comment_of(const DiagramColumn& column, const std::string& type, const std::string& name) {
  std::vector<std::string> parts;
  if (column.mark != Mark::None) parts.push_back(fmt::format("{} {}", symbol(column.mark), to_string(column.mark)));
  if (!column.detail.empty()) parts.push_back(column.detail);
  if (name != column.name) parts.push_back("named " + column.name);
  if (type != spaces_as_underscores(column.type)) parts.push_back(column.type);
  if (column.nullable) parts.emplace_back("null");
  return text(fmt::format("{}", fmt::join(parts, ", ")));
}

std::string attribute(const DiagramColumn& column) {
  const auto type = type_word(column.type);
  const auto name = attribute_word(column.name, "");
  std::vector<std::string> keys;
  for (const auto key : column.keys) keys.push_back(to_string(key));
  auto line = fmt::format("        {} {}", type, name);
  if (!keys.empty()) line += fmt::format(" {}", fmt::join(keys, ", "));
  const auto comment = comment_of(column, type, name);
  if (!comment.empty()) line += fmt::format(" \"{}\"", comment);
  return line + "\n";
}

// A name with a dash: no table that is written by its own name has one.
std::string entity_id(const Diagram& diagram, std::size_t position) {
  const auto& title = diagram.tables[position].title;
  return is_plain(title) ? title : fmt::format("table-{}", position + 1);
}

// What is shown in place of the id; empty where the id says it all.
std::string alias(const DiagramTable& table) {
  auto shown = text(table.title);
  if (table.mark != Mark::None) shown = text(symbol(table.mark)) + " " + shown;
  if (!table.note.empty()) shown += fmt::format(" {}", text("(" + table.note + ")"));
  return shown == table.title && is_plain(table.title) ? "" : fmt::format("[\"{}\"]", shown);
}

std::string entity(const Diagram& diagram, std::size_t position) {
  const auto& table = diagram.tables[position];
  auto head = "    " + entity_id(diagram, position) + alias(table);
  if (table.mark != Mark::None) head += ":::" + to_string(table.mark);
  if (table.columns.empty()) return head + "\n";
  std::string lines = head + " {\n";
  for (const auto& column : table.columns) lines += attribute(column);
  return lines + "    }\n";
}

std::string_view left_end(Cardinality parents) {
  switch (parents) {
    case Cardinality::ZeroOrOne:
      return "|o";
    case Cardinality::ExactlyOne:
      return "||";
    case Cardinality::ZeroOrMore:
      return "}o";
  }
  return {};
}

std::string_view right_end(Cardinality children) {
  switch (children) {
    case Cardinality::ZeroOrOne:
      return "o|";
    case Cardinality::ExactlyOne:
      return "||";
    case Cardinality::ZeroOrMore:
      return "o{";
  }
  return {};
}

// A missing foreign key is a dashed line.
std::string relation_line(const Diagram& diagram, const DiagramRelation& relation) {
  auto label = text(relation.name);
  if (relation.mark != Mark::None) label = text(symbol(relation.mark)) + " " + label;
  return fmt::format("    {} {}{}{} {} : \"{}\"\n", entity_id(diagram, relation.parent), left_end(relation.parents),
                     relation.mark == Mark::Missing ? ".." : "--", right_end(relation.children),
                     entity_id(diagram, relation.child), label);
}

constexpr auto kClasses =
    "    classDef missing stroke:#1a7f37,stroke-width:3px,stroke-dasharray:6 4\n"
    "    classDef differs stroke:#cf222e,stroke-width:3px\n"
    "    classDef extra stroke:#8c959f,stroke-width:3px\n"
    "    classDef unknown stroke:#9a6700,stroke-width:3px\n";

}  // namespace

std::string mermaid(const Diagram& diagram) {
  std::string lines;
  if (diagram.is_compared) lines += fmt::format("---\ntitle: \"{}\"\n---\n", kLegend);
  lines += "erDiagram\n";
  for (std::size_t at = 0; at < diagram.tables.size(); ++at) lines += entity(diagram, at);
  for (const auto& relation : diagram.relations) lines += relation_line(diagram, relation);
  return diagram.is_compared ? lines + kClasses : lines;
}

}  // namespace pgreconcile::render
