#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>

#include "reconciler/ddl.hpp"
#include "reconciler/ddl_table.hpp"
#include "reconciler/diff.hpp"
#include "reconciler/type_ddl.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::test {

/// What the server says to every question of a kind.
struct ServerAnswers {
  model::Verdict expressions = {model::Sameness::Different, ""};
  model::TableSize size = {8192, false};
  model::Volatility functions = model::Volatility::Stable;
  bool types_run_code = false;
};

inline model::Answers answer(const model::Questions& questions, const ServerAnswers& server) {
  model::Answers answers;
  for (const auto& pair : questions.expressions) answers.expressions.emplace(pair, server.expressions);
  for (const auto& table : questions.table_sizes) answers.table_sizes.emplace(table, server.size);
  for (const auto& type : questions.types) answers.runs_code.emplace(type, server.types_run_code);
  for (const auto& function : questions.functions)
    answers.functions.emplace(function, model::Callable{.builtin = server.functions});
  return answers;
}

/// Compares, asks, and compares again, as the tool does: what the first comparison does not ask stays unanswered.
inline std::vector<reconciler::Difference> differences(const model::Database& desired, const model::LiveDatabase& live,
                                                       const ServerAnswers& server = {},
                                                       const reconciler::DiffOptions& options = {}) {
  const auto first = reconciler::diff(desired, live, {}, options);
  if (first.questions.empty()) return first.differences;
  auto second = reconciler::diff(desired, live, answer(first.questions, server), options);
  if (!second.questions.empty()) throw std::runtime_error("the server is asked once");
  return std::move(second.differences);
}

/// A change in one line, with all that it holds.
struct ChangeText {
  std::string operator()(const reconciler::CreateSchema& change) const {
    return "create schema " + change.name.quoted();
  }
  std::string operator()(const reconciler::CreateTable& change) const {
    std::vector<std::string> parts;
    const auto& table = change.table;
    for (const auto& column : table.columns) parts.push_back(reconciler::column_clause(column));
    using sql::ConstraintType;
    if (const auto& key = table.primary_key) {
      parts.push_back(reconciler::named(key->name, reconciler::key_clause(ConstraintType::PrimaryKey, *key)));
    }
    for (const auto& key : table.unique) {
      parts.push_back(reconciler::named(key.name, reconciler::key_clause(ConstraintType::Unique, key)));
    }
    for (const auto& check : table.checks) {
      parts.push_back(reconciler::named(check.name, reconciler::check_clause(check)));
    }
    for (const auto& key : table.foreign_keys) {
      parts.push_back(reconciler::named(key.name, reconciler::foreign_key_clause(key)));
    }
    for (const auto& index : table.indexes) parts.push_back("index " + index.name.quoted());
    return fmt::format("create table {} ({})", table.name.quoted(), fmt::join(parts, ", "));
  }
  std::string operator()(const reconciler::AddColumn& change) const {
    return fmt::format("add to {} column {}{}", change.table.quoted(), reconciler::column_clause(change.column),
                       change.rewrites ? ", which rewrites it" : "");
  }
  std::string operator()(const reconciler::AddKey& change) const {
    return fmt::format("add to {} {}{}{}", change.table.quoted(),
                       reconciler::named(change.key.name, reconciler::key_clause(change.type, change.key)),
                       change.index == reconciler::KeyIndex::AlreadyThere ? ", whose index is there" : "",
                       parts(change.parts));
  }
  std::string operator()(const reconciler::AddCheck& change) const {
    return fmt::format("add to {} {}", change.table.quoted(),
                       reconciler::named(change.check.name, reconciler::check_clause(change.check)));
  }
  std::string operator()(const reconciler::AddForeignKey& change) const {
    auto text =
        fmt::format("add to {} {}", change.table.quoted(),
                    reconciler::named(change.foreign_key.name, reconciler::foreign_key_clause(change.foreign_key)));
    if (!change.parts) return text;
    for (const auto& part : *change.parts) {
      text += fmt::format("\n    {} on {}{}", part.name.quoted(), part.table.quoted(),
                          part.constraint == reconciler::Presence::There ? ", which is there" : "");
    }
    return text;
  }
  std::string operator()(const reconciler::ValidateConstraint& change) const {
    return fmt::format("validate {} of {}{}", change.constraint.quoted(), change.table.quoted(),
                       change.target ? " against " + change.target->quoted() : "");
  }
  std::string operator()(const reconciler::CreateIndex& change) const {
    return reconciler::create_index(change.table, change.index, reconciler::IndexBuild::Plain) + parts(change.parts);
  }
  std::string operator()(const reconciler::RepairIndex& change) const {
    return "take away the invalid one, then " + std::visit(*this, change.rebuild);
  }
  std::string operator()(const reconciler::AddExclusion& change) const {
    return fmt::format("add to {} {}", change.table.quoted(),
                       reconciler::named(change.exclusion.name, reconciler::exclusion_clause(change.exclusion)));
  }
  std::string operator()(const reconciler::AddPartition& change) const {
    return fmt::format("{}{}", reconciler::create_partition(change.parent, change.partition),
                       change.default_partition ? ", which reads " + change.default_partition->quoted() : "");
  }
  std::string operator()(const reconciler::CreateExtension& change) const {
    return fmt::format("create extension {}{}", change.name.quoted(),
                       change.schema ? " in " + change.schema->quoted() : "");
  }
  std::string operator()(const reconciler::CreateEnum& change) const { return reconciler::create_enum(change.type); }
  std::string operator()(const reconciler::AddEnumLabel& change) const {
    const auto& neighbour = change.neighbour;
    if (!neighbour) return fmt::format("add to {} label '{}'", change.type.quoted(), change.label);
    return fmt::format("add to {} label '{}' {} '{}'", change.type.quoted(), change.label,
                       neighbour->place == reconciler::LabelPlace::Before ? "before" : "after", neighbour->label);
  }
  std::string operator()(const reconciler::CreateDomain& change) const {
    return reconciler::create_domain(change.domain);
  }
  std::string operator()(const reconciler::AddDomainCheck& change) const {
    return reconciler::add_domain_check(change.domain, change.check) + tables(change.tables);
  }
  std::string operator()(const reconciler::ValidateDomainCheck& change) const {
    return fmt::format("validate {} of domain {}{}", change.constraint.quoted(), change.domain.quoted(),
                       tables(change.tables));
  }
  std::string operator()(const reconciler::CreateSequence& change) const {
    return reconciler::create_sequence(change.sequence);
  }
  std::string operator()(const reconciler::OwnSequence& change) const {
    return fmt::format("{}{}", reconciler::own_sequence(change.sequence, change.owner),
                       change.owner_age == reconciler::TableAge::New ? ", which is new" : "");
  }
  std::string operator()(const reconciler::SetComment& change) const {
    return reconciler::comment_on(change.target, change.comment);
  }

 private:
  static std::string parts(const std::optional<reconciler::IndexParts>& parts) {
    if (!parts) return "";
    const auto is = [](reconciler::Presence presence) { return presence == reconciler::Presence::There; };
    std::string text = is(parts->whole) ? "\n    which is there" : "";
    for (const auto& part : parts->parts) {
      text += fmt::format("\n    {} of {} on {}{}{}{}", part.name.quoted(), part.whole.quoted(), part.table.quoted(),
                          part.kind == reconciler::TableKind::Partitioned ? ", partitioned" : "",
                          is(part.index) ? ", which is there" : "", is(part.constraint) ? " with its constraint" : "");
    }
    return text;
  }
  static std::string tables(const std::vector<sql::QualifiedName>& used_by) {
    std::string text;
    for (const auto& table : used_by) text += (text.empty() ? ", used by " : ", ") + table.quoted();
    return text;
  }
};

/// A difference with all that it holds: a line, and one for each field that is not empty.
inline std::string describe(const reconciler::Difference& difference) {
  auto text = fmt::format("{} {} {}: {}\n", to_string(difference.difference_class), difference.object,
                          difference.attribute, difference.message);
  if (!difference.desired.empty()) text += fmt::format("  file: {}\n", difference.desired);
  if (!difference.live.empty()) text += fmt::format("  live: {}\n", difference.live);
  if (!difference.manual_sql.empty()) text += fmt::format("  by hand: {}\n", difference.manual_sql);
  if (difference.breaks_inserts) text += "  breaks inserts\n";
  if (difference.remedy) text += fmt::format("  remedy: {}\n", std::visit(ChangeText{}, *difference.remedy));
  return text + fmt::format("  at {}:{}\n", to_string(difference.source), difference.source.column);
}

inline std::string describe(const std::vector<reconciler::Difference>& differences) {
  std::string text;
  for (const auto& difference : differences) text += describe(difference);
  return text;
}

/// As describe() writes them.
inline std::string difference_text(const model::Database& file, const model::LiveDatabase& database,
                                   const ServerAnswers& server = {}) {
  return describe(differences(file, database, server));
}

/// The same of two texts that each hold tables.
inline std::string difference_text(std::string_view file, std::string_view database, const ServerAnswers& server = {}) {
  return difference_text(declared(file), live(database), server);
}

}  // namespace pgreconcile::test
