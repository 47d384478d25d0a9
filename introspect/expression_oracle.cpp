#include "introspect/expression_oracle.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>

#include "introspect/foreign_calls.hpp"
#include "src/base/error.hpp"
#include "src/sql/equivalence.hpp"
#include "src/sql/literal.hpp"
#include "src/sql/read_only_query.hpp"

namespace pgreconcile::introspect {
namespace {

using Json = nlohmann::json;
using model::ExpressionPair;
using model::Sameness;
using model::Verdict;
using Pairs = std::vector<ExpressionPair>;
using Verdicts = std::map<ExpressionPair, Verdict>;

constexpr Timeouts kTimeouts{std::chrono::seconds(5), std::chrono::seconds(5)};
/// A target list has at most 1,664 entries, and a pair takes four at most.
constexpr std::size_t kPairsPerQuery = 400;

bool is_there(const sql::QualifiedName& name, const OracleFacts& facts) {
  return facts.domains.find(name) != nullptr || facts.tables.find(name) != nullptr;
}

// What the expressions may name: a table's columns, or a domain's VALUE, which the grammar takes for a column.
// REQUIRES: is_there().
std::vector<std::string> columns_of(const sql::QualifiedName& name, const OracleFacts& facts) {
  if (const auto* domain = facts.domains.find(name)) return {fmt::format("value {}", domain->type.canonical())};
  std::vector<std::string> columns;
  for (const auto& column : facts.tables.find(name)->columns) {
    columns.push_back(fmt::format("{} {}", column.name.quoted(), column.type.canonical()));
  }
  if (columns.empty()) columns.emplace_back("no_column pg_catalog.int4");
  return columns;
}

// The domains that an expression is cast to on its way into the column, whose own does not count. The planner drops a cast
// to a domain that has no checks today; it may have some tomorrow.
std::set<std::string> domains_cast_to(const sql::ExpressionTraits& traits, const ExpressionPair& pair,
                                      const OracleFacts& facts) {
  std::set<std::string> domains;
  std::ranges::set_intersection(traits.cast_names, facts.domain_names, std::inserter(domains, domains.end()));
  for (const auto& own : sql::traits_of("NULL::" + pair.cast_to).traits.cast_names) domains.erase(own);
  return domains;
}

// A verdict that needs no question, or std::nullopt.
std::optional<Verdict> settle_by_text(const ExpressionPair& pair, const OracleFacts& facts) {
  if (!is_there(pair.table, facts)) {
    return Verdict{Sameness::Undecidable, fmt::format("{} is not in the database", pair.table.quoted())};
  }
  const auto desired = sql::traits_of(pair.desired);
  const auto live = sql::traits_of(pair.live);
  if (!desired.known || !live.known) return Verdict{Sameness::Undecidable, "its syntax is newer than the parser"};
  if (desired.traits.collations != live.traits.collations) return Verdict{Sameness::Different, ""};
  if (domains_cast_to(desired.traits, pair, facts) != domains_cast_to(live.traits, pair, facts)) {
    return Verdict{Sameness::Different, ""};
  }
  const auto calls_of = [&](const sql::ExpressionTraits& traits) { return foreign_calls(traits, pair.table, facts); };
  if (calls_of(desired.traits) != calls_of(live.traits)) return Verdict{Sameness::Different, ""};
  if (desired.traits.folds_to_huge_value || live.traits.folds_to_huge_value) {
    return Verdict{Sameness::Undecidable, "the server would compute a value that may be huge"};
  }
  return std::nullopt;
}

// What stands for NULL of a type once it is planned: `NULL::integer`, a domain's as its base type's.
std::string null_of_type(const std::string& expression) {
  return fmt::format("CASE WHEN false THEN {} END", expression);
}

// What is put into a column is cast as the column stores it, but never cut to the column's length: `'abcdef'` is not
// `'abc'`. Two more outputs tell the types of the value and of the column.
std::vector<std::string> outputs_of(const ExpressionPair& pair) {
  if (pair.cast_to.empty()) return {fmt::format("({})", pair.desired), fmt::format("({})", pair.live)};
  const auto stored = [&](const std::string& expression) {
    return fmt::format("CAST(({}) AS {})", expression, sql::without_length(pair.cast_to));
  };
  return {stored(pair.desired), stored(pair.live), null_of_type(fmt::format("({})", pair.desired)),
          null_of_type(stored("NULL"))};
}

// The pairs of one table, as a query that the planner keeps whole and runs never.
std::string pairs_of_table(const Pairs& pairs, const OracleFacts& facts) {
  std::vector<std::string> outputs;
  for (const auto& pair : pairs) std::ranges::move(outputs_of(pair), std::back_inserter(outputs));
  const auto& table = pairs.front().table;
  return fmt::format("SELECT {} FROM pg_catalog.json_to_recordset('[]') AS {}({})", fmt::join(outputs, ", "),
                     table.name.quoted(), fmt::join(columns_of(table, facts), ", "));
}

std::vector<Pairs> by_table(const Pairs& pairs) {
  std::vector<Pairs> groups;
  for (const auto& pair : pairs) {
    const bool continues =
        !groups.empty() && groups.back().front().table == pair.table && groups.back().size() < kPairsPerQuery;
    if (!continues) groups.emplace_back();
    groups.back().push_back(pair);
  }
  return groups;
}

std::string explain_query(const std::vector<Pairs>& groups, const OracleFacts& facts) {
  std::vector<std::string> queries;
  std::vector<std::string> uses;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    queries.push_back(fmt::format("pairs_{} AS MATERIALIZED ({})", group, pairs_of_table(groups[group], facts)));
    uses.push_back(fmt::format("EXISTS (SELECT FROM pairs_{})", group));
  }
  return fmt::format("EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) WITH {} SELECT {}", fmt::join(queries, ", "),
                     fmt::join(uses, ", "));
}

// The output lists of the plan's CTEs, by `CTE pairs_0`.
void collect_outputs(const Json& plan, std::map<std::string, std::vector<std::string>>& outputs) {
  if (plan.contains("Subplan Name") && plan.contains("Output")) {
    outputs[plan["Subplan Name"].get<std::string>()] = plan["Output"].get<std::vector<std::string>>();
  }
  if (!plan.contains("Plans")) return;
  for (const auto& child : plan["Plans"]) collect_outputs(child, outputs);
}

// Whether a value of the one type may stand where the other is stored. Text becomes another type only by a cast that is
// written; pg_cast does not list that one. https://www.postgresql.org/docs/current/sql-createcast.html
bool is_assignable(std::string source, std::string target, const Casts& casts) {
  constexpr auto kStrings =
      std::to_array<std::string_view>({"\"char\"", "name", "text", "bpchar", "character varying"});
  constexpr std::string_view kArray = "[]";
  if (source.ends_with(kArray) && target.ends_with(kArray)) {  // element by element
    source.resize(source.size() - kArray.size());
    target.resize(target.size() - kArray.size());
  }
  const auto is_string = [&](const std::string& type) { return std::ranges::find(kStrings, type) != kStrings.end(); };
  const auto cast = casts.find({source, target});
  if (cast != casts.end()) return cast->second != 'e';
  return source == target || !is_string(source) || is_string(target);
}

using Outputs = std::span<const std::string>;

// CAST takes what DEFAULT does not: `1` is no default of a boolean column, although CAST(1 AS boolean) is true.
bool is_accepted(const ExpressionPair& pair, Outputs outputs, const OracleFacts& facts) {
  constexpr std::string_view kNull = "NULL::";
  if (pair.cast_to.empty() || sql::traits_of(pair.desired).traits.is_string_literal) return true;
  return is_assignable(outputs[2].substr(kNull.size()), outputs[3].substr(kNull.size()), facts.casts);
}

// REQUIRES: `outputs` are as many as outputs_of() asks for.
Verdict compare_outputs(const ExpressionPair& pair, Outputs outputs, const OracleFacts& facts) {
  // The server keeps spellings that mean the same: timezone('utc', x), x AT TIME ZONE 'utc'.
  const bool same = sql::known_equal_in_plan(outputs[0], outputs[1]) && is_accepted(pair, outputs, facts);
  return {same ? Sameness::Same : Sameness::Different, ""};
}

void compare_outputs(const Pairs& pairs, Outputs outputs, const OracleFacts& facts, Verdicts& verdicts) {
  std::size_t at = 0;
  for (const auto& pair : pairs) {
    const auto count = outputs_of(pair).size();
    verdicts[pair] = at + count <= outputs.size()
                         ? compare_outputs(pair, outputs.subspan(at, count), facts)
                         : Verdict{Sameness::Undecidable, "the server's plan does not show it"};
    at += count;
  }
}

Verdicts ask_together(db::Session& session, const Pairs& pairs, const OracleFacts& facts) {
  const auto groups = by_table(pairs);
  session.begin_read_only(facts.search_path, kTimeouts);
  const auto rows = session.read(sql::admit_read_only(explain_query(groups, facts)));
  std::map<std::string, std::vector<std::string>> outputs;
  collect_outputs(Json::parse(rows.text(0, 0))[0]["Plan"], outputs);
  Verdicts verdicts;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    compare_outputs(groups[group], outputs[fmt::format("CTE pairs_{}", group)], facts, verdicts);
  }
  return verdicts;
}

std::string reason_of(const Error& error) {
  // Refused before any server saw it: the gate does not know all of the catalog's syntax.
  if (error.code() == ErrorCode::Internal) return "one of them holds syntax that no server is asked about";
  return error.what();
}

// Halves what fails until each pair that spoils the others stands alone.
Verdicts ask(db::Session& session, const Pairs& pairs, const OracleFacts& facts) {
  try {
    return ask_together(session, pairs, facts);
  } catch (const Error& error) {
    if (session.is_broken()) throw;
    session.rollback();
    if (pairs.size() == 1) return {{pairs.front(), {Sameness::Undecidable, reason_of(error)}}};
  }
  const auto middle = pairs.begin() + static_cast<std::ptrdiff_t>(pairs.size() / 2);
  auto verdicts = ask(session, {pairs.begin(), middle}, facts);
  verdicts.merge(ask(session, {middle, pairs.end()}, facts));
  return verdicts;
}

}  // namespace

Verdicts ask_server(db::Session& session, const std::set<ExpressionPair>& pairs, const OracleFacts& facts) {
  Verdicts verdicts;
  Pairs to_ask;
  for (const auto& pair : pairs) {
    if (auto verdict = settle_by_text(pair, facts)) {
      verdicts[pair] = *verdict;
    } else {
      to_ask.push_back(pair);
    }
  }
  if (!to_ask.empty()) verdicts.merge(ask(session, to_ask, facts));
  return verdicts;
}

}  // namespace pgreconcile::introspect
