#include "reconciler/apply.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace pgreconcile::reconciler {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Error server_error(const std::string& sqlstate, const std::string& message = "refused",
                   ErrorCode code = ErrorCode::Failure) {
  return Error(code, message).with_sqlstate(sqlstate);
}

/// A clock that only waiting and running move, and steps that fail as the test says: each run of a step takes the next of
/// its errors, and succeeds when there is none left.
class FakeRunner : public StepRunner {
 public:
  std::map<std::string, std::deque<Error>> errors;
  milliseconds run_time{0};
  double next_jitter = 0.5;
  std::vector<std::string> ran;
  std::vector<milliseconds> waits;
  std::vector<std::string> tries;

  void run(std::span<const Step> transaction) override {
    now_ += run_time;
    for (std::size_t at = 0; at < transaction.size(); ++at) {
      const auto& object = transaction[at].object;
      ran.push_back(object);
      auto& left = errors[object];
      if (left.empty()) continue;
      const auto error = left.front();
      left.pop_front();
      if (error.code() == ErrorCode::Interrupted) throw error;
      throw StepError(error, at);
    }
  }
  void wait(const Retry& retry) override {
    waits.push_back(retry.pause);
    tries.push_back(fmt::format("{} {}", retry.step.object, retry.tries));
    now_ += retry.pause;
  }
  milliseconds now() override { return now_; }
  double jitter() override { return next_jitter; }

 private:
  milliseconds now_ = std::chrono::hours(1);
};

Step step(const std::string& object, std::optional<int> transaction) {
  Step step;
  step.object = object;
  step.transaction = transaction;
  if (!transaction) step.kind = StepKind::CreateIndex;
  return step;
}

Plan plan(std::vector<Step> steps) {
  Plan plan;
  plan.steps = std::move(steps);
  return plan;
}

/// Two tables in one transaction, a column in the next, and an index that must run alone.
Plan whole_plan() { return plan({step("t1", 1), step("t2", 1), step("column", 2), step("index", std::nullopt)}); }

std::vector<std::string> objects(const std::vector<Step>& steps) {
  std::vector<std::string> names;
  for (const auto& done : steps) names.push_back(done.object);
  return names;
}

/// What reading the database again finds, one plan after the other; then nothing more to do.
struct Readings {
  std::deque<Plan> plans;
  int count = 0;

  Plan next() {
    ++count;
    if (plans.empty()) return {};
    auto first = std::move(plans.front());
    plans.pop_front();
    return first;
  }
};

Applied apply_with(FakeRunner& runner, Readings& readings, const Plan& first = whole_plan(),
                   const ApplyOptions& options = {}) {
  return apply(
      first, runner, [&] { return readings.next(); }, options);
}

TEST(Apply, RunsEachTransactionOnceAndThenReadsAgain) {
  FakeRunner runner;
  Readings readings;
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column", "index"));
  EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2", "column", "index"));
  EXPECT_THAT(runner.waits, IsEmpty());
  EXPECT_FALSE(applied.failure.has_value());
  EXPECT_EQ(readings.count, 1);
}

TEST(Apply, SaysWhatTheDatabaseLacksAfterwards) {
  FakeRunner runner;
  Readings readings{{plan({step("column", 1)})}};
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(objects(applied.left.steps), ElementsAre("column"));
  EXPECT_FALSE(applied.failure.has_value());
}

Difference difference(DifferenceClass difference_class) { return {.difference_class = difference_class}; }

TEST(Apply, RunsNothingOfAPlanWithAConflictUnlessToldTo) {
  auto first = whole_plan();
  first.differences = {difference(DifferenceClass::Conflict)};
  FakeRunner runner;
  Readings readings;
  EXPECT_THAT(objects(apply_with(runner, readings, first).left.steps), ElementsAre("t1", "t2", "column", "index"));
  EXPECT_THAT(runner.ran, IsEmpty());
  apply_with(runner, readings, first, {.on_conflict = OnConflict::Skip});
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column", "index"));
}

TEST(Apply, AConflictThatAppearsInARaceStopsTheRest) {
  auto second = plan({step("column", 1)});
  second.differences = {difference(DifferenceClass::Conflict)};
  FakeRunner runner;
  runner.errors["column"] = {server_error("42710")};
  Readings readings{{second}};
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column"));
  EXPECT_EQ(applied.status(), Status::Conflict);
  EXPECT_FALSE(applied.failure.has_value());  // the conflict says it better
}

TEST(Apply, WhatWaitsForAnInvalidIndexStopsNothingElse) {
  auto first = plan({step("column", 1)});
  first.differences = {{.difference_class = DifferenceClass::Blocked, .mending = Mending::ByRepair}};
  FakeRunner runner;
  Readings readings;
  EXPECT_THAT(objects(apply_with(runner, readings, first).done), ElementsAre("column"));
  first.differences.push_back({.difference_class = DifferenceClass::Blocked});
  EXPECT_THAT(objects(apply_with(runner, readings, first).done), IsEmpty());
}

// Of a saved plan no other step runs, not even where the plan is made anew in the middle.
TEST(Apply, RunsNoStepThatWasNotAgreedTo) {
  ApplyOptions options;
  options.agreed = whole_plan().steps;
  for (const auto& [anew, ran] : std::vector<std::pair<Plan, std::vector<std::string>>>{
           {plan({step("column", 1), step("index", std::nullopt)}), {"t1", "t2", "column", "index"}},
           {plan({step("index", std::nullopt)}), {"t1", "t2", "index"}},
           {plan({step("other", 1), step("index", std::nullopt)}), {"t1", "t2"}},
           {plan({step("index", std::nullopt), step("column", 1)}), {"t1", "t2"}},
           {plan({step("t2", 1), step("column", 2), step("index", std::nullopt)}), {"t1", "t2"}}}) {
    FakeRunner runner;
    runner.errors["t2"] = {server_error("42P07")};
    Readings readings{{anew}};
    const auto applied = apply_with(runner, readings, whole_plan(), options);
    EXPECT_EQ(runner.ran, ran);
    ASSERT_EQ(applied.failure.has_value(), ran.size() == 2);
    EXPECT_TRUE(!applied.failure || applied.failure->error.code() == ErrorCode::StalePlan);
  }
}

TEST(Apply, AnInvalidIndexStopsOnlyItsOwnSteps) {
  auto first = plan({step("column", 1)});
  first.differences = {difference(DifferenceClass::Invalid)};
  FakeRunner runner;
  Readings readings;
  EXPECT_THAT(objects(apply_with(runner, readings, first).done), ElementsAre("column"));
}

TEST(Apply, AnEmptyPlanRunsNothing) {
  FakeRunner runner;
  Readings readings;
  EXPECT_THAT(apply_with(runner, readings, {}).done, IsEmpty());
  EXPECT_THAT(runner.ran, IsEmpty());
}

TEST(Apply, RetriesALockWithGrowingPausesUpToHalfAMinute) {
  for (const std::string sqlstate : {"55P03", "40P01"}) {
    FakeRunner runner;
    runner.errors["column"] = std::deque<Error>(7, server_error(sqlstate));
    Readings readings;
    const auto applied = apply_with(runner, readings);
    EXPECT_THAT(runner.waits, ElementsAre(milliseconds(500), seconds(1), seconds(2), seconds(4), seconds(8),
                                          seconds(15), seconds(15)))
        << sqlstate;
    EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2", "column", "index")) << sqlstate;
    EXPECT_EQ(readings.count, 1) << sqlstate;
  }
}

TEST(Apply, DrawsEachPauseFromZeroToItsMost) {
  for (const double jitter : {0.0, 0.25, 1.0}) {
    FakeRunner runner;
    runner.next_jitter = jitter;
    runner.errors["column"] = {server_error("55P03"), server_error("55P03")};
    Readings readings;
    apply_with(runner, readings);
    const auto first = milliseconds(static_cast<int>(1000 * jitter));
    EXPECT_THAT(runner.waits, ElementsAre(first, 2 * first));
    EXPECT_THAT(runner.tries, ElementsAre("column 1", "column 2"));
  }
}

TEST(Apply, RetriesAWholeTransaction) {
  FakeRunner runner;
  runner.errors["t2"] = {server_error("40P01")};
  Readings readings;
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "t1", "t2", "column", "index"));
  EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2", "column", "index"));
}

TEST(Apply, TriesForTheLastTimeWhenMaxWaitIsOver) {
  FakeRunner runner;
  runner.run_time = seconds(2);
  runner.errors["column"] = std::deque<Error>(100, server_error("55P03", "lock timeout", ErrorCode::TryAgain));
  Readings readings{{plan({step("column", 1), step("index", std::nullopt)})}};
  const auto applied = apply_with(runner, readings, whole_plan(), {.max_wait = seconds(10)});
  // 2 s for the tables; then 2, 0.5, 2, 1, 2 s; of the next pause of 2 s there is time for half a second.
  EXPECT_THAT(runner.waits, ElementsAre(milliseconds(500), seconds(1), milliseconds(500)));
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_EQ(applied.failure->step.value().object, "column");
  EXPECT_EQ(applied.failure->error.sqlstate(), "55P03");
  EXPECT_EQ(applied.failure->error.code(), ErrorCode::TryAgain);
  EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2"));
  EXPECT_THAT(objects(applied.left.steps), ElementsAre("column", "index"));
}

TEST(Apply, WithoutTimeToWaitItTriesOnce) {
  FakeRunner runner;
  runner.errors["t1"] = {server_error("55P03")};
  Readings readings{{whole_plan()}};
  EXPECT_TRUE(apply_with(runner, readings, whole_plan(), {.max_wait = milliseconds(0)}).failure.has_value());
  EXPECT_THAT(runner.ran, ElementsAre("t1"));
}

// A CREATE INDEX CONCURRENTLY that failed may have left an invalid index: IF NOT EXISTS would take it for the real one.
TEST(Apply, NeverRepeatsAStepThatRunsAloneBeforeItHasReadAgain) {
  for (const std::string sqlstate : {"55P03", "40P01"}) {
    FakeRunner runner;
    runner.errors["index"] = {server_error(sqlstate)};
    Readings readings;  // the invalid index is a conflict, and has no step
    const auto applied = apply_with(runner, readings);
    EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column", "index")) << sqlstate;
    EXPECT_THAT(runner.waits, IsEmpty()) << sqlstate;
    EXPECT_EQ(readings.count, 1) << sqlstate;
  }
}

TEST(Apply, RunsAStepThatRunsAloneAgainIfItLeftNothing) {
  FakeRunner runner;
  runner.errors["index"] = {server_error("40P01")};
  Readings readings{{plan({step("index", std::nullopt)})}};
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column", "index", "index"));
  EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2", "column", "index"));
  EXPECT_FALSE(applied.failure.has_value());
  EXPECT_EQ(readings.count, 2);
}

// It leaves nothing behind where it fails.
TEST(Apply, RetriesAnEnumLabelThoughItRunsAlone) {
  auto label = step("label", std::nullopt);
  label.kind = StepKind::AddEnumLabel;
  FakeRunner runner;
  runner.errors["label"] = std::deque<Error>(3, server_error("55P03", "lock timeout", ErrorCode::TryAgain));
  Readings readings;
  const auto applied = apply_with(runner, readings, plan({label}));
  EXPECT_THAT(runner.waits, ElementsAre(milliseconds(500), seconds(1), seconds(2)));
  EXPECT_THAT(objects(applied.done), ElementsAre("label"));
}

TEST(Apply, IsConvergedWhereSomebodyElseDidWhatWasWaitedForInVain) {
  FakeRunner runner;
  runner.errors["t1"] = {server_error("55P03", "lock timeout", ErrorCode::TryAgain)};
  Readings readings;
  const auto applied = apply_with(runner, readings, whole_plan(), {.max_wait = milliseconds(0)});
  EXPECT_FALSE(applied.failure.has_value());
  EXPECT_EQ(applied.status(), Status::Converged);
}

// Only then does the same apply meet the same again.
TEST(Apply, KnowsAnIndexThatItsOwnBuildLeftInvalid) {
  Plan left;
  left.differences = {{.difference_class = DifferenceClass::Invalid, .mending = Mending::ByRepair}};
  for (const auto& [failing, code, leaves] :
       std::vector<std::tuple<std::string, ErrorCode, bool>>{{"index", ErrorCode::TryAgain, true},
                                                             {"index", ErrorCode::Failure, true},
                                                             {"column", ErrorCode::TryAgain, false}}) {
    FakeRunner runner;
    runner.errors[failing] = {server_error("57014", "canceled", code)};
    Readings readings{{left}};
    EXPECT_EQ(apply_with(runner, readings).has_left_invalid_index(), leaves) << failing;
  }
}

struct Race {
  std::string sqlstate;
  std::string message;
};

const std::vector<Race>& races() {
  static const std::vector<Race> races{
      {"42710", R"(constraint "c" for relation "t" already exists)"},
      {"42P07", R"(relation "t" already exists)"},
      {"42P06", R"(schema "s" already exists)"},
      {"42701", R"(column "c" of relation "t" already exists)"},
      {"23505", R"(duplicate key value violates unique constraint "pg_type_typname_nsp_index")"},
      {"23505", R"(duplicate key value violates unique constraint "pg_class_relname_nsp_index")"},
      {"23505", R"(duplicate key value violates unique constraint "pg_namespace_nspname_index")"},
      {"23505", R"(duplicate key value violates unique constraint "pg_extension_name_index")"},
      {"23505", "doppelter Schlüsselwert verletzt Unique-Constraint »pg_class_relname_nsp_index«"},
      {"XX000", "tuple concurrently updated"},
  };
  return races;
}

TEST(Apply, ReadsAgainWhenSomebodyElseDidTheSame) {
  for (const auto& [sqlstate, message] : races()) {
    FakeRunner runner;
    runner.errors["t2"] = {server_error(sqlstate, message)};
    Readings readings{{plan({step("column", 1)})}};  // the other made both tables and the index
    const auto applied = apply_with(runner, readings);
    EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column")) << message;
    EXPECT_THAT(objects(applied.done), ElementsAre("column")) << message;
    EXPECT_THAT(runner.waits, IsEmpty()) << message;
    EXPECT_FALSE(applied.failure.has_value()) << message;
  }
}

TEST(Apply, IsDoneWhenSomebodyElseDidAllOfIt) {
  FakeRunner runner;
  runner.errors["t1"] = {server_error("42P07")};
  Readings readings;
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1"));
  EXPECT_THAT(applied.done, IsEmpty());
  EXPECT_FALSE(applied.failure.has_value());
}

// Nobody else is at work where the same step fails in the same way twice.
TEST(Apply, GivesUpOnARaceThatDoesNotEndAndSaysWhy) {
  FakeRunner runner;
  runner.errors["t1"] = std::deque<Error>(1000, server_error("42P07", R"(relation "t1" already exists)"));
  Readings readings;
  readings.plans = std::deque<Plan>(1000, whole_plan());
  const auto applied = apply_with(runner, readings);
  EXPECT_EQ(runner.ran, std::vector<std::string>(2, "t1"));
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_EQ(applied.failure->step.value().object, "t1");
  EXPECT_STREQ(applied.failure->error.what(), R"(relation "t1" already exists)");
}

TEST(Apply, ARaceThatOnlyTheServerSeesPassesLater) {
  FakeRunner runner;
  runner.errors["t1"] = std::deque<Error>(1000, server_error("XX000", "tuple concurrently updated"));
  Readings readings;
  readings.plans = std::deque<Plan>(1000, whole_plan());
  const auto applied = apply_with(runner, readings);
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_EQ(applied.failure->error.code(), ErrorCode::TryAgain);
}

TEST(Apply, GivesUpAtOnceOnAnyOtherErrorAndRunsNothingAfterIt) {
  const std::vector<Race> failures{
      {"23505", R"(could not create unique index "ux_pg_class_index")"},
      {"23505", R"(duplicate key value violates unique constraint "users_email_key")"},
      {"23502", R"(column "c" of relation "t" contains null values)"},
      {"42501", "must be owner of table t"},
      {"57014", "canceling statement due to statement timeout"},
      {"53100", "could not extend file: No space left on device"},
      {"53200", "out of shared memory"},
      {"53300", "too many clients already"},
      {"40001", "could not serialize access due to concurrent update"},
      {"25006", "cannot execute ALTER TABLE in a read-only transaction"},
      {"55000", R"("ix" is not a unique index)"},
      {"55006", R"(cannot ALTER TABLE "t" because it is being used by active queries in this session)"},
      {"42P16", "cannot add NOT NULL"},
      {"0A000", "cannot create index on partitioned table \"t\" concurrently"},
      {"XX000", "cache lookup failed for relation 4711"},
      {"", "a message without an SQLSTATE"},
  };
  for (const auto& [sqlstate, message] : failures) {
    for (const std::string failing : {"t1", "t2", "column", "index"}) {
      FakeRunner runner;
      runner.errors[failing] = {server_error(sqlstate, message)};
      Readings readings{{plan({step(failing, 1)})}};
      const auto applied = apply_with(runner, readings);
      EXPECT_EQ(runner.ran.back(), failing) << message;
      EXPECT_THAT(runner.waits, IsEmpty()) << message;
      ASSERT_TRUE(applied.failure.has_value()) << message;
      EXPECT_EQ(applied.failure->error.what(), message);
      EXPECT_EQ(readings.count, 1) << message;
      EXPECT_THAT(objects(applied.left.steps), ElementsAre(failing)) << message;
    }
  }
}

TEST(Apply, NamesTheStepOfATransactionThatFailed) {
  FakeRunner runner;
  runner.errors["t2"] = {server_error("42P17", "would overlap")};
  Readings readings;
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2"));
  EXPECT_THAT(applied.done, IsEmpty());
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_EQ(applied.failure->step.value().object, "t2");
}

// What the server has made of the step is not known, and this connection cannot tell.
TEST(Apply, EndsWithALostConnectionAndSaysWhatIsLeftWithoutReading) {
  const std::vector<Error> errors{
      server_error("08006", "the connection broke", ErrorCode::TryAgain),
      server_error("08003", "the connection broke", ErrorCode::TryAgain),
      server_error("57P01", "terminating connection due to administrator command", ErrorCode::TryAgain),
      server_error("57P02", "terminating connection because of crash", ErrorCode::TryAgain),
  };
  for (const auto& error : errors) {
    FakeRunner runner;
    runner.errors["column"] = {error};
    Readings readings;
    const auto applied = apply_with(runner, readings);
    ASSERT_TRUE(applied.failure.has_value());
    EXPECT_EQ(applied.failure->step.value().object, "column");
    EXPECT_STREQ(applied.failure->error.what(), error.what());
    EXPECT_EQ(applied.failure->error.code(), error.code());
    EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2"));
    EXPECT_THAT(objects(applied.left.steps), ElementsAre("column", "index"));
    EXPECT_EQ(applied.proof, Proof::NotRead);
    EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column")) << error.what();
    EXPECT_EQ(readings.count, 0) << error.what();
  }
}

void expect_stopped(const Applied& applied, const std::string& object) {
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_EQ(applied.failure->step.value().object, object);
  EXPECT_EQ(applied.failure->error.code(), ErrorCode::Interrupted);
}

TEST(Apply, IsStoppedInAStepAndSaysWhatIsLeftWithoutReading) {
  FakeRunner runner;
  runner.errors["column"] = {Error(ErrorCode::Interrupted, "interrupted")};
  Readings readings;
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1", "t2", "column"));
  expect_stopped(applied, "column");
  EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2"));
  EXPECT_THAT(objects(applied.left.steps), ElementsAre("column", "index"));
  EXPECT_EQ(applied.proof, Proof::NotRead);
  EXPECT_EQ(readings.count, 0);
}

/// Reading that fails from its `good`-th time on.
ReadAndPlan reading_until(int good, const Plan& plan, const Error& error) {
  return [=, count = 0]() mutable -> Plan {
    if (count++ < good) return plan;
    throw error;
  };
}

// All steps were done, but nobody has seen that nothing is left.
TEST(Apply, IsNotConvergedWhereItCannotReadAgain) {
  FakeRunner runner;
  const auto lost = server_error("08006", "the connection broke", ErrorCode::TryAgain);
  const auto applied = apply(whole_plan(), runner, reading_until(0, {}, lost), {});
  EXPECT_THAT(objects(applied.done), ElementsAre("t1", "t2", "column", "index"));
  EXPECT_THAT(applied.left.steps, IsEmpty());
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_FALSE(applied.failure->step.has_value());
  EXPECT_STREQ(applied.failure->error.what(), "the connection broke");
  EXPECT_EQ(applied.proof, Proof::NotRead);
  EXPECT_EQ(applied.status(), Status::Pending);
}

TEST(Apply, SaysWhyAStepFailedWhereItCannotReadAfterIt) {
  FakeRunner runner;
  runner.errors["column"] = {server_error("23505", "not unique")};
  const auto lost = server_error("08006", "the connection broke", ErrorCode::TryAgain);
  const auto applied = apply(whole_plan(), runner, reading_until(0, {}, lost), {});
  ASSERT_TRUE(applied.failure.has_value());
  EXPECT_STREQ(applied.failure->error.what(), "not unique");
  EXPECT_THAT(objects(applied.left.steps), ElementsAre("column", "index"));
  EXPECT_EQ(applied.proof, Proof::NotRead);
}

// The race may be over by now: that it cannot be read is what stops the run.
TEST(Apply, SaysThatItCannotReadAfterARace) {
  for (const int good : {0, 1}) {
    FakeRunner runner;
    runner.errors["t2"] = std::deque<Error>(2, server_error("42P07"));
    runner.errors["column"] = {server_error("42701")};
    const auto lost = server_error("08006", "the connection broke", ErrorCode::TryAgain);
    const auto anew = plan({step("column", 1), step("index", std::nullopt)});
    const auto applied = apply(whole_plan(), runner, reading_until(good, anew, lost), {});
    ASSERT_TRUE(applied.failure.has_value());
    EXPECT_FALSE(applied.failure->step.has_value());
    EXPECT_STREQ(applied.failure->error.what(), "the connection broke");
    EXPECT_EQ(applied.left.steps.front().object, good == 0 ? "t1" : "column");
    EXPECT_EQ(applied.proof, Proof::NotRead);
  }
}

TEST(Apply, IsStoppedInAPlanThatWasMadeAnew) {
  FakeRunner runner;
  runner.errors["t2"] = {server_error("42P07")};
  runner.errors["index"] = {Error(ErrorCode::Interrupted, "interrupted")};
  Readings readings{{plan({step("column", 1), step("index", std::nullopt)})}};
  const auto applied = apply_with(runner, readings);
  expect_stopped(applied, "index");
  EXPECT_THAT(objects(applied.done), ElementsAre("column"));
  EXPECT_THAT(objects(applied.left.steps), ElementsAre("index"));
}

TEST(Apply, IsStoppedWhileItWaits) {
  class Interrupted : public FakeRunner {
    void wait(const Retry& /*retry*/) override { throw Error(ErrorCode::Interrupted, "interrupted"); }
  };
  Interrupted runner;
  runner.errors["t1"] = {server_error("55P03")};
  Readings readings;
  const auto applied = apply_with(runner, readings);
  EXPECT_THAT(runner.ran, ElementsAre("t1"));
  expect_stopped(applied, "t1");
  EXPECT_THAT(applied.done, IsEmpty());
  EXPECT_THAT(objects(applied.left.steps), ElementsAre("t1", "t2", "column", "index"));
  EXPECT_EQ(readings.count, 0);
}

}  // namespace
}  // namespace pgreconcile::reconciler
