#include "src/yaml/document.hpp"

#include <algorithm>
#include <optional>

#include "src/base/utf8.hpp"
#include "src/yaml/scalar_spelling.hpp"

namespace pgreconcile::yaml {
namespace {

constexpr std::size_t kIndent = 2;

bool is_scalar(const Value& value) {
  return !std::holds_alternative<Items>(value.content) && !std::holds_alternative<Members>(value.content);
}

bool is_flat(const Value& value) {
  const auto* items = std::get_if<Items>(&value.content);
  return is_scalar(value) ||
         (items != nullptr && value.layout == Layout::Compact && std::ranges::all_of(*items, is_scalar));
}

bool is_flat_mapping(const Value& value) {
  const auto* members = std::get_if<Members>(&value.content);
  return members != nullptr && value.layout == Layout::Compact &&
         std::ranges::all_of(*members, is_flat, &Member::value);
}

// What may stand on one line. Nothing at all has no other form.
bool is_compact(const Value& value) {
  if (const auto* items = std::get_if<Items>(&value.content)) {
    const auto fits_in = [](const Value& item) { return is_scalar(item) || is_flat_mapping(item); };
    return items->empty() || (value.layout == Layout::Compact && std::ranges::all_of(*items, fits_in));
  }
  if (const auto* members = std::get_if<Members>(&value.content)) return members->empty() || is_flat_mapping(value);
  return true;
}

std::string flow(const Value& value);

std::string flow(const Items& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + flow(item);
  return "[" + text + "]";
}

std::string flow(const Members& members) {
  std::string text;
  for (const auto& [key, value] : members) {
    text += (text.empty() ? "" : ", ") + scalar_spelling(key, Place::Flow) + ": " + flow(value);
  }
  return "{" + text + "}";
}

std::string flow(const std::string& text) { return scalar_spelling(text, Place::Flow); }
std::string flow(const Word& word) { return word.text; }
std::string flow(const Literal& literal) { return "{literal: " + flow(literal.text) + "}"; }

std::string flow(const Value& value) {
  return std::visit([](const auto& content) { return flow(content); }, value.content);
}

// The value on the line that it follows, or nothing where it needs lines of its own. Text never does.
std::optional<std::string> on_line(const Value& value, std::size_t characters_before) {
  if (const auto* text = std::get_if<std::string>(&value.content)) return scalar_spelling(*text, Place::Block);
  if (!is_compact(value)) return std::nullopt;
  auto text = flow(value);
  const bool must_fit = !is_scalar(value) && text != "{}" && text != "[]";
  if (must_fit && characters_before + character_count(text) > kLineCharacters) return std::nullopt;
  return text;
}

void write(const Items& items, std::size_t indent, std::string& out);

// `first` is what stands before the first key instead of the indentation.
void write(const Members& members, std::size_t indent, const std::string& first, std::string& out) {
  auto before = first;
  for (const auto& [key, value] : members) {
    const auto start = before + scalar_spelling(key, Place::Block) + ":";
    before.assign(indent, ' ');
    if (const auto text = on_line(value, character_count(start) + 1)) {
      out += start + " " + *text + "\n";
      continue;
    }
    out += start + "\n";
    const auto inner = indent + kIndent;
    if (const auto* items = std::get_if<Items>(&value.content)) write(*items, inner, out);
    if (const auto* inside = std::get_if<Members>(&value.content)) write(*inside, inner, std::string(inner, ' '), out);
  }
}

void write(const Items& items, std::size_t indent, std::string& out) {
  const auto start = std::string(indent, ' ') + "- ";
  for (const auto& item : items) {
    if (const auto text = on_line(item, start.size())) {
      out += start + *text + "\n";
    } else if (const auto* members = std::get_if<Members>(&item.content)) {
      write(*members, indent + kIndent, start, out);
    }
  }
}

}  // namespace

std::string to_text(const Members& document) {
  std::string text;
  write(document, 0, "", text);
  return text;
}

}  // namespace pgreconcile::yaml
