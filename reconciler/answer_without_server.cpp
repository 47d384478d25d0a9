#include "reconciler/answer_without_server.hpp"

#include <algorithm>
#include <variant>

#include "src/sql/builtin_calls.hpp"
#include "src/sql/equivalence.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Sameness;
using model::Verdict;
using model::Volatility;

Verdict verdict_on(const model::ExpressionPair& pair) {
  if (sql::known_different(pair.desired, pair.live, pair.cast_to)) return {Sameness::Different, ""};
  return {Sameness::Undecidable, "they are not spelled alike, and no server was asked"};
}

// A name of PostgreSQL's own is taken to mean PostgreSQL's own.
model::Callable callable(const std::string& name) {
  switch (sql::builtin_call(name)) {
    case sql::BuiltinCall::Unknown:
      return {};
    case sql::BuiltinCall::NotVolatile:
      return {.builtin = Volatility::Stable};
    case sql::BuiltinCall::Volatile:
      return {.builtin = Volatility::Volatile};
  }
  return {};
}

// Values of domains do, because of their checks.
bool runs_code(const std::string& type, const FilePair& files) {
  const auto parsed = sql::parse_type_name(type, files.desired.default_schema);
  const auto* name = std::get_if<sql::TypeName>(&parsed);
  if (name == nullptr) return true;
  const auto is_it = [base = name->base()](const model::Domain& domain) { return domain.name.quoted() == base; };
  return std::ranges::any_of(files.before.domains, is_it) || std::ranges::any_of(files.desired.domains, is_it);
}

}  // namespace

model::Answers answer_without_server(const model::Questions& questions, const FilePair& files) {
  model::Answers answers;
  for (const auto& pair : questions.expressions) answers.expressions.emplace(pair, verdict_on(pair));
  for (const auto& table : questions.table_sizes) answers.table_sizes.emplace(table, model::TableSize{});
  for (const auto& function : questions.functions) answers.functions.emplace(function, callable(function));
  for (const auto& type : questions.types) answers.runs_code.emplace(type, runs_code(type, files));
  return answers;
}

}  // namespace pgreconcile::reconciler
