#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "src/cli/progress_printer.hpp"

namespace pgreconcile::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kScan = "building index: scanning table";

/// What a printer writes, call by call.
class Written {
 public:
  ProgressOutput to(std::optional<std::size_t> columns) {
    return {[this](const std::string& text) { texts_.push_back(text); }, columns};
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
};

reconciler::Step index_step() {
  reconciler::Step step;
  step.id = 2;
  step.kind = reconciler::StepKind::CreateIndex;
  step.object = "public.ix";
  return step;
}

introspect::StatementProgress scanning(std::int64_t blocks) {
  return {introspect::IndexBuildProgress{.phase = std::string(kScan), .blocks = {blocks, 2900}}, {}};
}

introspect::StatementProgress waiting() {
  return {introspect::IndexBuildProgress{.phase = "waiting for old snapshots", .lockers = {1, 2}}, {{7, "report"}}};
}

class ProgressPrinterTest : public testing::Test {
 protected:
  void start(ProgressPrinter& printer) const { printer.on(run::StepStarted{step_}); }
  void observe(ProgressPrinter& printer, const introspect::StatementProgress& progress, milliseconds elapsed) const {
    printer.on(run::StepObserved{step_, progress, elapsed});
  }
  void end(ProgressPrinter& printer, run::StepEnd how, milliseconds elapsed) const {
    printer.on(run::StepEnded{step_, how, elapsed});
  }

  reconciler::Step step_ = index_step();
  Written written_;
};

TEST_F(ProgressPrinterTest, ALogHasALineForEachChangeOfState) {
  ProgressPrinter printer(written_.to(std::nullopt), Verbosity::Normal);
  start(printer);
  observe(printer, {}, seconds(1));
  observe(printer, scanning(10), seconds(2));
  observe(printer, scanning(700), seconds(3));
  observe(printer, waiting(), seconds(4));
  observe(printer, waiting(), seconds(5));
  observe(printer, {}, seconds(6));
  end(printer, run::StepEnd::Done, seconds(7));
  EXPECT_THAT(written_.texts(),
              ElementsAre("step 2: create index public.ix\n", "step 2: building index: scanning table\n",
                          "step 2: waits for report (pid 7): waiting for old snapshots\n", "step 2: goes on\n",
                          "step 2: done in 7.0 s\n"));
}

TEST_F(ProgressPrinterTest, ATerminalHasOneLineThatGoesAway) {
  ProgressPrinter printer(written_.to(81), Verbosity::Normal);
  start(printer);
  observe(printer, {}, milliseconds(1000));
  observe(printer, scanning(1000), milliseconds(2000));
  observe(printer, scanning(1700), milliseconds(4000));
  observe(printer, waiting(), milliseconds(61'000));
  end(printer, run::StepEnd::Done, milliseconds(3'720'000));
  EXPECT_THAT(written_.texts(),
              ElementsAre("step 2: create index public.ix\n", "\r\033[Kstep 2: create index public.ix, 1.0 s",
                          "\r\033[Kstep 2: building index: scanning table, 34% of 2900 blocks, 2.0 s",
                          "\r\033[Kstep 2: building index: scanning table, 58% of 2900 blocks, 350 blocks/s, 4.0 s",
                          "\r\033[Kstep 2: waits for report (pid 7): waiting for old snapshots, 1 of 2 transactions",
                          "\r\033[K", "step 2: done in 1 h 2 min\n"));
}

TEST_F(ProgressPrinterTest, AStepThatFailedOrWasQuickIsNotSaidToBeDone) {
  ProgressPrinter printer(written_.to(80), Verbosity::Normal);
  end(printer, run::StepEnd::Done, milliseconds(1000));
  end(printer, run::StepEnd::Failed, milliseconds(5000));
  EXPECT_THAT(written_.texts(), IsEmpty());
}

TEST_F(ProgressPrinterTest, WhyNothingIsWatchedIsForTheVerbose) {
  ProgressPrinter normal(written_.to(std::nullopt), Verbosity::Normal);
  normal.on(run::NotWatching{"too many connections"});
  EXPECT_THAT(written_.texts(), IsEmpty());
  ProgressPrinter verbose(written_.to(std::nullopt), Verbosity::Verbose);
  verbose.on(run::NotWatching{"too many connections"});
  EXPECT_THAT(written_.texts(), ElementsAre("progress is not shown: too many connections\n"));
}

TEST_F(ProgressPrinterTest, TheQuietHearNothing) {
  ProgressPrinter printer(written_.to(80), Verbosity::Quiet);
  start(printer);
  observe(printer, waiting(), seconds(2));
  printer.on(run::WaitingForApply{});
  printer.on(run::NotWatching{"too many connections"});
  end(printer, run::StepEnd::Done, seconds(3));
  EXPECT_THAT(written_.texts(), IsEmpty());
}

TEST_F(ProgressPrinterTest, EachTryIsSaid) {
  ProgressPrinter printer(written_.to(std::nullopt), Verbosity::Normal);
  const sql::QualifiedName items{sql::Identifier("public"), sql::Identifier("items")};
  const Error timeout = Error(ErrorCode::TryAgain, "lock timeout").with_sqlstate("55P03");
  printer.on(run::LockMissed{{step_, timeout, 1, milliseconds(512)},
                             {{{7, "report"}, "ACCESS SHARE", items, seconds(12)}, {{8, ""}, "SHARE", items, {}}}});
  printer.on(run::LockMissed{{step_, timeout, 2, milliseconds(900)}, {}});
  const Error deadlock = Error(ErrorCode::TryAgain, "deadlock detected (SQLSTATE 40P01)").with_sqlstate("40P01");
  printer.on(run::LockMissed{{step_, deadlock, 3, milliseconds(70)}, {}});
  EXPECT_THAT(
      written_.texts(),
      ElementsAre("step 2, try 1: a lock was not had in time: report (pid 7) holds ACCESS SHARE on public.items, "
                  "in a transaction for 12 s; an unnamed application (pid 8) holds SHARE on public.items, in a "
                  "transaction for an unknown time; trying again in 512 ms\n",
                  "step 2, try 2: a lock was not had in time: whoever held the lock is unknown; trying again in "
                  "900 ms\n",
                  "step 2, try 3: deadlock detected (SQLSTATE 40P01); trying again in 70 ms\n"));
}

TEST_F(ProgressPrinterTest, OfManyTransactionsTheFirstAreNamed) {
  ProgressPrinter printer(written_.to(std::nullopt), Verbosity::Normal);
  std::vector<introspect::OldTransaction> transactions;
  for (std::int64_t pid = 1; pid <= 7; ++pid) transactions.push_back({{pid, "a"}, seconds(60)});
  transactions[1].holder = {std::nullopt, "move\033[2J"};
  printer.on(run::WaitingForTransactions{step_, transactions});
  EXPECT_THAT(
      written_.texts(),
      ElementsAre("step 2: will wait for the end of a (pid 1), in a transaction for 60 s; the prepared "
                  "transaction \"move?[2J\", in a transaction for 60 s; a (pid 3), in a transaction for 60 s; a "
                  "(pid 4), in a transaction for 60 s; a (pid 5), in a transaction for 60 s; and 2 more\n"));
}

}  // namespace
}  // namespace pgreconcile::cli
