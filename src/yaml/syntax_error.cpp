#include "src/yaml/syntax_error.hpp"

#include <yaml-cpp/exceptions.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "src/yaml/scalar_extent.hpp"

namespace pgreconcile::yaml {
namespace {

struct Explanation {
  std::string_view said;
  std::string_view message;
  std::string_view hint;
};

const auto kExplanations = std::to_array<Explanation>({
    {YAML::ErrorMsg::MAP_VALUE, "a colon is not expected here",
     "quote text that holds \": \", and check the indentation"},
    {YAML::ErrorMsg::MAP_KEY, "a key is not expected here", "check the indentation"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "a list item is not expected here", "check the indentation"},
    {YAML::ErrorMsg::END_OF_MAP, "this does not continue the mapping above",
     "check the indentation, or quote the text"},
    {YAML::ErrorMsg::END_OF_SEQ, "this does not continue the list above", "check the indentation, or quote the text"},
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "a comma or a closing } is expected here", ""},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a comma or a closing ] is expected here", ""},
    {YAML::ErrorMsg::FLOW_END, "this bracket closes nothing", ""},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "plain text cannot start with this character", "quote the text"},
});

bool is_unclosed_quote(const SyntaxError& error) {
  return error.message == YAML::ErrorMsg::DOC_IN_SCALAR || error.message == YAML::ErrorMsg::EOF_IN_SCALAR;
}

// From `offset`, a place where a value ends or none has begun: the first quote that is not closed on its line.
std::optional<std::size_t> find_unclosed_quote(const Source& source, std::size_t offset) {
  bool value_may_start = true;
  for (; offset < source.text().size(); ++offset) {
    const char c = source.at(offset);
    const bool ends_word = source.at(offset + 1) == ' ' || source.at(offset + 1) == '\n';
    if (value_may_start && (c == '"' || c == '\'')) {
      const auto end = quoted_end(source, offset);
      if (!end) return offset;
      offset = *end - 1;
      value_may_start = false;
    } else if (c == '#' && (offset == 0 || source.at(offset - 1) == ' ' || source.at(offset - 1) == '\n')) {
      offset = source.line_end(offset);
      value_may_start = true;
    } else if (c == '\n' || c == ',' || c == '[' || c == '{' || ((c == ':' || c == '-' || c == '?') && ends_word)) {
      value_may_start = true;
    } else if (c != ' ') {
      value_may_start = false;
    }
  }
  return std::nullopt;
}

// `type: text[]` within braces: YAML takes the bracket for the start of a list.
bool is_split_at_bracket(const Source& source, const SyntaxError& error) {
  const auto* scalar = error.last_scalar.scalar();
  return source.at(error.offset) == '[' && scalar->style == ScalarStyle::Plain && !scalar->text.empty() &&
         scalar_end(source, error.last_scalar) == error.offset;
}

void report_split_at_bracket(const Source& source, const SyntaxError& error, Problems& problems) {
  const auto& text = source.text();
  const auto end = text.find_first_not_of("[]0123456789", error.offset);
  const auto whole = text.substr(error.last_scalar.offset, std::min(end, text.size()) - error.last_scalar.offset);
  problems.add(error.last_scalar.offset, fmt::format("YAML splits {} at the bracket", whole),
               fmt::format("quote it: \"{}\"", whole));
}

// `default: 'x'::text`
bool is_after_quoted(const Source& source, const SyntaxError& error) {
  return error.last_scalar.scalar()->style == ScalarStyle::Quoted &&
         scalar_end(source, error.last_scalar) == error.offset;
}

std::string hint_after_quoted(const Source& source, const SyntaxError& error) {
  const auto next = static_cast<unsigned char>(source.at(error.offset));
  const bool is_apostrophe = source.at(error.last_scalar.offset) == '\'' && std::isalpha(next) != 0;
  if (is_apostrophe) return "write a single quote within single quotes twice, or use double quotes";
  return fmt::format("wrap the whole value in double quotes, or use {{literal: {}}}", error.last_scalar.scalar()->text);
}

// `{check: a #>> '{x}'}`: YAML takes the rest of the line, and the bracket that closes, for a comment. Where it starts.
std::optional<std::size_t> comment_after_value(const Source& source, const SyntaxError& error) {
  const bool lacks_bracket =
      error.message == YAML::ErrorMsg::END_OF_MAP_FLOW || error.message == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  if (!lacks_bracket || error.last_scalar.scalar()->style != ScalarStyle::Plain) return std::nullopt;
  const auto end = scalar_end(source, error.last_scalar);
  const auto next = source.text().find_first_not_of(' ', end);
  return next != std::string::npos && next > end && source.at(next) == '#' ? std::optional(next) : std::nullopt;
}

// The parser says nothing of the alias but that it knows no such anchor.
bool is_alias(const Source& source, const SyntaxError& error) {
  return source.at(error.offset) == '*' && error.message.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR);
}

void report_by_message(const SyntaxError& error, Problems& problems) {
  const auto* found = std::ranges::find(kExplanations, error.message, &Explanation::said);
  if (found == kExplanations.end()) {
    problems.add(error.offset, "not valid YAML: " + error.message);
  } else {
    problems.add(error.offset, std::string(found->message), std::string(found->hint));
  }
}

}  // namespace

void report_syntax_error(const Source& source, const SyntaxError& error, Problems& problems) {
  if (is_unclosed_quote(error)) {
    const auto quote = find_unclosed_quote(source, scalar_end(source, error.last_scalar));
    problems.add(quote.value_or(error.offset), "the quote that opens here is not closed on its line",
                 "close it, or write text over several lines after |");
  } else if (is_alias(source, error)) {
    const auto end = std::min(source.text().find_first_of(" \n,]}", error.offset), source.text().size());
    const auto alias = source.text().substr(error.offset, end - error.offset);
    problems.add(error.offset, fmt::format("alias {} is not allowed", alias), "write the value out");
  } else if (const auto comment = comment_after_value(source, error)) {
    problems.add(*comment, "YAML takes the rest of the line for a comment",
                 "quote the value, or put the comment on a line of its own");
  } else if (is_split_at_bracket(source, error)) {
    report_split_at_bracket(source, error, problems);
  } else if (is_after_quoted(source, error)) {
    problems.add(error.offset, "text follows the closing quote", hint_after_quoted(source, error));
  } else {
    report_by_message(error, problems);
  }
}

}  // namespace pgreconcile::yaml
