#include "src/run/compare.hpp"

#include <algorithm>
#include <string>

#include "reconciler/server_features.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::run {
namespace {

// Autovacuum makes way for a lock only when the waiter's deadlock check fires: lock_timeout has to outlast that.
reconciler::PlanOptions plan_options(const CompareOptions& options, std::chrono::milliseconds deadlock_timeout) {
  auto plan = options.plan;
  plan.ddl.lock = options.lock_timeout.value_or(std::max(plan.ddl.lock, deadlock_timeout + std::chrono::seconds(1)));
  return plan;
}

/// An answer may lead to another question: whether a default is the same matters once its column's type is known to be,
/// and whether a bound is, once the partition key is. That is as deep as it goes.
constexpr int kMostRounds = 2;

void add(model::Answers more, model::Answers& answers) {
  answers.expressions.merge(more.expressions);
  answers.table_sizes.merge(more.table_sizes);
  answers.functions.merge(more.functions);
  answers.runs_code.merge(more.runs_code);
}

// Such a file is wrong for this server, whatever the database holds.
void check_features(const model::Database& desired, const model::ServerFacts& server) {
  std::string problems;
  for (const auto& diagnostic : reconciler::missing_features(desired, server.version_number)) {
    problems += (problems.empty() ? "" : "\n") + to_string(diagnostic);
  }
  if (!problems.empty()) throw Error(ErrorCode::SchemaFile, problems);
}

}  // namespace

Comparison compare(db::Session& session, const model::Database& desired, const CompareOptions& options) {
  introspect::Reading reading;
  reconciler::DiffResult result;
  introspect::read_until_settled([&] {
    reading = introspect::read(session, desired);
    check_features(desired, reading.live.server);
    model::Answers answers;
    result = reconciler::diff(desired, reading.live, answers, options.diff);
    for (int round = 0; round < kMostRounds && !result.questions.empty(); ++round) {
      add(introspect::answer(session, result.questions, desired, reading), answers);
      result = reconciler::diff(desired, reading.live, answers, options.diff);
    }
  });
  auto plan = reconciler::make_plan(desired, reading.live, std::move(result.differences),
                                    plan_options(options, reading.session.deadlock_timeout));
  return {std::move(plan), std::move(reading.session), std::move(reading.live)};
}

}  // namespace pgreconcile::run
