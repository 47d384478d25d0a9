#include "reconciler/diff_table_options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <set>

#include "reconciler/ddl.hpp"
#include "src/base/ascii.hpp"

namespace pgreconcile::reconciler {
namespace {

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// Source: parse_bool_with_len() in src/backend/utils/adt/bool.c, which takes the words' beginnings too.
std::optional<bool> truth_of(const std::string& text) {
  const auto begins = [&](std::string_view word) { return !text.empty() && word.starts_with(text); };
  if (begins("true") || begins("yes") || text == "on" || text == "1") return true;
  if (begins("false") || begins("no") || text == "of" || text == "off" || text == "0") return false;
  return std::nullopt;
}

}  // namespace

bool same_parameter(const std::string& a, const std::string& b) {
  const auto one = lower_case(a);
  const auto other = lower_case(b);
  if (one == other) return true;
  const auto number = number_of(one);
  if (number && number == number_of(other)) return true;
  const auto truth = truth_of(one);
  return truth && truth == truth_of(other);
}

void diff_storage_parameters(DiffContext& context, const StoredObject& object, const model::StorageParameters& desired,
                             const model::StorageParameters& live) {
  std::set<std::string> names;
  for (const auto* parameters : {&desired, &live}) {
    for (const auto& [name, value] : *parameters) names.insert(name);
  }
  for (const auto& name : names) {
    const auto* wanted = model::find_value(desired, name);
    const auto* found = model::find_value(live, name);
    if (wanted != nullptr && found != nullptr && same_parameter(*wanted, *found)) continue;
    context.report({.difference_class = DifferenceClass::Conflict,
                    .object = object.name,
                    .attribute = "with",
                    .desired = wanted == nullptr ? "" : parameter_clause(name, *wanted),
                    .live = found == nullptr ? "" : parameter_clause(name, *found),
                    .message = fmt::format("the storage parameter {} is {}", name,
                                           found == nullptr    ? "not set"
                                           : wanted != nullptr ? "another one"
                                                               : "set, and the file does not say so"),
                    .manual_sql = wanted != nullptr
                                      ? fmt::format("{} SET ({});", object.alter, parameter_clause(name, *wanted))
                                      : fmt::format("{} RESET ({});", object.alter, parameter_name(name)),
                    .source = object.source});
  }
}

void diff_tablespace(DiffContext& context, const StoredObject& object, const std::optional<sql::Identifier>& desired,
                     const std::optional<sql::Identifier>& live) {
  const auto& usual = context.live().default_tablespace;
  const auto wanted = desired.value_or(usual);
  const auto found = live.value_or(usual);
  if (wanted == found) return;
  context.report({.difference_class = DifferenceClass::Conflict,
                  .object = object.name,
                  .attribute = "tablespace",
                  .desired = wanted.quoted(),
                  .live = found.quoted(),
                  .message = "it lies in another tablespace",
                  .manual_sql = fmt::format("{} SET TABLESPACE {};", object.alter, wanted.quoted()),
                  .source = object.source});
}

void diff_table_options(DiffContext& context, const TablePair& tables) {
  const auto& desired = tables.desired;
  const auto& live = tables.live;
  const StoredObject object{desired.name.quoted(), "ALTER TABLE " + desired.name.quoted(), desired.origin.where};
  if (desired.persistence != live.persistence) {
    const auto word = [](model::Persistence persistence) {
      return persistence == model::Persistence::Unlogged ? "UNLOGGED" : "LOGGED";
    };
    context.report({.difference_class = DifferenceClass::Conflict,
                    .object = object.name,
                    .attribute = "unlogged",
                    .desired = word(desired.persistence),
                    .live = word(live.persistence),
                    .message = live.persistence == model::Persistence::Unlogged
                                   ? "the table is unlogged, and the file does not say so"
                                   : "the table is logged, and the file says it is not",
                    .manual_sql = fmt::format("{} SET {};", object.alter, word(desired.persistence)),
                    .source = object.source});
  }
  diff_storage_parameters(context, object, desired.storage_parameters, live.storage_parameters);
  diff_tablespace(context, object, desired.tablespace, live.tablespace);
}

}  // namespace pgreconcile::reconciler
