#include "src/yaml/value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/yaml/retyped_scalar.hpp"
#include "src/yaml/suggestion.hpp"

namespace pgreconcile::yaml {
namespace {

// Whether other YAML readers take the scalar for what it is: a name.
bool is_text_everywhere(const Node& node, FileContext& file) {
  const auto& scalar = *node.scalar();
  if (scalar.style != ScalarStyle::Plain) return true;
  const auto type = retyped_as(scalar.text);
  if (type.empty()) return true;
  file.problems.add(node.offset, fmt::format("the name {} is {} to YAML readers", scalar.text, type),
                    fmt::format("quote it: \"{}\"", scalar.text));
  return false;
}

std::optional<sql::Identifier> checked_identifier(const std::string& text, std::size_t offset, FileContext& file) {
  if (text.empty()) {
    file.problems.add(offset, "a name must not be empty");
  } else if (text.find('\0') != std::string::npos) {
    file.problems.add(offset, "a name must not hold a NUL character");
  } else if (text.size() > sql::kMaxIdentifierBytes) {
    file.problems.add(offset, fmt::format("name \"{}\" has {} bytes", text, text.size()),
                      fmt::format("PostgreSQL cuts names off after {}", sql::kMaxIdentifierBytes));
  } else {
    return sql::Identifier(text);
  }
  return std::nullopt;
}

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

// The parts of a name that is quoted as in SQL, or nothing.
std::optional<std::vector<std::string>> split_name(std::string_view text) {
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

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

std::optional<bool> read_boolean(const Field& field, FileContext& file) {
  const auto& scalar = *field.value.scalar();
  const bool is_plain = scalar.style == ScalarStyle::Plain;
  if (is_plain && scalar.text == "true") return true;
  if (is_plain && scalar.text == "false") return false;
  file.problems.add(field.value.offset, fmt::format("key \"{}\" must be true or false, not {}{}{}", field.key,
                                                    is_plain ? "" : "\"", scalar.text, is_plain ? "" : "\""));
  return std::nullopt;
}

std::optional<sql::Identifier> read_name(const Field& field, FileContext& file) {
  if (!is_text_everywhere(field.value, file)) return std::nullopt;
  return checked_identifier(field.value.scalar()->text, field.value.offset, file);
}

std::vector<Name> read_names(const Field& field, FileContext& file) {
  std::vector<Name> names;
  for (const auto& item : *field.value.sequence()) {
    const Field element{field.key, item};
    if (item.scalar() == nullptr || item.left_out()) {
      refuse_kind(fmt::format("each item of \"{}\"", field.key), "a name", item, file);
    } else if (auto name = read_name(element, file)) {
      names.push_back({*std::move(name), item.offset});
    }
  }
  return names;
}

std::vector<sql::Identifier> identifiers(const std::vector<Name>& names) {
  std::vector<sql::Identifier> identifiers;
  for (const auto& name : names) identifiers.push_back(name.identifier);
  return identifiers;
}

std::optional<sql::QualifiedName> read_relation_name(const Node& scalar, FileContext& file) {
  if (!is_text_everywhere(scalar, file)) return std::nullopt;
  const auto& text = scalar.scalar()->text;
  const auto parts = split_name(text);
  if (!parts || parts->size() > 2) {
    file.problems.add(scalar.offset, fmt::format("{} is not a name or schema.name", text),
                      "put a name with odd characters in double quotes, as in SQL, within single quotes: '\"a.b\"'");
    return std::nullopt;
  }
  const auto name = checked_identifier(parts->back(), scalar.offset, file);
  if (parts->size() == 1 || !name)
    return name ? std::optional(sql::QualifiedName{file.default_schema, *name}) : std::nullopt;
  const auto schema = checked_identifier(parts->front(), scalar.offset, file);
  return schema ? std::optional(sql::QualifiedName{*schema, *name}) : std::nullopt;
}

std::optional<std::size_t> read_word(const Field& field, std::span<const std::string_view> words, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  const auto found = std::ranges::find(words, text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const auto meant = nearest(lower_case(text), {words.begin(), words.end()});
  file.problems.add(field.value.offset,
                    fmt::format("key \"{}\" must be one of: {}; not {}", field.key, fmt::join(words, ", "), text),
                    meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant));
  return std::nullopt;
}

}  // namespace pgreconcile::yaml
