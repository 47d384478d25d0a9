#include "src/yaml/dotted_name.hpp"

#include <algorithm>
#include <regex>

namespace pgreconcile::yaml {
namespace {

bool is_word_character(char c) {
  const bool ascii_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return ascii_word || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// One part of a dotted name; what it takes is removed from the front of `rest`. Nothing where the quoting is wrong.
std::optional<std::string> take_part(std::string_view& rest) {
  std::string part;
  if (!rest.starts_with('"')) {
    const auto end = std::ranges::find_if_not(rest, is_word_character) - rest.begin();
    part = rest.substr(0, static_cast<std::size_t>(end));
    rest.remove_prefix(part.size());
    return part;
  }
  for (std::size_t i = 1; i < rest.size(); ++i) {
    const bool doubled = rest[i] == '"' && i + 1 < rest.size() && rest[i + 1] == '"';
    if (rest[i] == '"' && !doubled) {
      rest.remove_prefix(i + 1);
      return part;
    }
    part += rest[i];
    if (doubled) ++i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<std::string>> split_dotted(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    auto part = take_part(text);
    if (!part) return std::nullopt;
    parts.push_back(*std::move(part));
    if (text.empty()) return parts;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
}

bool reads_like_locale(std::string_view text) {
  static const std::regex kLocale(R"([a-z]{2,3}_[A-Z]{2}\.[A-Za-z0-9-]+)");
  return text.size() <= sql::kMaxIdentifierBytes && std::regex_match(text.begin(), text.end(), kLocale);
}

std::string quoted_part(const sql::Identifier& name) {
  return std::ranges::all_of(name.name(), is_word_character) ? name.name() : quoted_always(name);
}

std::string quoted_always(const sql::Identifier& name) {
  std::string quoted = "\"";
  for (const char c : name.name()) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace pgreconcile::yaml
