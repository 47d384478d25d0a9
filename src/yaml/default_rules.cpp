#include "src/yaml/default_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>

#include "src/base/ascii.hpp"
#include "src/yaml/scalar_spelling.hpp"

namespace pgreconcile::yaml {
namespace {

// Words that are a whole SQL expression.
constexpr auto kStandAlone = std::to_array<std::string_view>(
    {"true", "false", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
     "current_timestamp", "current_user", "localtime", "localtimestamp", "session_user", "system_user", "user"});

constexpr auto kBooleanWords = std::to_array<std::string_view>({"y", "n", "t", "f", "yes", "no", "on", "off"});

// Input of the date and time types that PostgreSQL replaces by the moment at which it reads it.
// https://www.postgresql.org/docs/current/datatype-datetime.html, "Special Values"
struct Moment {
  std::string_view word;
  std::string_view sql;
};
constexpr auto kMoments = std::to_array<Moment>(
    {{"now", "now()"}, {"today", "current_date"}, {"tomorrow", "current_date + 1"}, {"yesterday", "current_date - 1"}});

// Longer text is none of the shapes that are looked for, and the patterns recurse.
constexpr std::size_t kLongestShape = 200;

bool matches(std::string_view text, const std::regex& pattern) {
  return text.size() <= kLongestShape && std::regex_match(text.begin(), text.end(), pattern);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

bool is_date_or_time(std::string_view type) { return type.starts_with("date") || type.starts_with("time"); }

bool is_textual(std::string_view type) {
  return type.starts_with("text") || type.starts_with("character") || type == "name" || type == "\"char\"" ||
         type.ends_with("citext");
}

template <typename Words>
bool contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string literal(std::string_view text) {
  return fmt::format("{{literal: {}}}", scalar_spelling(text, Place::Flow));
}

const Moment* find_moment(std::string_view content, std::string_view type) {
  if (!is_date_or_time(type)) return nullptr;
  const auto* found = std::ranges::find(kMoments, lower_case(trimmed(content)), &Moment::word);
  return found == kMoments.end() ? nullptr : found;
}

std::optional<DefaultRefusal> refuse_bare_word(const DefaultText& value, const std::string& word) {
  static const std::regex kBareWord(R"([a-z_][a-z0-9_$]*)");
  if (word == "null" || word == "~") return DefaultRefusal{"a default of null is the same as none", "remove the key"};
  if (!matches(word, kBareWord) || contains(kStandAlone, word)) return std::nullopt;
  if (value.type == "boolean" && contains(kBooleanWords, word)) {
    return DefaultRefusal{fmt::format("default {} is not a boolean in SQL", value.text), "write true or false"};
  }
  const auto* moment = find_moment(word, value.type);
  return DefaultRefusal{fmt::format("default {} is a bare word", value.text),
                        moment != nullptr ? fmt::format("write {}", moment->sql)
                                          : fmt::format("write {} for the text, or {}() for a function's value",
                                                        literal(value.text), value.text)};
}

// YAML, SQL and people read these in different ways.
std::optional<DefaultRefusal> refuse_number_or_date(std::string_view text) {
  static const std::regex kDateOrTime(R"(\d{4}-\d{1,2}-\d{1,2}([tT ].*)?|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)");
  static const std::regex kLeadingZero(R"([-+]?0\d[\d_]*(\.\d*)?)");
  static const std::regex kRadixOrGroups(R"([-+]?(0[xXoObB][0-9a-fA-F_]+|\d[\d_]*_[\d_]*(\.[\d_]*)?))");
  if (matches(text, kDateOrTime)) {
    return DefaultRefusal{fmt::format("default {} is not a date or time in SQL", text),
                          fmt::format("write {}, or \"'{}'\" in SQL", literal(text), text)};
  }
  if (matches(text, kLeadingZero)) {
    return DefaultRefusal{fmt::format("default {} has a leading zero", text),
                          fmt::format("write {} for the text, or the number without the zero", literal(text))};
  }
  if (matches(text, kRadixOrGroups)) {
    return DefaultRefusal{fmt::format("default {} is not a plain decimal number", text),
                          fmt::format("write {} for the text, or the number in digits alone", literal(text))};
  }
  return std::nullopt;
}

std::optional<DefaultRefusal> refuse_moment(std::string_view shown, std::string_view content, std::string_view type) {
  const auto* moment = find_moment(content, type);
  if (moment == nullptr) return std::nullopt;
  return DefaultRefusal{fmt::format("default {} keeps the moment of the column's creation for ever", shown),
                        fmt::format("write {}", moment->sql)};
}

// `default: '{}'`, where YAML has taken the quotes that were meant for SQL.
std::optional<DefaultRefusal> refuse_json_or_array(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return std::nullopt;
  return DefaultRefusal{fmt::format("default {} is not SQL", text),
                        fmt::format("write {} for the text", literal(text))};
}

// The content of an expression that is nothing but a literal, with or without a cast of it to a date or time type:
// 'now', 'now'::timestamp, timestamp 'now'. A cast by way of text is evaluated each time, and passes.
std::optional<std::string> sole_literal(std::string_view text) {
  static const std::regex kLiteral(R"((?:(?:date|time)[a-z ]*)?'([^']*)'(?:\s*::\s*(?:date|time)[a-z0-9() ]*)?)",
                                   std::regex::icase);
  std::match_results<std::string_view::const_iterator> match;
  if (text.size() > kLongestShape || !std::regex_match(text.begin(), text.end(), match, kLiteral)) return std::nullopt;
  return match[1].str();
}

}  // namespace

std::optional<DefaultRefusal> refuse_sql_default(const DefaultText& value) {
  const auto word = lower_case(trimmed(value.text));
  if (word.empty()) {
    return DefaultRefusal{"the default is empty", "write {literal: \"\"} for the empty text, or remove the key"};
  }
  if (auto refusal = refuse_bare_word(value, word)) return refusal;
  if (auto refusal = refuse_json_or_array(trimmed(value.text))) return refusal;
  if (auto refusal = refuse_number_or_date(trimmed(value.text))) return refusal;
  if (const auto content = sole_literal(word)) return refuse_moment(value.text, *content, value.type);
  return std::nullopt;
}

std::optional<DefaultRefusal> refuse_literal_default(const DefaultText& value) {
  static const std::regex kCall(R"([a-z_][a-z0-9_$.]*\s*\(.*\))", std::regex::icase);
  if (!value.type.empty() && !is_textual(value.type) && matches(value.text, kCall)) {
    return DefaultRefusal{
        fmt::format("the literal {} is text, not a call", value.text),
        fmt::format("write default: {0} for the function's value, or default: \"'{0}'\" for the text", value.text)};
  }
  return refuse_moment(literal(value.text), value.text, value.type);
}

}  // namespace pgreconcile::yaml
