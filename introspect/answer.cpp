#include <algorithm>

#include "introspect/answer_queries.hpp"
#include "introspect/expression_oracle.hpp"
#include "introspect/named_objects.hpp"
#include "introspect/read.hpp"
#include "introspect/row.hpp"
#include "introspect/snapshot.hpp"
#include "src/base/error.hpp"
#include "src/sql/equivalence.hpp"

namespace pgreconcile::introspect {
namespace {

constexpr Timeouts kTimeouts{std::chrono::seconds(5), std::chrono::seconds(30)};

// The functions asked about, and those that the pairs of expressions call without a schema.
std::set<std::string> functions_of(const model::Questions& questions) {
  auto names = questions.functions;
  for (const auto& pair : questions.expressions) {
    for (const auto* text : {&pair.desired, &pair.live})
      names.merge([&] {
        const auto calls = sql::traits_of(*text).traits.plain_functions;
        return std::set<std::string>(calls.begin(), calls.end());
      }());
  }
  return names;
}

// Of the types outside pg_catalog that the pairs of expressions cast to.
std::set<std::string> cast_names_of(const std::set<model::ExpressionPair>& pairs) {
  std::set<std::string> names;
  for (const auto& pair : pairs) {
    for (const auto* text : {&pair.desired, &pair.live}) {
      const auto parsed = sql::traits_of(*text);
      names.insert(parsed.traits.cast_names.begin(), parsed.traits.cast_names.end());
    }
  }
  return names;
}

model::Volatility read_volatility(const std::string& provolatile) {
  if (provolatile.empty()) return model::Volatility::Foreign;
  if (provolatile == "v") return model::Volatility::Volatile;
  return provolatile == "s" ? model::Volatility::Stable : model::Volatility::Immutable;
}

std::map<std::string, model::Callable> read_functions(const db::Result& rows, const std::set<std::string>& names) {
  std::map<std::string, model::Callable> functions;
  for (const auto& name : names) functions[name] = {};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    auto& function = functions[rows.text(row, 0)];
    function.builtin = read_volatility(rows.text(row, 1));
    function.schemas = Row(rows, row).identifiers("schemas");
    function.takes_builtin_types = rows.boolean(row, 3);
  }
  return functions;
}

// True only where the role may look and sees no row; a table that cannot be read may hold some.
bool is_seen_empty(db::Session& session, const sql::QualifiedName& table) {
  try {
    session.begin_read_only({sql::Identifier("pg_catalog")}, kTimeouts);
    const auto rows = session.read(has_rows_query(table));
    session.rollback();
    return !rows.boolean(0, 0);
  } catch (const Error&) {
    if (session.is_broken()) throw;
    session.rollback();
    return false;
  }
}

std::map<sql::QualifiedName, model::TableSize> read_sizes(db::Session& session, const db::Result& rows) {
  std::map<sql::QualifiedName, model::TableSize> sizes;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const sql::QualifiedName table{sql::Identifier(rows.text(row, 0)), sql::Identifier(rows.text(row, 1))};
    const auto bytes = rows.integer(row, 2);
    const bool may_look = rows.boolean(row, 3);
    sizes[table] = {bytes, bytes == 0 || (may_look && is_seen_empty(session, table))};
  }
  return sizes;
}

Casts read_casts(const db::Result& rows) {
  Casts casts;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    casts[{rows.text(row, 0), rows.text(row, 1)}] = rows.text(row, 2).front();
  }
  return casts;
}

std::set<std::string> read_names(const db::Result& rows) {
  std::set<std::string> names;
  for (std::size_t row = 0; row < rows.size(); ++row) names.insert(rows.text(row, 0));
  return names;
}

std::map<std::string, bool> read_types(const db::Result& rows, const std::set<std::string>& asked) {
  std::map<std::string, bool> runs_code;
  for (const auto& type : asked) runs_code[type] = false;
  for (std::size_t row = 0; row < rows.size(); ++row) runs_code[rows.text(row, 0)] = true;
  return runs_code;
}

}  // namespace

model::Answers answer(db::Session& session, const model::Questions& questions, const model::Database& desired,
                      const Reading& reading) {
  const auto& live = reading.live;
  const auto names = functions_of(questions);
  const std::vector<sql::QualifiedName> tables(questions.table_sizes.begin(), questions.table_sizes.end());
  const auto search_path = model::fragment_search_path(desired, live);
  session.begin_read_only(search_path, kTimeouts);
  const auto results = session.read_and_read_again(
      {functions_query(names, search_path), table_sizes_query(tables), casts_query(), code_types_query(questions.types),
       domain_names_query(cast_names_of(questions.expressions)), reading.names.query});

  model::Answers answers;
  answers.functions = read_functions(results[0], names);
  answers.table_sizes = read_sizes(session, results[1]);
  answers.runs_code = read_types(results[3], questions.types);
  answers.expressions = ask_server(session, questions.expressions,
                                   {model::ByName(live.tables), model::ByName(live.domains), desired.default_schema,
                                    search_path, answers.functions, read_casts(results[2]), read_names(results[4])});
  // What could not be decided may have been there before.
  const auto names_now = questions.expressions.empty() ? results.back() : session.read_anew(reading.names.query);
  if (read_named_objects(names_now) != reading.names.answer) throw CatalogMoved();
  return answers;
}

}  // namespace pgreconcile::introspect
