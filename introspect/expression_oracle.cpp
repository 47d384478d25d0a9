#include "introspect/expression_oracle.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

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
/// A target list has at most 1,664 entries, and a pair takes two.
constexpr std::size_t kPairsPerQuery = 500;

// What the expressions may name: a table's columns, or a domain's VALUE, which the grammar takes for a column; empty where
// there is neither.
std::vector<std::string> columns_of(const sql::QualifiedName& name, const OracleFacts& facts) {
  if (const auto* domain = facts.domains.find(name)) return {fmt::format("value {}", domain->type.canonical())};
  const auto* table = facts.tables.find(name);
  if (table == nullptr) return {};
  std::vector<std::string> columns;
  for (const auto& column : table->columns) {
    columns.push_back(fmt::format("{} {}", column.name.quoted(), column.type.canonical()));
  }
  if (columns.empty()) columns.emplace_back("no_column pg_catalog.int4");
  return columns;
}

// A verdict that needs no question, or std::nullopt.
std::optional<Verdict> settle_by_text(const ExpressionPair& pair, const OracleFacts& facts) {
  if (columns_of(pair.table, facts).empty()) {
    return Verdict{Sameness::Undecidable, fmt::format("{} is not in the database", pair.table.quoted())};
  }
  const auto desired = sql::traits_of(pair.desired);
  const auto live = sql::traits_of(pair.live);
  if (!desired.known || !live.known) return Verdict{Sameness::Undecidable, "its syntax is newer than the parser"};
  if (desired.traits.collations != live.traits.collations) return Verdict{Sameness::Different, ""};
  const auto calls_of = [&](const sql::ExpressionTraits& traits) { return foreign_calls(traits, pair.table, facts); };
  if (calls_of(desired.traits) != calls_of(live.traits)) return Verdict{Sameness::Different, ""};
  if (desired.traits.folds_to_huge_value || live.traits.folds_to_huge_value) {
    return Verdict{Sameness::Undecidable, "the server would compute a value that may be huge"};
  }
  return std::nullopt;
}

// A default is cast as the column stores it, but never cut to the column's length: `'abcdef'` is not `'abc'`.
std::string as_asked(const std::string& expression, const ExpressionPair& pair) {
  if (pair.cast_to.empty()) return fmt::format("({})", expression);
  return fmt::format("CAST(({}) AS {})", expression, sql::without_length(pair.cast_to));
}

// The pairs of one table, as a query that the planner keeps whole and runs never.
std::string pairs_of_table(const Pairs& pairs, const OracleFacts& facts) {
  std::vector<std::string> outputs;
  for (const auto& pair : pairs) {
    outputs.push_back(as_asked(pair.desired, pair));
    outputs.push_back(as_asked(pair.live, pair));
  }
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

Verdicts ask_together(db::Session& session, const Pairs& pairs, const OracleFacts& facts) {
  const auto groups = by_table(pairs);
  session.begin_read_only(facts.search_path, kTimeouts);
  const auto rows = session.read(sql::admit_read_only(explain_query(groups, facts)));
  std::map<std::string, std::vector<std::string>> outputs;
  collect_outputs(Json::parse(rows.text(0, 0))[0]["Plan"], outputs);
  Verdicts verdicts;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const auto& output = outputs[fmt::format("CTE pairs_{}", group)];
    for (std::size_t at = 0; at < groups[group].size(); ++at) {
      if (output.size() != 2 * groups[group].size()) {
        verdicts[groups[group][at]] = {Sameness::Undecidable, "the server's plan does not show it"};
        continue;
      }
      // The server keeps spellings that mean the same: timezone('utc', x), x AT TIME ZONE 'utc'.
      const bool same = sql::known_equal(output[2 * at], output[2 * at + 1], "");
      verdicts[groups[group][at]] = {same ? Sameness::Same : Sameness::Different, ""};
    }
  }
  return verdicts;
}

Verdicts ask_each(db::Session& session, const Pairs& pairs, const OracleFacts& facts) {
  Verdicts verdicts;
  for (const auto& pair : pairs) {
    try {
      verdicts.merge(ask_together(session, {pair}, facts));
    } catch (const Error& error) {
      if (session.is_broken()) throw;
      session.rollback();
      verdicts[pair] = {Sameness::Undecidable, error.what()};
    }
  }
  return verdicts;
}

bool needs_cast_check(const ExpressionPair& pair, const Verdict& verdict) {
  return verdict.sameness == Sameness::Same && !pair.cast_to.empty() &&
         !sql::traits_of(pair.desired).traits.is_string_literal;
}

// Whether a value of the one type may stand where the other is stored. Text becomes another type only by a cast that is
// written; pg_cast does not list that one. https://www.postgresql.org/docs/current/sql-createcast.html
bool is_assignable(std::int64_t source, std::int64_t target, const Casts& casts) {
  constexpr auto kStrings = std::to_array<std::int64_t>({18, 19, 25, 1042, 1043});  // "char" to varchar, in pg_type
  const auto is_string = [&](std::int64_t type) { return std::ranges::find(kStrings, type) != kStrings.end(); };
  const auto cast = casts.find({source, target});
  if (cast != casts.end()) return cast->second != 'e';
  return source == target || !is_string(source) || is_string(target);
}

// CAST takes what DEFAULT does not: `1` is no default of a boolean column, although CAST(1 AS boolean) is true.
Verdict check_cast(db::Session& session, const ExpressionPair& pair, const OracleFacts& facts) {
  const auto query = fmt::format(
      "SELECT pg_catalog.pg_typeof(CASE WHEN false THEN ({}) END)::pg_catalog.oid,"
      " {}::pg_catalog.regtype::pg_catalog.oid",
      pair.desired, sql::quote_literal(pair.cast_to));
  try {
    session.begin_read_only(facts.search_path, kTimeouts);
    const auto rows = session.read(sql::admit_read_only(query));
    return {is_assignable(rows.integer(0, 0), rows.integer(0, 1), facts.casts) ? Sameness::Same : Sameness::Different,
            ""};
  } catch (const Error& error) {
    if (session.is_broken()) throw;
    session.rollback();
    return {Sameness::Undecidable, error.what()};
  }
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
  if (to_ask.empty()) return verdicts;
  try {
    verdicts.merge(ask_together(session, to_ask, facts));
  } catch (const Error&) {
    if (session.is_broken()) throw;
    session.rollback();
    verdicts.merge(ask_each(session, to_ask, facts));
  }
  for (auto& [pair, verdict] : verdicts) {
    if (needs_cast_check(pair, verdict)) verdict = check_cast(session, pair, facts);
  }
  return verdicts;
}

}  // namespace pgreconcile::introspect
