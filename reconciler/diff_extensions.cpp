#include <fmt/format.h>

#include <algorithm>

#include "reconciler/diff_types.hpp"

namespace pgreconcile::reconciler {
namespace {

Difference difference_of(const model::Extension& extension) {
  return {.difference_class = DifferenceClass::Missing,
          .object = extension.name.quoted(),
          .attribute = "extension",
          .desired = extension.name.quoted(),
          .message = "extension is missing",
          .source = extension.origin.where};
}

void diff_extension(DiffContext& context, const model::Extension& desired, const model::Extension& live) {
  if (!desired.schema || desired.schema == live.schema) return;
  auto difference = difference_of(desired);
  difference.difference_class = DifferenceClass::Conflict;
  difference.attribute = "schema";
  difference.desired = desired.schema->quoted();
  difference.live = live.schema ? live.schema->quoted() : "";
  difference.message = "the extension is in another schema";
  if (live.relocatability == model::Relocatability::Relocatable) {
    difference.manual_sql =
        fmt::format("ALTER EXTENSION {} SET SCHEMA {};", desired.name.quoted(), desired.schema->quoted());
  } else {
    difference.message += ", and cannot be moved";
  }
  context.report(std::move(difference));
}

void report_missing(DiffContext& context, const model::Extension& extension) {
  auto difference = difference_of(extension);
  const auto& available = context.live().available_extensions;
  const auto found = std::ranges::find(available, extension.name, &model::AvailableExtension::name);
  if (found == available.end()) {
    difference.difference_class = DifferenceClass::Blocked;
    difference.message = "the extension is not available on the server: install its package there first";
  } else if (found->fixed_schema && extension.schema && found->fixed_schema != extension.schema) {
    difference.difference_class = DifferenceClass::Blocked;
    difference.desired = extension.schema->quoted();
    difference.message = fmt::format("the extension can live in the schema {} only", found->fixed_schema->quoted());
  } else if (found->fixed_schema) {
    // It makes that schema where it is missing, but only while nobody names it.
    difference.remedy = CreateExtension{extension.name, std::nullopt};
  } else {
    difference.remedy = CreateExtension{extension.name, extension.schema.value_or(context.desired().default_schema)};
  }
  context.report(std::move(difference));
}

}  // namespace

// In file order: only the file knows which of them needs another.
void diff_extensions(DiffContext& context) {
  for (const auto& extension : context.desired().extensions) {
    if (const auto* live = context.live().find_extension(extension.name)) {
      diff_extension(context, extension, *live);
    } else {
      report_missing(context, extension);
    }
  }
}

}  // namespace pgreconcile::reconciler
