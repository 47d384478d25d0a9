#include "src/yaml/element_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

// Both in the order of the enums of src/model/index.hpp.
constexpr auto kSortOrders = std::to_array<std::string_view>({"asc", "desc"});
constexpr auto kNullsOrders = std::to_array<std::string_view>({"first", "last"});

void read_element_column(const Field& field, ElementDraft& draft, FileContext& file) {
  draft.column = read_name(field, file);
  if (draft.column) draft.columns = {{*draft.column, field.value.offset}};
}

void read_element_expression(const Field& field, ElementDraft& draft, FileContext& file) {
  draft.expression = read_immutable_expression(field, file);
  if (draft.expression) draft.columns = columns_in(field, *draft.expression, file);
}

using ElementRow = Key<ElementDraft>;
constexpr ElementRow kColumn{
    "column", Presence::Optional, {ValueKind::Name}, read_element_column, {"The column; or else give expr.", "name"}};
constexpr ElementRow kExpression{"expr",
                                 Presence::Optional,
                                 {ValueKind::Sql},
                                 read_element_expression,
                                 {"The expression, in SQL; or else give column.", "(expression)"}};
constexpr ElementRow kOpclass{"opclass",
                              Presence::Optional,
                              {ValueKind::ObjectName},
                              store<&ElementDraft::opclass, read_object_name>,
                              {"The operator class.", "name opclass", "the type's default for the method"}};
constexpr ElementRow kCollation{"collation",
                                Presence::Optional,
                                {ValueKind::ObjectName},
                                store<&ElementDraft::collation, read_collation_name>,
                                {"How its values are sorted and compared.", "COLLATE name", "the column's"}};
constexpr ElementRow kOrder{"order",
                            Presence::Optional,
                            {ValueKind::Choice, kSortOrders},
                            [](const Field& field, ElementDraft& draft, FileContext& file) {
                              read_choice(field, kSortOrders, draft.order.emplace(), file);
                            },
                            {"Ascending or descending.", "ASC, DESC", "asc"}};
constexpr ElementRow kNulls{
    "nulls",
    Presence::Optional,
    {ValueKind::Choice, kNullsOrders},
    [](const Field& field, ElementDraft& draft, FileContext& file) {
      read_choice(field, kNullsOrders, draft.nulls.emplace(), file);
    },
    {"Whether nulls come first or last.", "NULLS FIRST, NULLS LAST", "last; first where the order is desc"}};

constexpr auto kIndexColumnKeys =
    std::to_array<ElementRow>({kColumn, kExpression, kOpclass, kCollation, kOrder, kNulls});
constexpr auto kExclusionElementKeys = std::to_array<ElementRow>(
    {kColumn,
     kExpression,
     {"with",
      Presence::Required,
      {ValueKind::Operator},
      store<&ElementDraft::with, read_operator>,
      {"The operator that compares two rows: =, && or OPERATOR(schema.&&).", "WITH operator"}},
     kOpclass,
     kCollation,
     kOrder,
     kNulls});
constexpr auto kPartitionColumnKeys = std::to_array<ElementRow>({kColumn, kExpression, kOpclass, kCollation});

template <std::size_t N>
std::optional<ElementDraft> read_mapping(const std::string& subject, const Node& node,
                                         const std::array<ElementRow, N>& keys, FileContext& file) {
  ElementDraft draft;
  draft.offset = node.offset;
  const auto problems_before = file.problems.count();
  read_object(subject, node, keys, draft, file);
  if (node.mapping() == nullptr) return std::nullopt;
  const bool has_column = find_entry(*node.mapping(), "column") != nullptr;
  const bool has_expression = find_entry(*node.mapping(), "expr") != nullptr;
  if (has_column && has_expression) {
    file.problems.add(node.offset, fmt::format("{} has both \"column\" and \"expr\"", subject), "keep one of them");
  } else if (!has_column && !has_expression && file.problems.count() == problems_before && !node.cut_off) {
    file.problems.add(node.offset, fmt::format("{} has no \"column\" and no \"expr\"", subject), "add one of them");
  }
  return draft.column || draft.expression ? std::optional(std::move(draft)) : std::nullopt;
}

template <std::size_t N>
std::optional<ElementDraft> read_name_or_mapping(const std::string& subject, const Field& item,
                                                 const std::array<ElementRow, N>& keys, FileContext& file) {
  if (item.value.mapping() != nullptr) return read_mapping(subject, item.value, keys, file);
  ElementDraft draft;
  draft.offset = item.value.offset;
  if (item.value.scalar() != nullptr && !item.value.left_out()) {
    read_element_column(item, draft, file);
  } else {
    refuse_kind(fmt::format("each item of \"{}\"", item.key), "a name or a mapping", item.value, file);
  }
  return draft.column ? std::optional(std::move(draft)) : std::nullopt;
}

// Nulls sort as if larger than all else. https://www.postgresql.org/docs/current/indexes-ordering.html
model::NullsOrder default_nulls(model::SortOrder order) {
  return order == model::SortOrder::Ascending ? model::NullsOrder::Last : model::NullsOrder::First;
}

}  // namespace

std::variant<sql::Identifier, sql::Expression> ElementDraft::key() const {
  if (column) return *column;
  return *expression;
}

model::IndexElement ElementDraft::index_element() const {
  const auto sort_order = order.value_or(model::SortOrder::Ascending);
  return {.key = key(),
          .opclass = opclass,
          .collation = collation,
          .order = sort_order,
          .nulls = nulls.value_or(default_nulls(sort_order))};
}

std::optional<ElementDraft> read_index_element(const Field& item, FileContext& file) {
  return read_name_or_mapping("index column", item, kIndexColumnKeys, file);
}

std::optional<ElementDraft> read_exclusion_element(const Field& item, FileContext& file) {
  return read_mapping("exclusion element", item.value, kExclusionElementKeys, file);
}

std::optional<ElementDraft> read_partition_element(const Field& item, FileContext& file) {
  return read_name_or_mapping("partition column", item, kPartitionColumnKeys, file);
}

std::vector<ObjectFormat> element_formats() {
  return {format_of("index column", kIndexColumnKeys), format_of("exclusion element", kExclusionElementKeys),
          format_of("partition column", kPartitionColumnKeys)};
}

}  // namespace pgreconcile::yaml
