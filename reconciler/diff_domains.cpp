#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/default_names.hpp"
#include "reconciler/diff_types.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"
#include "reconciler/type_ddl.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::CheckConstraint;
using model::Domain;

std::string alter_domain(const Domain& domain, std::string_view action) {
  return fmt::format("ALTER DOMAIN {} {};", domain.name.quoted(), action);
}

// What no ALTER DOMAIN can change: a new domain, to which a person moves the columns.
std::string replace_domain(const Domain& domain) {
  return fmt::format("{} {};", rename_relation_away(domain.name, model::RelationKind::Domain), create_domain(domain));
}

Difference conflict(const Domain& domain, std::string attribute, std::string message) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = domain.name.quoted(),
          .attribute = std::move(attribute),
          .message = std::move(message),
          .source = domain.origin.where};
}

struct DomainPair {
  const Domain& desired;
  const Domain& live;
};

void diff_type(DiffContext& context, const DomainPair& domains) {
  const auto& desired = domains.desired.type;
  const auto& live = domains.live.type;
  if (desired == live) return;
  auto difference = conflict(domains.desired, "type", "the domain has another type");
  difference.desired = desired.text();
  difference.live = live.canonical();
  difference.manual_sql = replace_domain(domains.desired);
  // A type of the user's may be found through the search path under a name that the file does not say in full.
  if (!desired.is_builtin() && !live.is_builtin()) {
    const auto null_of = [](const sql::TypeName& type) { return "NULL::" + type.text(); };
    const auto verdict = context.compare({domains.desired.name, null_of(desired), null_of(live), ""});
    if (verdict.sameness == model::Sameness::Same) return;
    if (verdict.sameness == model::Sameness::Undecidable) make_unknown(difference, "types", verdict);
  }
  context.report(std::move(difference));
}

void diff_nullability(DiffContext& context, const DomainPair& domains) {
  const auto text = [](const Domain& domain) { return domain.nullable ? "NULL" : "NOT NULL"; };
  if (domains.desired.nullable == domains.live.nullable) return;
  auto difference = conflict(domains.desired, "nullable",
                             domains.desired.nullable ? "the domain does not take NULL, and the file says it does"
                                                      : "the domain takes NULL, and the file says it does not");
  difference.desired = text(domains.desired);
  difference.live = text(domains.live);
  difference.manual_sql = alter_domain(domains.desired, domains.desired.nullable ? "DROP NOT NULL" : "SET NOT NULL");
  context.report(std::move(difference));
}

void diff_default(DiffContext& context, const DomainPair& domains) {
  const auto& desired = domains.desired.default_value;
  const auto& live = domains.live.default_value;
  if (!desired && !live) return;
  auto difference = conflict(domains.desired, "default", "the domain has another default");
  difference.desired = text_of(desired);
  difference.live = text_of(live);
  difference.manual_sql =
      alter_domain(domains.desired, desired ? "SET DEFAULT " + desired->operand() : std::string("DROP DEFAULT"));
  if (!live) difference.message = "the domain has no default";
  if (!desired) difference.message = "the domain has a default that the file does not declare";
  if (desired && live) {
    const auto verdict =
        context.compare({domains.desired.name, desired->text(), live->text(), domains.live.type.canonical()});
    if (verdict.sameness == model::Sameness::Same) return;
    if (verdict.sameness == model::Sameness::Undecidable) make_unknown(difference, "defaults", verdict);
  }
  context.report(std::move(difference));
}

void diff_collation(DiffContext& context, const DomainPair& domains) {
  const auto& desired = domains.desired.collation;
  const auto& live = domains.live.collation;
  const bool is_the_types_own = live == domains.live.type_collation;
  if (desired ? finds(context, *desired, live) : is_the_types_own) return;
  auto difference = conflict(domains.desired, "collation", "the domain has another collation");
  difference.desired = desired ? desired->quoted() : "";
  difference.live = is_the_types_own ? "" : live->quoted();
  difference.manual_sql = replace_domain(domains.desired);
  context.report(std::move(difference));
}

std::vector<sql::QualifiedName> tables_of(const DiffContext& context, const Domain& domain) {
  const auto is_of_domain = [&](const model::Column& column) {
    const auto& type = column.type.canonical();
    return type == domain.name.quoted() || type == domain.name.quoted() + "[]";
  };
  std::vector<sql::QualifiedName> tables;
  for (const auto& table : context.live().tables) {
    if (std::ranges::any_of(table.columns, is_of_domain)) tables.push_back(table.name);
  }
  std::ranges::sort(tables);
  return tables;
}

// The checks of one domain, the declared ones and the live ones.
class Checks {
 public:
  Checks(DiffContext& context, const DomainPair& domains)
      : context_(context), desired_(domains.desired), live_(domains.live) {
    for (const auto& check : desired_.checks) names_.insert(check.name.value_or(sql::Identifier()));
    for (const auto& check : live_.checks) names_.insert(check.name.value_or(sql::Identifier()));
  }

  void diff() {
    const auto same = [&](const CheckConstraint& desired, const CheckConstraint& live) {
      return live.unmodelled.empty() && compare(desired, live).sameness == model::Sameness::Same;
    };
    auto matching = match(desired_.checks, live_.checks, same);
    pair_rest(matching,
              [&](const auto& check, const auto& other) { return !check.name && other.name == default_name(0); });
    for (const auto& [desired, live] : matching.same_name) diff_check(*desired, *live);
    for (const auto& [desired, live] : matching.other_name) report_renamed(*desired, *live);
    for (const auto* check : matching.only_desired) {
      const auto verdict_with = [&](const CheckConstraint* live) { return compare(*check, *live); };
      if (const auto* doubtful = take_doubtful(matching.only_live, verdict_with)) {
        report_doubtful(*check, *doubtful);
      } else {
        report_missing(*check);
      }
    }
    for (const auto* check : matching.only_live) report_extra(*check);
  }

 private:
  model::Verdict compare(const CheckConstraint& desired, const CheckConstraint& live) {
    return context_.compare({desired_.name, desired.expression.text(), live.expression.text(), ""});
  }

  sql::Identifier default_name(int attempt) const {
    return model::default_constraint_name(desired_.name.name, {}, "check", attempt);
  }

  Difference difference_of(const CheckConstraint& check, const sql::Identifier& name) const {
    return {.difference_class = DifferenceClass::Conflict,
            .object = object_name(desired_.name, name),
            .attribute = "check",
            .desired = check_clause(check),
            .source = check.origin.where};
  }

  void diff_validity(const CheckConstraint& desired, const CheckConstraint& live) {
    if (desired.validity == model::Validity::NotValid || live.validity == model::Validity::Valid) return;
    auto difference = difference_of(desired, *live.name);
    difference.difference_class = DifferenceClass::Missing;
    difference.attribute = "validated";
    difference.desired = "VALID";
    difference.live = "NOT VALID";
    difference.message = "constraint is not validated";
    difference.remedy = ValidateDomainCheck{desired_.name, *live.name, tables_of(context_, desired_)};
    context_.report(std::move(difference));
  }

  void diff_check(const CheckConstraint& desired, const CheckConstraint& live) {
    report_unmodelled(context_, live.unmodelled, object_name(desired_.name, *live.name), desired.origin.where);
    const auto verdict = compare(desired, live);
    if (verdict.sameness == model::Sameness::Same) return diff_validity(desired, live);
    auto difference = difference_of(desired, *live.name);
    difference.live = check_clause(live);
    if (verdict.sameness == model::Sameness::Undecidable) {
      make_unknown(difference, "checks", verdict);
    } else {
      difference.message = "the constraint checks something else";
      difference.manual_sql = fmt::format("{} {}", alter_domain(desired_, "DROP CONSTRAINT " + live.name->quoted()),
                                          alter_domain(desired_, "ADD " + named(live.name, check_clause(desired))));
    }
    context_.report(std::move(difference));
  }

  void report_renamed(const CheckConstraint& desired, const CheckConstraint& live) {
    auto difference = difference_of(desired, *desired.name);
    difference.difference_class = DifferenceClass::Renamed;
    difference.attribute = "name";
    difference.desired = desired.name->quoted();
    difference.live = live.name->quoted();
    difference.message = "the same constraint exists under another name";
    difference.manual_sql =
        alter_domain(desired_, fmt::format("RENAME CONSTRAINT {} TO {}", live.name->quoted(), desired.name->quoted()));
    context_.report(std::move(difference));
    diff_validity(desired, live);
  }

  void report_doubtful(const CheckConstraint& desired, const CheckConstraint& live) {
    auto difference = difference_of(desired, desired.name.value_or(default_name(0)));
    difference.difference_class = DifferenceClass::Unknown;
    difference.live = fmt::format("{} {}", live.name->quoted(), check_clause(live));
    difference.message = "may be the same as a constraint under another name: " + compare(desired, live).reason;
    context_.report(std::move(difference));
  }

  void report_missing(CheckConstraint check) {
    for (int attempt = 0; !check.name; ++attempt) {
      const auto name = default_name(attempt);
      if (names_.insert(name).second) check.name = name;
    }
    auto difference = difference_of(check, *check.name);
    difference.difference_class = DifferenceClass::Missing;
    difference.message = "check constraint is missing";
    difference.remedy = AddDomainCheck{desired_.name, check, tables_of(context_, desired_)};
    context_.report(std::move(difference));
  }

  void report_extra(const CheckConstraint& check) {
    auto difference = difference_of(check, *check.name);
    difference.difference_class = DifferenceClass::Extra;
    difference.desired.clear();
    difference.live = check_clause(check);
    difference.message = "constraint is not declared";
    difference.manual_sql = alter_domain(desired_, "DROP CONSTRAINT " + check.name->quoted());
    difference.source = desired_.origin.where;
    context_.report(std::move(difference));
  }

  DiffContext& context_;
  const Domain& desired_;
  const Domain& live_;
  std::set<sql::Identifier> names_;
};

void diff_domain(DiffContext& context, const Domain& desired, const Domain& live) {
  const DomainPair domains{desired, live};
  report_unmodelled(context, live.unmodelled, desired.name.quoted(), desired.origin.where);
  diff_type(context, domains);
  diff_nullability(context, domains);
  diff_default(context, domains);
  diff_collation(context, domains);
  Checks(context, domains).diff();
}

// With a name for each check that is NOT VALID, because it is added by itself: the names that PostgreSQL gives to those
// that come with the domain are taken by then.
Domain with_names(Domain domain) {
  const auto named = with_default_names(domain);
  for (std::size_t at = 0; at < domain.checks.size(); ++at) {
    if (domain.checks[at].validity == model::Validity::NotValid) domain.checks[at].name = named.checks[at].name;
  }
  return domain;
}

void report_missing(DiffContext& context, const Domain& domain) {
  if (type_name_is_taken(context, domain.name, model::RelationKind::Domain, domain.origin.where)) return;
  context.report({.difference_class = DifferenceClass::Missing,
                  .object = domain.name.quoted(),
                  .attribute = "domain",
                  .desired = create_domain(domain),
                  .message = "domain is missing",
                  .source = domain.origin.where,
                  .remedy = CreateDomain{with_names(domain)}});
}

}  // namespace

void diff_domains(DiffContext& context) {
  const model::ByName live(context.live().domains);
  for (const auto& domain : context.desired().domains) {
    if (const auto* found = live.find(domain.name)) {
      diff_domain(context, domain, *found);
    } else {
      report_missing(context, domain);
    }
  }
}

}  // namespace pgreconcile::reconciler
