#include "src/yaml/index_format.hpp"

#include <array>
#include <optional>

#include "src/yaml/element_format.hpp"
#include "src/yaml/index_rules.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

struct IndexParts {
  IndexDraft draft;
  std::vector<ElementDraft> elements;
  std::vector<Name> include;
};

void read_elements(const Field& field, IndexParts& parts, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    if (auto element = read_index_element({field.key, item}, file)) parts.elements.push_back(*std::move(element));
  }
  if (!field.value.sequence()->empty()) return;
  file.problems.add(field.value.offset, "an index needs at least one column");
}

void read_predicate(const Field& field, IndexParts& parts, FileContext& file) {
  auto& [index, columns, in_expressions] = parts.draft;
  index.predicate = read_immutable_expression(field, file);
  if (!index.predicate) return;
  for (auto& column : columns_in(field, *index.predicate, file)) in_expressions.push_back(std::move(column));
}

// REQUIRES: a row below that of `unique`.
void read_nulls_not_distinct(const Field& field, IndexParts& parts, FileContext& file) {
  if (!read_boolean(field, file).value_or(false)) return;
  parts.draft.index.nulls_distinct = model::NullsDistinct::No;
  if (parts.draft.index.uniqueness == model::Uniqueness::Unique) return;
  file.problems.add(field.value.offset, "\"nulls_not_distinct\" needs a unique index", "add \"unique: true\"");
}

using IndexRow = Key<IndexParts>;
constexpr auto kIndexKeys = std::to_array<IndexRow>({
    {"name",
     Presence::Required,
     {ValueKind::Name},
     [](const Field& field, IndexParts& parts, FileContext& file) {
       if (auto name = read_name(field, file)) parts.draft.index.name = *std::move(name);
     },
     {"The index's name; it lives in the table's schema.", "CREATE INDEX name"}},
    {"unique",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, IndexParts& parts, FileContext& file) {
       if (read_boolean(field, file).value_or(false)) parts.draft.index.uniqueness = model::Uniqueness::Unique;
     },
     {"Whether no two rows may have the same key.", "CREATE UNIQUE INDEX", "false"}},
    {"method",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, IndexParts& parts, FileContext& file) {
       if (auto method = read_name(field, file)) parts.draft.index.method = *std::move(method);
     },
     {"The index method: btree, hash, gist, gin, spgist, brin, or one of an extension.", "USING method", "btree"}},
    {"columns",
     Presence::Required,
     {ValueKind::NamesAndObjects, {}, "index column"},
     read_elements,
     {"The columns and expressions, in their order.", "(a, (expression) DESC)"}},
    {"include",
     Presence::Optional,
     {ValueKind::Names},
     store<&IndexParts::include, read_names>,
     {"Further columns that the index holds, and does not search by.", "INCLUDE (a, b)"}},
    {"nulls_not_distinct",
     Presence::Optional,
     {ValueKind::Boolean},
     read_nulls_not_distinct,
     {"Whether two nulls count as alike to a unique index.", "NULLS NOT DISTINCT", "false", 15}},
    {"where",
     Presence::Optional,
     {ValueKind::Sql},
     read_predicate,
     {"Which rows the index holds, in SQL.", "WHERE (expression)", "all rows"}},
    {"with",
     Presence::Optional,
     {ValueKind::Parameters},
     [](const Field& field, IndexParts& parts, FileContext& file) {
       parts.draft.index.storage_parameters = read_parameters(field, file);
     },
     {"Storage parameters of the index method.", "WITH (name = value)"}},
    {"tablespace",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, IndexParts& parts, FileContext& file) {
       parts.draft.index.tablespace = read_name(field, file);
     },
     {"Where the index's files are.", "TABLESPACE name", "the database's own"}},
    {"comment",
     Presence::Optional,
     {ValueKind::Text},
     [](const Field& field, IndexParts& parts, FileContext& file) {
       parts.draft.index.comment = read_comment(field, file);
     },
     {"What the index is for.", "COMMENT ON INDEX … IS 'text'"}},
});

void add_elements(IndexParts& parts) {
  auto& [index, columns, in_expressions] = parts.draft;
  for (auto& element : parts.elements) {
    auto& named = element.column ? columns : in_expressions;
    named.insert(named.end(), element.columns.begin(), element.columns.end());
    index.elements.push_back(element.index_element());
  }
  index.include = identifiers(parts.include);
  columns.insert(columns.end(), parts.include.begin(), parts.include.end());
}

void check(const std::string& subject, const Node& node, const IndexParts& parts, FileContext& file) {
  const auto& index = parts.draft.index;
  const MethodRules rules(subject, index.method, file);
  if (index.uniqueness == model::Uniqueness::Unique) rules.refuse_unique(offset_of_value(node, "unique"));
  if (!index.include.empty()) rules.refuse_include(offset_of_value(node, "include"));
  rules.refuse_elements(parts.elements);
  refuse_too_many(subject, index.elements.size() + index.include.size(), offset_of_value(node, "columns"), file);
}

}  // namespace

IndexDraft read_index(const Node& node, FileContext& file) {
  IndexParts parts;
  const auto subject = describe("index", node);
  read_object(subject, node, kIndexKeys, parts, file);
  add_elements(parts);
  check(subject, node, parts, file);
  parts.draft.index.origin = {file.source.location(node.offset)};
  return std::move(parts.draft);
}

std::vector<ObjectFormat> index_formats() { return {format_of("index", kIndexKeys)}; }

}  // namespace pgreconcile::yaml
