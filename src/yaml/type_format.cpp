#include "src/yaml/type_format.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/default_format.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/type_rules.hpp"

namespace pgreconcile::yaml {
namespace {

struct DomainDraft {
  std::optional<sql::TypeName> type;
  std::optional<bool> nullable;
  std::optional<sql::Expression> default_value;
  std::optional<sql::ObjectName> collation;
  std::vector<CheckDraft> checks;
};

void read_domain_checks(const Field& field, DomainDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    if (auto check = read_domain_check(item, file)) draft.checks.push_back(*std::move(check));
  }
}

constexpr auto kDomainKeys = std::to_array<Key<DomainDraft>>({
    {"type",
     Presence::Required,
     {ValueKind::Type},
     store<&DomainDraft::type, read_type>,
     {"The type that the domain narrows.", "CREATE DOMAIN name AS type"}},
    {"nullable",
     Presence::Optional,
     {ValueKind::Boolean},
     store<&DomainDraft::nullable, read_boolean>,
     {"Whether values of the domain may be null.", "NOT NULL", "true"}},
    {"default",
     Presence::Optional,
     {ValueKind::SqlOrLiteral, {}, "literal"},
     [](const Field& field, DomainDraft& draft, FileContext& file) {
       draft.default_value = read_default(field, draft.type, file);
     },
     {"The default of columns that have none of their own: SQL, or {literal: text}.", "DEFAULT expression"}},
    {"collation",
     Presence::Optional,
     {ValueKind::ObjectName},
     store<&DomainDraft::collation, read_collation_name>,
     {"How its values are sorted and compared.", "COLLATE name", "the type's own"}},
    {"checks",
     Presence::Optional,
     {ValueKind::Objects, {}, "domain check"},
     read_domain_checks,
     {"Conditions that every value satisfies; they speak of VALUE.", "CONSTRAINT name CHECK (expression)"}},
});

std::optional<std::string> read_label(const Node& item, FileContext& file) {
  if (item.scalar() == nullptr || item.left_out()) {
    refuse_kind("each label", "text", item, file);
    return std::nullopt;
  }
  if (!is_text_everywhere("label", item, file)) return std::nullopt;
  auto label = read_text({"label", item}, file);
  if (!label || label->size() <= sql::kMaxIdentifierBytes) return label;
  file.problems.add(item.offset, fmt::format("label \"{}\" has {} bytes", *label, label->size()),
                    fmt::format("PostgreSQL takes {} at most", sql::kMaxIdentifierBytes));
  return std::nullopt;
}

void refuse_repeated_checks(const DomainDraft& draft, FileContext& file) {
  std::map<sql::Identifier, SourceLocation> first;
  for (const auto& [check, columns] : draft.checks) {
    if (!check.name) continue;
    const auto [seen, is_new] = first.emplace(*check.name, check.origin.where);
    if (is_new) continue;
    file.problems.add_second(check.origin.where,
                             fmt::format("the domain has a second check \"{}\"", check.name->name()), seen->second);
  }
}

// https://www.postgresql.org/docs/current/sql-createdomain.html
void refuse_columns(const DomainDraft& draft, FileContext& file) {
  for (const auto& [check, columns] : draft.checks) {
    for (const auto& column : columns) {
      if (column.identifier.name() == "value") continue;
      file.problems.add(column.offset,
                        fmt::format("{} names \"{}\", and a domain has no columns", describe("check", check.name, {}),
                                    column.identifier.name()),
                        "call the value VALUE");
    }
  }
}

}  // namespace

std::optional<model::Enum> read_enum(const Entry& entry, FileContext& file) {
  auto name = read_new_name(entry.key, file);
  std::vector<std::string> labels;
  if (entry.value.sequence() == nullptr) {
    refuse_kind(fmt::format("enum \"{}\"", entry.name()), "a list of labels", entry.value, file);
    return std::nullopt;
  }
  std::set<std::string> seen;
  for (const auto& item : *entry.value.sequence()) {
    auto label = read_label(item, file);
    if (!label) continue;
    if (!seen.insert(*label).second) {
      file.problems.add(item.offset, fmt::format("enum \"{}\" has the label \"{}\" twice", entry.name(), *label));
    }
    labels.push_back(*std::move(label));
  }
  if (!name) return std::nullopt;
  return model::Enum{*std::move(name), std::move(labels), {file.source.location(entry.key.offset)}};
}

std::optional<model::Domain> read_domain(const Entry& entry, FileContext& file) {
  auto name = read_new_name(entry.key, file);
  DomainDraft draft;
  read_object(fmt::format("domain \"{}\"", entry.name()), entry.value, kDomainKeys, draft, file);
  refuse_repeated_checks(draft, file);
  refuse_columns(draft, file);
  if (draft.type && draft.collation) refuse_collation(*draft.type, offset_of_value(entry.value, "collation"), file);
  if (!name || !draft.type) return std::nullopt;
  model::Domain domain{.name = *std::move(name),
                       .type = *std::move(draft.type),
                       .nullable = draft.nullable.value_or(true),
                       .default_value = std::move(draft.default_value),
                       .collation = std::move(draft.collation),
                       .checks = {},
                       .unmodelled = {},
                       .origin = {file.source.location(entry.key.offset)}};
  for (auto& check : draft.checks) domain.checks.push_back(std::move(check.check));
  return domain;
}

std::vector<ObjectFormat> type_formats() { return {format_of("domain", kDomainKeys)}; }

}  // namespace pgreconcile::yaml
