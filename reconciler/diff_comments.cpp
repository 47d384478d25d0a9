#include <algorithm>
#include <tuple>

#include "reconciler/diff_types.hpp"
#include "reconciler/type_ddl.hpp"

namespace pgreconcile::reconciler {
namespace {

struct CommentPair {
  const std::optional<std::string>& desired;
  const std::optional<std::string>& live;
};

void diff_comment(DiffContext& context, const CommentTarget& target, const CommentPair& comments,
                  const SourceLocation& source) {
  // COMMENT ON … IS '' is how SQL removes one.
  const auto desired = comments.desired.value_or("");
  const auto live = comments.live.value_or("");
  if (desired == live) return;
  Difference difference{
      .difference_class = DifferenceClass::Conflict,
      .object = target.column ? object_name(target.relation, *target.column) : target.relation.quoted(),
      .attribute = "comment",
      .desired = desired,
      .live = live,
      .message = "the comment is another one",
      .source = source};
  if (live.empty()) {
    difference.difference_class = DifferenceClass::Missing;
    difference.message = "comment is missing";
    difference.remedy = SetComment{target, desired};
  } else if (desired.empty()) {
    difference.difference_class = DifferenceClass::Extra;
    difference.message = "comment is not declared";
    difference.manual_sql = comment_away(target) + ";";
  } else {
    difference.manual_sql = comment_on(target, desired) + ";";
  }
  context.report(std::move(difference));
}

}  // namespace

void diff_comments(DiffContext& context, const TablePair& tables) {
  const auto& [desired, live] = std::tie(tables.desired, tables.live);
  diff_comment(context, {Commented::Table, desired.name}, {desired.comment, live.comment}, desired.origin.where);
  for (const auto& column : desired.columns) {
    const auto* found = live.find_column(column.name);
    if (found == nullptr) continue;
    diff_comment(context, {Commented::Column, desired.name, column.name}, {column.comment, found->comment},
                 column.origin.where);
  }
}

void diff_index_comment(DiffContext& context, const TablePair& tables, const model::Index& desired,
                        const model::Index& live) {
  diff_comment(context, {Commented::Index, {tables.desired.name.schema, live.name}}, {desired.comment, live.comment},
               desired.origin.where);
}

}  // namespace pgreconcile::reconciler
