#include "tests/property/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace pgreconcile::test {
namespace {

std::string enclosed(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += c;
    result += c;
  }
  return result + quote;
}

bool is_plain(std::string_view text) {
  // What YAML 1.1 or 1.2 takes for something else than text.
  constexpr std::array<std::string_view, 9> kReserved = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto fits = [&](char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, fits) &&
         std::ranges::find(kReserved, text) == kReserved.end();
}

template <typename Write>
std::string joined(const std::vector<std::string>& items, Write&& write) {
  std::vector<std::string> written;
  std::ranges::transform(items, std::back_inserter(written), write);
  return fmt::format("{}", fmt::join(written, ", "));
}

}  // namespace

std::string sql_name(std::string_view name) { return enclosed(name, '"'); }

std::string short_name(std::string_view name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto fits = [&](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; };
  return !is_digit(name.front()) && std::ranges::all_of(name, fits) ? std::string(name) : sql_name(name);
}

std::string sql_text(std::string_view text) { return enclosed(text, '\''); }

std::string sql_names(const std::vector<std::string>& names) { return joined(names, sql_name); }

std::string yaml_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string yaml_texts(const std::vector<std::string>& texts) { return fmt::format("[{}]", joined(texts, yaml_text)); }

std::string yaml_list(const std::vector<std::string>& items) { return fmt::format("[{}]", fmt::join(items, ", ")); }

std::string yaml_mapping(const YamlKeys& keys) {
  std::vector<std::string> items;
  for (const auto& [key, value] : keys) items.push_back(fmt::format("{}: {}", key, value));
  return fmt::format("{{{}}}", fmt::join(items, ", "));
}

}  // namespace pgreconcile::test
