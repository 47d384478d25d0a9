#include "src/run/compare.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "reconciler/answer_without_server.hpp"
#include "reconciler/described_database.hpp"
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

// PostgreSQL's own default.
constexpr std::chrono::seconds kUsualDeadlockTimeout{1};

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

struct BothSides {
  const model::Database& desired;
  const model::LiveDatabase& live;
};

// Compares, and asks for what comparing cannot decide.
std::vector<reconciler::Difference> compare(const BothSides& sides, const reconciler::DiffOptions& options,
                                            const std::function<model::Answers(const model::Questions&)>& answer) {
  model::Answers answers;
  auto result = reconciler::diff(sides.desired, sides.live, answers, options);
  for (int round = 0; round < kMostRounds && !result.questions.empty(); ++round) {
    add(answer(result.questions), answers);
    result = reconciler::diff(sides.desired, sides.live, answers, options);
  }
  return std::move(result.differences);
}

}  // namespace

Comparison compare(db::Session& session, const model::Database& desired, const CompareOptions& options) {
  introspect::Reading reading;
  std::vector<reconciler::Difference> differences;
  introspect::read_until_settled([&] {
    reading = introspect::read(session, desired, options.scope);
    check_features(desired, reading.live.server);
    differences = compare({desired, reading.live}, options.diff, [&](const model::Questions& questions) {
      return introspect::answer(session, questions, desired, reading);
    });
  });
  auto plan = reconciler::make_plan(desired, reading.live, std::move(differences),
                                    plan_options(options, reading.session.deadlock_timeout));
  return {std::move(plan), std::move(reading.session), std::move(reading.live)};
}

Comparison compare_to_apply(db::Session& session, const model::Database& desired, const CompareOptions& options) {
  auto comparison = compare(session, desired, options);
  reconciler::check_index_builds(comparison.plan);
  return comparison;
}

reconciler::Plan compare_files(const FileComparison& files, const CompareOptions& options) {
  const model::ServerFacts server{.database = "",
                                  .version = std::to_string(files.server_major),
                                  .version_number = files.server_major * 10000,
                                  .described_by = files.before_files};
  check_features(files.desired, server);
  const reconciler::FilePair pair{files.before, files.desired};
  const auto live = reconciler::described_database(pair, server);
  auto differences = compare({files.desired, live}, options.diff, [&](const model::Questions& questions) {
    return reconciler::answer_without_server(questions, pair);
  });
  return reconciler::make_plan(files.desired, live, std::move(differences),
                               plan_options(options, kUsualDeadlockTimeout));
}

}  // namespace pgreconcile::run
