#include "reconciler/type_ddl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/ddl.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string keyword(Commented kind) {
  switch (kind) {
    case Commented::Table:
      return "TABLE";
    case Commented::Column:
      return "COLUMN";
    case Commented::Index:
      return "INDEX";
  }
  return {};
}

std::string subject(const CommentTarget& target) {
  const auto name = target.column ? column_reference({target.relation, *target.column}) : target.relation.quoted();
  return fmt::format("COMMENT ON {} {}", keyword(target.kind), name);
}

}  // namespace

std::string labels_clause(const std::vector<std::string>& labels) {
  std::vector<std::string> literals;
  for (const auto& label : labels) literals.push_back(sql::quote_literal(label));
  return fmt::format("({})", fmt::join(literals, ", "));
}

std::string create_enum(const model::Enum& type) {
  return fmt::format("CREATE TYPE {} AS ENUM {}", type.name.quoted(), labels_clause(type.labels));
}

bool is_added_later(const model::CheckConstraint& check) { return check.validity == model::Validity::NotValid; }

std::string create_domain(const model::Domain& domain) {
  auto statement = fmt::format("CREATE DOMAIN {} AS {}", domain.name.quoted(), domain.type.text());
  if (domain.collation) statement += " COLLATE " + domain.collation->quoted();
  if (domain.default_value) statement += " DEFAULT " + domain.default_value->operand();
  if (!domain.nullable) statement += " NOT NULL";
  for (const auto& check : domain.checks) {
    if (is_added_later(check)) continue;
    statement += " " + (check.name ? named(check.name, check_clause(check)) : check_clause(check));
  }
  return statement;
}

std::string add_domain_check(const sql::QualifiedName& domain, const model::CheckConstraint& check) {
  return fmt::format("ALTER DOMAIN {} ADD {}", domain.quoted(), named(check.name, check_clause(check)));
}

// PostgreSQL starts where the sequence's own bounds say, so START is left out only where that is the wanted start.
std::string sequence_options_clause(const sql::TypeName& type, const model::SequenceOptions& options) {
  const auto usual = model::default_sequence_options(type, options.increment);
  std::string clause;
  if (options.increment != 1) clause += fmt::format(" INCREMENT BY {}", options.increment);
  if (options.min != usual.min) clause += fmt::format(" MINVALUE {}", options.min);
  if (options.max != usual.max) clause += fmt::format(" MAXVALUE {}", options.max);
  const auto usual_start = options.increment > 0 ? options.min : options.max;
  if (options.start != usual_start) clause += fmt::format(" START WITH {}", options.start);
  if (options.cache != usual.cache) clause += fmt::format(" CACHE {}", options.cache);
  if (options.cycling == model::Cycling::Yes) clause += " CYCLE";
  return clause;
}

std::string create_sequence(const model::Sequence& sequence) {
  const auto& type = sequence.type.canonical();
  return fmt::format("CREATE SEQUENCE IF NOT EXISTS {}{}{}", sequence.name.quoted(),
                     type == "bigint" ? "" : " AS " + type, sequence_options_clause(sequence.type, sequence.options));
}

std::string column_reference(const model::ColumnReference& column) {
  return column.table.quoted() + "." + column.column.quoted();
}

std::string own_sequence(const sql::QualifiedName& sequence, const model::ColumnReference& owner) {
  return fmt::format("ALTER SEQUENCE {} OWNED BY {}", sequence.quoted(), column_reference(owner));
}

std::string comment_on(const CommentTarget& target, const std::string& comment) {
  return fmt::format("{} IS {}", subject(target), sql::quote_literal(comment));
}

std::string comment_away(const CommentTarget& target) { return subject(target) + " IS NULL"; }

}  // namespace pgreconcile::reconciler
