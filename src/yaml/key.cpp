#include "src/yaml/key.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/yaml/suggestion.hpp"

namespace pgreconcile::yaml {
namespace {

// Spellings that other tools use, and what to write for them.
struct Habit {
  std::string_view said;
  std::string_view meant;
  std::string_view hint;
};

constexpr auto kHabits = std::to_array<Habit>({
    {"not_null", "nullable", "use \"nullable: false\""},
    {"null", "nullable", "use \"nullable\""},
    {"required", "nullable", "use \"nullable: false\""},
    {"pk", "primary_key", "use \"primary_key: true\""},
    {"expression", "expr", "use \"expr\""},
    {"constraints", "checks", "use \"checks\", \"unique\" or \"foreign_keys\""},
});

bool is_scalar_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::Version:
    case ValueKind::Boolean:
    case ValueKind::Name:
    case ValueKind::RelationName:
    case ValueKind::Type:
    case ValueKind::Text:
    case ValueKind::Sql:
    case ValueKind::SqlOrLiteral:
    case ValueKind::Choice:
      return true;
    case ValueKind::Names:
    case ValueKind::Object:
    case ValueKind::Objects:
    case ValueKind::NamesOrObject:
    case ValueKind::NamesAndObjects:
    case ValueKind::NamedObjects:
    case ValueKind::Unsupported:
      return false;
  }
  return false;
}

bool is_sequence_kind(ValueKind kind) {
  return kind == ValueKind::Names || kind == ValueKind::Objects || kind == ValueKind::NamesOrObject ||
         kind == ValueKind::NamesAndObjects;
}

bool is_mapping_kind(ValueKind kind) {
  return kind == ValueKind::Object || kind == ValueKind::NamedObjects || kind == ValueKind::NamesOrObject ||
         kind == ValueKind::SqlOrLiteral;
}

bool may_be_block(ValueKind kind) {
  return kind == ValueKind::Sql || kind == ValueKind::SqlOrLiteral || kind == ValueKind::Text;
}

std::string expected(const Shape& shape) {
  switch (shape.kind) {
    case ValueKind::Version:
      return "the number 1";
    case ValueKind::Boolean:
      return "true or false";
    case ValueKind::Name:
    case ValueKind::RelationName:
      return "a name";
    case ValueKind::Names:
      return "a list of names";
    case ValueKind::Type:
      return "a type";
    case ValueKind::Text:
      return "text";
    case ValueKind::Sql:
      return "an SQL expression";
    case ValueKind::SqlOrLiteral:
      return "an SQL expression or {literal: text}";
    case ValueKind::Choice:
      return fmt::format("one of: {}", fmt::join(shape.words, ", "));
    case ValueKind::Object:
    case ValueKind::NamedObjects:
      return "a mapping";
    case ValueKind::Objects:
    case ValueKind::NamesAndObjects:
      return "a list";
    case ValueKind::NamesOrObject:
      return "a list of names or a mapping";
    case ValueKind::Unsupported:
      return "";
  }
  return "";
}

std::string_view kind_of(const Node& node) {
  if (node.mapping() != nullptr) return "a mapping";
  return node.sequence() != nullptr ? "a list" : "text";
}

}  // namespace

std::string describe(std::string_view kind, const Node& node) {
  const auto* mapping = node.mapping();
  const auto* name = mapping == nullptr ? nullptr : find_entry(*mapping, "name");
  if (name == nullptr || name->value.scalar() == nullptr || name->value.left_out()) return std::string(kind);
  return fmt::format("{} \"{}\"", kind, name->value.scalar()->text);
}

void refuse_kind(const std::string& subject, std::string_view expected, const Node& node, FileContext& file) {
  if (node.left_out()) {
    file.problems.add(node.offset, fmt::format("{} is empty", subject), fmt::format("it must be {}", expected));
  } else {
    file.problems.add(node.offset, fmt::format("{} must be {}, not {}", subject, expected, kind_of(node)));
  }
}

bool has_shape(const Field& field, const Shape& shape, FileContext& file) {
  const auto* scalar = field.value.scalar();
  const bool fits = scalar != nullptr                   ? is_scalar_kind(shape.kind) && !field.value.left_out()
                    : field.value.sequence() != nullptr ? is_sequence_kind(shape.kind)
                                                        : is_mapping_kind(shape.kind);
  if (!fits) {
    refuse_kind(fmt::format("key \"{}\"", field.key), expected(shape), field.value, file);
  } else if (scalar != nullptr && scalar->style == ScalarStyle::Block && !may_be_block(shape.kind)) {
    file.problems.add(field.value.offset, fmt::format("the value of \"{}\" must stand on the key's line", field.key));
    return false;
  }
  return fits;
}

std::string_view refuse_unknown_key(const Entry& entry, const std::vector<std::string_view>& known, FileContext& file) {
  const auto message = fmt::format("unknown key \"{}\"", entry.name());
  for (const auto& habit : kHabits) {
    if (habit.said != entry.name() || std::ranges::find(known, habit.meant) == known.end()) continue;
    file.problems.add(entry.key.offset, message, std::string(habit.hint));
    return habit.meant;
  }
  const auto meant = nearest(entry.name(), known);
  file.problems.add(entry.key.offset, message, meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant));
  return meant;
}

void refuse_missing_key(const std::string& subject, std::string_view key, const Node& node, FileContext& file) {
  file.problems.add(node.offset, fmt::format("{} has no \"{}\"", subject, key),
                    key == "version" ? "add \"version: 1\"" : "");
}

const Entry* find_entry(const Mapping& mapping, std::string_view key) {
  const auto found = std::ranges::find(mapping, key, &Entry::name);
  return found == mapping.end() ? nullptr : &*found;
}

}  // namespace pgreconcile::yaml
