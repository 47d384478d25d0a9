#include "src/yaml/key.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/base/suggestion.hpp"

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
    {"primary", "primary_key", "use \"primary_key: true\""},
    {"auto_increment", "identity", "use \"identity: always\""},
    {"autoincrement", "identity", "use \"identity: always\""},
    {"default_value", "default", "use \"default\""},
    {"length", "identity", "it stands with the type: varchar(40)"},
    {"index", "identity", "list the column under \"indexes\" of its table"},
    {"on_delete", "references", "it stands under \"references\""},
    {"on_update", "references", "it stands under \"references\""},
    {"expression", "expr", "use \"expr\""},
    {"nulls_not_distinct", "include", "the columns of a primary key are never null; remove the key"},
    {"not_valid", "valid", "use \"valid: false\""},
    {"collate", "collation", "use \"collation\""},
    {"operator_class", "opclass", "use \"opclass\""},
    {"using", "method", "use \"method\""},
    {"minvalue", "min", "use \"min\""},
    {"maxvalue", "max", "use \"max\""},
    {"constraints", "checks", "use \"checks\", \"unique\" or \"foreign_keys\""},
});

// What YAML may have where a kind of value is wanted.
struct Form {
  std::string_view expected;
  bool scalar = false;
  bool sequence = false;
  bool mapping = false;
  bool block = false;  ///< text after | or >
};

constexpr Form scalar(std::string_view expected) { return {.expected = expected, .scalar = true}; }
constexpr Form text(std::string_view expected) { return {.expected = expected, .scalar = true, .block = true}; }
constexpr Form list(std::string_view expected) { return {.expected = expected, .sequence = true}; }
constexpr Form mapping() { return {.expected = "a mapping", .mapping = true}; }

Form form_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::Version:
      return scalar("the number 1");
    case ValueKind::Boolean:
      return scalar("true or false");
    case ValueKind::Integer:
      return scalar("a whole number");
    case ValueKind::Name:
    case ValueKind::RelationName:
    case ValueKind::ObjectName:
      return scalar("a name");
    case ValueKind::ColumnName:
      return scalar("table.column");
    case ValueKind::Operator:
      return scalar("an operator");
    case ValueKind::Type:
      return scalar("a type");
    case ValueKind::Choice:
      return scalar("");
    case ValueKind::Text:
      return text("text");
    case ValueKind::Sql:
      return text("an SQL expression");
    case ValueKind::SqlOrLiteral:
      return {.expected = "an SQL expression or {literal: text}", .scalar = true, .mapping = true, .block = true};
    case ValueKind::ChoiceOrObject:
      return {.expected = " or a mapping", .scalar = true, .mapping = true};
    case ValueKind::Names:
      return list("a list of names");
    case ValueKind::Texts:
    case ValueKind::BoundValues:
    case ValueKind::Objects:
    case ValueKind::NamesAndObjects:
      return list("a list");
    case ValueKind::NamesOrObject:
      return {.expected = "a list of names or a mapping", .sequence = true, .mapping = true};
    case ValueKind::Object:
    case ValueKind::NamedObjects:
    case ValueKind::NamedTexts:
    case ValueKind::NamedChoicesOrObjects:
    case ValueKind::Parameters:
      return mapping();
  }
  return {};
}

std::string expected(const Shape& shape) {
  const bool is_choice = shape.kind == ValueKind::Choice || shape.kind == ValueKind::ChoiceOrObject;
  const auto words = is_choice ? fmt::format("one of ({})", fmt::join(shape.words, ", ")) : std::string();
  return words + std::string(form_of(shape.kind).expected);
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

void refuse_kind(const std::string& subject, std::string_view expected, const Node& node, FileContext& file,
                 const std::string& hint) {
  if (node.left_out()) {
    file.problems.add(node.offset, fmt::format("{} is empty", subject), fmt::format("it must be {}", expected));
  } else {
    file.problems.add(node.offset, fmt::format("{} must be {}, not {}", subject, expected, kind_of(node)), hint);
  }
}

void refuse_no_mapping(const std::string& subject, const std::vector<std::string_view>& required, const Node& node,
                       FileContext& file) {
  const auto example = fmt::format("{}", fmt::join(required, ": …, "));
  refuse_kind(subject, "a mapping", node, file, example.empty() ? "" : fmt::format("write {{{}: …}}", example));
}

bool has_shape(const Field& field, const Shape& shape, FileContext& file) {
  const auto* scalar = field.value.scalar();
  const auto form = form_of(shape.kind);
  const bool fits = scalar != nullptr                   ? form.scalar && !field.value.left_out()
                    : field.value.sequence() != nullptr ? form.sequence
                                                        : form.mapping;
  if (!fits) {
    refuse_kind(fmt::format("key \"{}\"", field.key), expected(shape), field.value, file);
  } else if (scalar != nullptr && scalar->style == ScalarStyle::Block && !form.block) {
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
  file.problems.add(entry.key.offset, message, did_you_mean(meant));
  return meant;
}

void refuse_missing_key(const std::string& subject, std::string_view key, const Node& node, FileContext& file) {
  const auto* hint = key == "version" ? "add \"version: 1\"" : key == "tables" ? "add \"tables: {}\"" : "";
  file.problems.add(node.offset, fmt::format("{} has no \"{}\"", subject, key), hint);
}

const Entry* find_entry(const Mapping& mapping, std::string_view key) {
  const auto found = std::ranges::find(mapping, key, &Entry::name);
  return found == mapping.end() ? nullptr : &*found;
}

std::size_t offset_of_key(const Node& node, std::string_view key) {
  const auto* entry = node.mapping() == nullptr ? nullptr : find_entry(*node.mapping(), key);
  return entry == nullptr ? node.offset : entry->key.offset;
}

std::size_t offset_of_value(const Node& node, std::string_view key) {
  const auto* entry = node.mapping() == nullptr ? nullptr : find_entry(*node.mapping(), key);
  return entry == nullptr ? node.offset : entry->value.offset;
}

}  // namespace pgreconcile::yaml
