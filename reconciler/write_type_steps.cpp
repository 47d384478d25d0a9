#include <fmt/format.h>

#include "reconciler/type_ddl.hpp"
#include "reconciler/write_steps.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string object_of(const CommentTarget& target) {
  return target.column ? object_name(target.relation, *target.column) : target.relation.quoted();
}

std::string place_of(const std::optional<LabelNeighbour>& neighbour) {
  if (!neighbour) return {};
  return fmt::format(" {} {}", neighbour->place == LabelPlace::Before ? "BEFORE" : "AFTER",
                     sql::quote_literal(neighbour->label));
}

// Adding a check NOT VALID locks no table; validating it keeps writers away from every table that has the domain.
// Source: get_rels_with_domain() in src/backend/commands/typecmds.c
std::vector<TableLock> share_locks(const std::vector<sql::QualifiedName>& tables) {
  std::vector<TableLock> locks;
  for (const auto& table : tables) locks.push_back({LockMode::Share, table});
  return locks;
}

Step comment_step(const SetComment& change, Phase phase, const Timeouts& timeouts, const SourceLocation& source) {
  const auto& target = change.target;
  return {.phase = phase,
          .kind = StepKind::SetComment,
          .object = object_of(target),
          .sql = sql::with_guard(sql::CommentGuard{target.relation, target.column}, comment_on(target, change.comment)),
          .timeouts = timeouts,
          .reason = "comment is missing",
          .source = source};
}

}  // namespace

std::vector<Step> StepWriter::operator()(const CreateExtension& change) const {
  const auto schema = change.schema ? " WITH SCHEMA " + change.schema->quoted() : std::string();
  return {{.phase = Phase::Create,
           .kind = StepKind::CreateExtension,
           .object = change.name.quoted(),
           .sql = fmt::format("CREATE EXTENSION IF NOT EXISTS {}{}", change.name.quoted(), schema),
           .timeouts = options_.ddl,
           .reason = "extension is missing",
           .source = {}}};
}

std::vector<Step> StepWriter::operator()(const CreateEnum& change) const {
  return {{.phase = Phase::Create,
           .kind = StepKind::CreateEnum,
           .object = change.type.name.quoted(),
           .sql = sql::with_guard(sql::TypeGuard{change.type.name}, create_enum(change.type)),
           .timeouts = options_.ddl,
           .reason = "enum is missing",
           .source = change.type.origin.where}};
}

std::vector<Step> StepWriter::operator()(const AddEnumLabel& change) const {
  return {{.phase = Phase::Enum,
           .kind = StepKind::AddEnumLabel,
           .object = change.type.quoted(),
           .sql = fmt::format("ALTER TYPE {} ADD VALUE IF NOT EXISTS {}{}", change.type.quoted(),
                              sql::quote_literal(change.label), place_of(change.neighbour)),
           .grouping = Grouping::Alone,
           .timeouts = options_.ddl,
           .reason = "label is missing",
           .source = {}}};
}

std::vector<Step> StepWriter::operator()(const CreateDomain& change) const {
  std::vector<Step> steps{{.phase = Phase::Create,
                           .kind = StepKind::CreateDomain,
                           .object = change.domain.name.quoted(),
                           .sql = sql::with_guard(sql::TypeGuard{change.domain.name}, create_domain(change.domain)),
                           .timeouts = options_.ddl,
                           .reason = "domain is missing",
                           .source = change.domain.origin.where}};
  for (const auto& check : change.domain.checks) {
    if (!is_added_later(check)) continue;
    steps.push_back((*this)(AddDomainCheck{change.domain.name, check, {}}).front());
    steps.back().phase = Phase::Create;
    steps.back().reason = "its domain is missing";
  }
  return steps;
}

std::vector<Step> StepWriter::operator()(const AddDomainCheck& change) const {
  const auto& name = change.check.name.value();
  const auto statement = add_domain_check(change.domain, change.check) + " NOT VALID";
  std::vector<Step> steps{{.phase = Phase::Constraint,
                           .kind = StepKind::AddDomainCheck,
                           .object = object_name(change.domain, name),
                           .sql = sql::with_guard(sql::DomainCheckGuard{change.domain, name}, statement),
                           .timeouts = options_.ddl,
                           .reason = "check constraint is missing",
                           .source = change.check.origin.where}};
  if (change.check.validity == model::Validity::Valid) {
    steps.push_back((*this)(ValidateDomainCheck{change.domain, name, change.tables}).front());
    steps.back().source = change.check.origin.where;
  }
  return steps;
}

std::vector<Step> StepWriter::operator()(const ValidateDomainCheck& change) const {
  return {
      {.phase = Phase::Validate,
       .kind = StepKind::ValidateDomainCheck,
       .object = object_name(change.domain, change.constraint),
       .sql = fmt::format("ALTER DOMAIN {} VALIDATE CONSTRAINT {}", change.domain.quoted(), change.constraint.quoted()),
       .timeouts = options_.validate,
       .locks = share_locks(change.tables),
       .scans = true,
       .reason = "constraint is not validated",
       .source = {}}};
}

std::vector<Step> StepWriter::operator()(const CreateSequence& change) const {
  return {{.phase = Phase::Create,
           .kind = StepKind::CreateSequence,
           .object = change.sequence.name.quoted(),
           .sql = create_sequence(change.sequence),
           .timeouts = options_.ddl,
           .reason = "sequence is missing",
           .source = change.sequence.origin.where}};
}

// A column that is added to an existing table comes before the attach phase.
std::vector<Step> StepWriter::operator()(const OwnSequence& change) const {
  return {
      {.phase = change.owner_age == TableAge::New ? Phase::Create : Phase::Attach,
       .kind = StepKind::OwnSequence,
       .object = change.sequence.quoted(),
       .sql = sql::with_guard(sql::SequenceOwnerGuard{change.sequence}, own_sequence(change.sequence, change.owner)),
       .timeouts = options_.ddl,
       .reason = "sequence has no owner",
       .source = {}}};
}

std::vector<Step> StepWriter::operator()(const SetComment& change) const {
  const bool is_index = change.target.kind == Commented::Index;
  auto step = comment_step(change, is_index ? Phase::Attach : Phase::Column, options_.ddl, {});
  if (!is_index) step.locks = {{LockMode::ShareUpdateExclusive, change.target.relation}};
  return {step};
}

std::vector<Step> StepWriter::comments_of_new_table(const model::Table& table) const {
  std::vector<Step> steps;
  const auto add = [&](const CommentTarget& target, const std::optional<std::string>& comment,
                       const model::Origin& origin) {
    if (comment && !comment->empty())
      steps.push_back(comment_step({target, *comment}, Phase::Create, options_.ddl, origin.where));
  };
  add({Commented::Table, table.name}, table.comment, table.origin);
  for (const auto& column : table.columns) {
    add({Commented::Column, table.name, column.name}, column.comment, column.origin);
  }
  for (const auto& index : table.indexes) {
    add({Commented::Index, {table.name.schema, index.name}}, index.comment, index.origin);
  }
  return steps;
}

std::vector<Step> StepWriter::comments_of_new_column(const sql::QualifiedName& table,
                                                     const model::Column& column) const {
  if (column.comment.value_or("").empty()) return {};
  auto steps = (*this)(SetComment{{Commented::Column, table, column.name}, *column.comment});
  steps.front().source = column.origin.where;
  return steps;
}

std::vector<Step> StepWriter::comments_of_new_index(const sql::QualifiedName& table, const model::Index& index) const {
  if (index.comment.value_or("").empty()) return {};
  auto steps = (*this)(SetComment{{Commented::Index, {table.schema, index.name}}, *index.comment});
  steps.front().source = index.origin.where;
  return steps;
}

}  // namespace pgreconcile::reconciler
