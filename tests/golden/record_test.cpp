// What history and status print.

#include <gtest/gtest.h>

#include "src/render/history.hpp"
#include "src/render/status.hpp"
#include "tests/support/differences.hpp"
#include "tests/support/golden.hpp"

namespace pgreconcile::render {
namespace {

using test::matches_golden;

const Style kPlain(Color::Off);
const model::ServerFacts kServer{"kraken", "15.18", 150018};

model::RecordedRun converged_run() {
  return {.run = "0b1f6a52-6f0c-4b6e-9d8b-3c1a5e9f7d21",
          .started = "2026-11-23T07:01:12.250Z",
          .finished = "2026-11-23T07:01:12.300Z",
          .duration_ms = 50,
          .role = "deploy",
          .os_user = "ci",
          .host = "host-3",
          .tool = "pgreconcile 0.1.0",
          .file = "sha256:6b86b273ff34fce19d6b804eff5a3f57",
          .outcome = "converged",
          .steps = {{"add_column", "public.items.note", "ALTER TABLE …", "done", 12},
                    {"create_index", "public.items_note", "CREATE INDEX …", "done", 31}}};
}

model::RecordedRun failed_run() {
  auto run = converged_run();
  run.outcome = "failed";
  run.sqlstate = "23505";
  run.message = "could not create unique index \"items_note\" (SQLSTATE 23505)";
  run.steps[1].state = "failed";
  return run;
}

model::RecordedRun unfinished_run() {
  auto run = converged_run();
  run.finished.reset();
  run.duration_ms.reset();
  run.outcome = model::kUnfinished;
  for (auto& step : run.steps) {
    step.state = "planned";
    step.duration_ms.reset();
  }
  return run;
}

const RecordedRuns kRuns{{unfinished_run(), failed_run(), converged_run()}};

TEST(RenderHistory, OfEachOutcome) {
  EXPECT_TRUE(matches_golden(history_text(kServer, kRuns, kPlain), "history/runs.txt"));
  EXPECT_TRUE(matches_golden(history_json(kServer, kRuns), "history/runs.json"));
}

TEST(RenderHistory, InColor) {
  EXPECT_TRUE(matches_golden(history_text(kServer, kRuns, Style(Color::On)), "history/runs.color.txt"));
}

TEST(RenderHistory, OfNothing) {
  EXPECT_EQ(history_text(kServer, std::nullopt, kPlain),
            "Database kraken (PostgreSQL 15.18): has no record, because no apply was run with --record.\n");
  EXPECT_EQ(history_text(kServer, RecordedRuns(std::in_place), kPlain),
            "Database kraken (PostgreSQL 15.18): no apply is recorded.\n");
  EXPECT_TRUE(matches_golden(history_json(kServer, std::nullopt), "history/none.json"));
}

// Whoever may write to the table may have put anything there.
TEST(RenderHistory, SteersNoTerminal) {
  auto run = converged_run();
  run.role = run.host = run.os_user = run.tool = run.file = run.outcome = "\033[2J";
  run.message = "\033[2J";
  run.steps = {{"\033[2J", "\033[2J", "\033[2J", "\033[2J", {}}};
  EXPECT_EQ(history_text(kServer, {{run}}, kPlain).find('\033'), std::string::npos);
}

reconciler::Plan pending_plan() {
  const auto file = test::declared("  items: {columns: [{name: id, type: int}, {name: note, type: text}]}");
  auto live = test::live("  items: {columns: [{name: id, type: int}]}");
  live.server = kServer;
  return reconciler::make_plan(file, live, test::differences(file, live), {});
}

TEST(RenderStatus, OfAQuietDatabase) {
  reconciler::Plan plan;
  plan.server = kServer;
  const DatabaseStatus status{.plan = plan};
  EXPECT_EQ(status_text(status, kPlain),
            "invalid indexes            none\n"
            "constraints not validated  none\n"
            "running apply              none\n"
            "last record                none\n"
            "\n"
            "Database kraken (PostgreSQL 15.18): converged.\n");
  EXPECT_TRUE(matches_golden(status_json(status), "status/quiet.json"));
}

TEST(RenderStatus, OfABusyDatabase) {
  const auto table = test::relation("items");
  const DatabaseStatus status{
      .plan = pending_plan(),
      .half_done = {.invalid_indexes = {{test::relation("a"), table, false},
                                        {test::relation("b"), table, true},
                                        {test::relation("c"), table, std::nullopt}},
                    .not_validated = {{test::name("positive"), table}}},
      .running = RunningApply{.who = "pgreconcile (pid 4711), connected since 2026-11-23 07:01:12 UTC",
                              .pid = 4711,
                              .application_name = "pgreconcile",
                              .connected_since = "2026-11-23 07:01:12 UTC",
                              .doing = "building index: scanning table, 42% of 2900 blocks",
                              .phase = "building index: scanning table",
                              .percent = 42,
                              .waits_for = {"reporter (pid 4712)"}},
      .last_record = {.run = failed_run()}};
  EXPECT_TRUE(matches_golden(status_text(status, kPlain), "status/busy.txt"));
  EXPECT_TRUE(matches_golden(status_json(status), "status/busy.json"));
}

TEST(RenderStatus, SaysWhatToDoNext) {
  const auto last_lines = [](const DatabaseStatus& status) {
    const auto text = status_text(status, kPlain);
    return text.substr(text.find("Database kraken"));
  };
  DatabaseStatus status{.plan = pending_plan()};
  EXPECT_EQ(last_lines(status),
            "Database kraken (PostgreSQL 15.18): pending, 1 step.\nRun pgreconcile plan to see the steps.\n");
  status.plan.differences.push_back({.difference_class = reconciler::DifferenceClass::Conflict});
  EXPECT_EQ(last_lines(status),
            "Database kraken (PostgreSQL 15.18): conflict, 1 step, 1 conflict.\n"
            "Run pgreconcile drift to see what differs.\n");
}

TEST(RenderStatus, SaysWhatCannotBeSeen) {
  reconciler::Plan plan;
  plan.server = kServer;
  const DatabaseStatus status{.plan = plan,
                              .server_role = ServerRole::Standby,
                              .last_record = {.unreadable = "permission denied for table history (SQLSTATE 42501)"}};
  EXPECT_EQ(status_text(status, kPlain),
            "invalid indexes            none\n"
            "constraints not validated  none\n"
            "running apply              cannot be seen from a standby\n"
            "last record                cannot be read: permission denied for table history (SQLSTATE 42501)\n"
            "\n"
            "Database kraken (PostgreSQL 15.18): converged.\n");
  EXPECT_TRUE(matches_golden(status_json(status), "status/standby.json"));
}

}  // namespace
}  // namespace pgreconcile::render
