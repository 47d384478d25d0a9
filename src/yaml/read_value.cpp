#include "src/yaml/read_value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "src/base/ascii.hpp"
#include "src/base/suggestion.hpp"
#include "src/yaml/retyped_scalar.hpp"

namespace pgreconcile::yaml {
namespace {

// https://yaml.org/spec/1.2.2/#1032-tag-resolution: the digits that all readers take for the same number.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool has_leading_zero = text.size() > 1 && text.front() == '0';
  return !text.empty() && !has_leading_zero && text.find_first_not_of("0123456789") == std::string_view::npos;
}

struct LiteralDraft {
  std::optional<std::string> text;
};

constexpr auto kLiteralKeys = std::to_array<Key<LiteralDraft>>({
    {"literal",
     Presence::Required,
     {ValueKind::Text},
     store<&LiteralDraft::text, read_text>,
     {"Text that is quoted as an SQL literal.", "'text'"}},
});

// `fillfactor`, or `toast.autovacuum_enabled`.
bool is_parameter_name(std::string_view name) {
  if (name.starts_with("toast.")) name.remove_prefix(std::string_view("toast.").size());
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_0123456789";
  return !name.empty() && name.find_first_not_of(kLetters) == std::string_view::npos;
}

std::optional<std::string> read_parameter(const Entry& entry, FileContext& file) {
  if (!is_parameter_name(entry.name())) {
    file.problems.add(entry.key.offset, fmt::format("{} is not the name of a storage parameter", entry.name()));
    return std::nullopt;
  }
  if (entry.value.scalar() == nullptr || entry.value.left_out()) {
    refuse_kind(fmt::format("storage parameter \"{}\"", entry.name()), "a word or a number", entry.value, file);
    return std::nullopt;
  }
  const auto& scalar = *entry.value.scalar();
  const auto type = scalar.style == ScalarStyle::Plain ? retyped_as(scalar.text) : "";
  const bool is_typed_alike = type == "a number" || scalar.text == "true" || scalar.text == "false";
  if (!is_typed_alike && !is_text_everywhere("value", entry.value, file)) return std::nullopt;
  if (scalar.text.find('\0') == std::string::npos) return scalar.text;
  file.problems.add(entry.value.offset, "a storage parameter must not hold a NUL character");
  return std::nullopt;
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

std::optional<Integer> read_integer(const Field& field, FileContext& file) {
  const auto& scalar = *field.value.scalar();
  Integer integer{0, field.value.offset};
  const bool is_plain = scalar.style == ScalarStyle::Plain;
  if (!is_plain || !is_decimal(scalar.text)) {
    const auto quote = is_plain ? "" : "\"";
    file.problems.add(field.value.offset,
                      fmt::format("key \"{0}\" must be a whole number, not {2}{1}{2}", field.key, scalar.text, quote),
                      "write decimal digits alone, without quotes");
    return std::nullopt;
  }
  const auto* end = scalar.text.data() + scalar.text.size();
  if (std::from_chars(scalar.text.data(), end, integer.value).ec == std::errc()) return integer;
  using Limits = std::numeric_limits<std::int64_t>;
  file.problems.add(field.value.offset, fmt::format("key \"{}\" must be between {} and {}, not {}", field.key,
                                                    Limits::min(), Limits::max(), scalar.text));
  return std::nullopt;
}

bool is_text_everywhere(std::string_view kind, const Node& scalar, FileContext& file) {
  if (scalar.scalar()->style != ScalarStyle::Plain) return true;
  const auto& text = scalar.scalar()->text;
  const auto type = retyped_as(text);
  if (type.empty()) return true;
  file.problems.add(scalar.offset, fmt::format("the {} {} is {} to YAML readers", kind, text, type),
                    fmt::format("quote it: \"{}\"", text));
  return false;
}

std::optional<std::string> read_text(const Field& field, FileContext& file) {
  const auto& scalar = *field.value.scalar();
  const bool is_plain = scalar.style == ScalarStyle::Plain;
  if (is_plain && retyped_as(scalar.text) == "null") {
    is_text_everywhere(field.key, field.value, file);
  } else if (scalar.text.find('\0') != std::string::npos) {
    file.problems.add(field.value.offset, fmt::format("a {} must not hold a NUL character", field.key));
  } else {
    return scalar.text;
  }
  return std::nullopt;
}

std::optional<std::string> read_comment(const Field& field, FileContext& file) {
  auto comment = read_text(field, file);
  if (!comment || !comment->empty()) return comment;
  file.problems.add(field.value.offset, "the comment is empty", "remove the key");
  return std::nullopt;
}

std::optional<std::string> read_literal(const std::string& subject, const Node& node, FileContext& file) {
  LiteralDraft draft;
  read_object(subject, node, kLiteralKeys, draft, file);
  return std::move(draft.text);
}

model::StorageParameters read_parameters(const Field& field, FileContext& file) {
  model::StorageParameters parameters;
  for (const auto& entry : *field.value.mapping()) {
    if (auto value = read_parameter(entry, file)) parameters.push_back({entry.name(), *std::move(value)});
  }
  return parameters;
}

std::optional<std::size_t> read_word(const Field& field, std::span<const std::string_view> words, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  const auto found = std::ranges::find(words, text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const auto meant = nearest(lower_case(text), {words.begin(), words.end()});
  const auto expected =
      words.size() == 1 ? fmt::format("{},", words.front()) : fmt::format("one of: {};", fmt::join(words, ", "));
  file.problems.add(field.value.offset, fmt::format("key \"{}\" must be {} not {}", field.key, expected, text),
                    did_you_mean(meant));
  return std::nullopt;
}

ObjectFormat literal_format() { return format_of("literal", kLiteralKeys); }

}  // namespace pgreconcile::yaml
