#include "src/yaml/index_format.hpp"

#include <array>
#include <optional>

#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

// Both in the order of the enums of src/model/index.hpp.
constexpr auto kSortOrders = std::to_array<std::string_view>({"asc", "desc"});
constexpr auto kNullsOrders = std::to_array<std::string_view>({"first", "last"});

struct IndexColumnDraft {
  std::optional<sql::Identifier> column;
  model::SortOrder order = model::SortOrder::Ascending;
  std::optional<model::NullsOrder> nulls;
};

constexpr auto kIndexColumnKeys = std::to_array<Key<IndexColumnDraft>>({
    {"column",
     Presence::Required,
     {ValueKind::Name},
     [](const Field& field, IndexColumnDraft& draft, FileContext& file) { draft.column = read_name(field, file); }},
    {"order",
     Presence::Optional,
     {ValueKind::Choice, kSortOrders},
     [](const Field& field, IndexColumnDraft& draft, FileContext& file) {
       read_choice(field, kSortOrders, draft.order, file);
     }},
    {"nulls",
     Presence::Optional,
     {ValueKind::Choice, kNullsOrders},
     [](const Field& field, IndexColumnDraft& draft, FileContext& file) {
       read_choice(field, kNullsOrders, draft.nulls.emplace(), file);
     }},
    unsupported<IndexColumnDraft>("expr"),
    unsupported<IndexColumnDraft>("opclass"),
    unsupported<IndexColumnDraft>("collation"),
});

// Nulls sort as if larger than all else. https://www.postgresql.org/docs/current/indexes-ordering.html
model::NullsOrder default_nulls(model::SortOrder order) {
  return order == model::SortOrder::Ascending ? model::NullsOrder::Last : model::NullsOrder::First;
}

IndexColumnDraft read_column(const Field& item, FileContext& file) {
  IndexColumnDraft draft;
  if (item.value.scalar() != nullptr && !item.value.left_out()) {
    draft.column = read_name(item, file);
  } else if (item.value.mapping() != nullptr) {
    read_object("index column", item.value, kIndexColumnKeys, draft, file);
  } else {
    refuse_kind("each item of \"columns\"", "a name or a mapping", item.value, file);
  }
  return draft;
}

void read_columns(const Field& field, IndexDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto column = read_column({field.key, item}, file);
    if (!column.column) continue;
    const auto* object = item.mapping();
    draft.columns.push_back(
        {*column.column, object == nullptr ? item.offset : find_entry(*object, "column")->value.offset});
    draft.index.elements.push_back({.key = *std::move(column.column),
                                    .order = column.order,
                                    .nulls = column.nulls.value_or(default_nulls(column.order))});
  }
}

constexpr auto kIndexKeys = std::to_array<Key<IndexDraft>>({
    {"name",
     Presence::Required,
     {ValueKind::Name},
     [](const Field& field, IndexDraft& draft, FileContext& file) {
       if (auto name = read_name(field, file)) draft.index.name = *std::move(name);
     }},
    {"unique",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, IndexDraft& draft, FileContext& file) {
       if (read_boolean(field, file).value_or(false)) draft.index.uniqueness = model::Uniqueness::Unique;
     }},
    {"method",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, IndexDraft& draft, FileContext& file) {
       if (auto method = read_name(field, file)) draft.index.method = *std::move(method);
     }},
    {"columns", Presence::Required, {ValueKind::NamesAndObjects, {}, "index column"}, read_columns},
    unsupported<IndexDraft>("where"),
    unsupported<IndexDraft>("include"),
    unsupported<IndexDraft>("with"),
    unsupported<IndexDraft>("nulls_not_distinct"),
    unsupported<IndexDraft>("tablespace"),
    unsupported<IndexDraft>("comment"),
});

}  // namespace

IndexDraft read_index(const Node& node, FileContext& file) {
  IndexDraft draft;
  read_object(describe("index", node), node, kIndexKeys, draft, file);
  draft.index.origin = {file.source.location(node.offset)};
  return draft;
}

}  // namespace pgreconcile::yaml
