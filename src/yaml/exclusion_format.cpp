// Exclusion constraints; declared in constraint_format.hpp.

#include <array>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/element_format.hpp"
#include "src/yaml/index_rules.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

struct ExclusionParts {
  ExclusionDraft draft;
  std::vector<ElementDraft> elements;
};

void read_elements(const Field& field, ExclusionParts& parts, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    if (auto element = read_exclusion_element({field.key, item}, file)) parts.elements.push_back(*std::move(element));
  }
  if (!field.value.sequence()->empty()) return;
  file.problems.add(field.value.offset, "an exclusion constraint needs at least one element");
}

void read_predicate(const Field& field, ExclusionParts& parts, FileContext& file) {
  auto& draft = parts.draft;
  draft.exclusion.predicate = read_immutable_expression(field, file);
  if (draft.exclusion.predicate) draft.columns_in_expressions = columns_in(field, *draft.exclusion.predicate, file);
}

using ExclusionRow = Key<ExclusionParts>;
constexpr auto kExclusionKeys = std::to_array<ExclusionRow>({
    {"name",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, ExclusionParts& parts, FileContext& file) {
       parts.draft.exclusion.name = read_name(field, file);
     },
     {"The constraint's name, and that of its index.", "CONSTRAINT name", "PostgreSQL's default name"}},
    {"method",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, ExclusionParts& parts, FileContext& file) {
       if (auto method = read_name(field, file)) parts.draft.exclusion.method = *std::move(method);
     },
     {"The index method, mostly gist.", "EXCLUDE USING method", "btree"}},
    {"elements",
     Presence::Required,
     {ValueKind::Objects, {}, "exclusion element"},
     read_elements,
     {"What is compared between two rows, and by which operators; no two rows satisfy all of them.",
      "(a WITH =, b WITH &&)"}},
    {"where",
     Presence::Optional,
     {ValueKind::Sql},
     read_predicate,
     {"Which rows are compared, in SQL.", "WHERE (expression)", "all rows"}},
    {"deferrable",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ExclusionParts& parts, FileContext& file) {
       read_deferrable(field, parts.draft.exclusion.deferrability, file);
     },
     {"Whether a transaction may put off the check to its end.", "DEFERRABLE", "false"}},
    {"initially_deferred",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ExclusionParts& parts, FileContext& file) {
       read_initially_deferred(field, "exclusion constraint", parts.draft.exclusion.deferrability, file);
     },
     {"Whether transactions do so unless they say otherwise; needs deferrable.", "INITIALLY DEFERRED", "false"}},
});

void add_elements(ExclusionParts& parts) {
  auto& draft = parts.draft;
  for (auto& element : parts.elements) {
    auto& named = element.column ? draft.columns : draft.columns_in_expressions;
    named.insert(named.end(), element.columns.begin(), element.columns.end());
    if (element.with) draft.exclusion.elements.push_back({element.index_element(), *element.with});
  }
}

}  // namespace

ExclusionDraft read_exclusion(const Node& node, FileContext& file) {
  ExclusionParts parts;
  const auto problems_before = file.problems.count();
  const auto subject = describe("exclusion constraint", node);
  read_object(subject, node, kExclusionKeys, parts, file);
  add_elements(parts);
  const MethodRules rules(subject, parts.draft.exclusion.method, file);
  rules.refuse_exclusion(offset_of_value(node, "method"));
  rules.refuse_elements(parts.elements);
  refuse_too_many(subject, parts.elements.size(), offset_of_value(node, "elements"), file);
  parts.draft.exclusion.origin = {file.source.location(node.offset)};
  parts.draft.complete = file.problems.count() == problems_before;
  return std::move(parts.draft);
}

std::vector<ObjectFormat> exclusion_formats() { return {format_of("exclusion constraint", kExclusionKeys)}; }

}  // namespace pgreconcile::yaml
