// Each kind of change of the format, while others write: no write waits longer than a try for a lock may take and some
// time. The same change made plainly lets them wait.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <thread>

#include "tests/load/change_case.hpp"
#include "tests/load/write_load.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLockTimeout{200};
constexpr milliseconds kBound = kLockTimeout + milliseconds(500);
constexpr milliseconds kHeld = kBound + milliseconds(1000);

/// Another session's lock, for a while.
class HeldLock {
 public:
  HeldLock(const Copy& database, const std::string& lock) : session_(database.connect()) {
    session_.execute("BEGIN; " + lock);
    end_ = std::thread([this] {
      std::this_thread::sleep_for(kHeld);
      session_.execute("COMMIT");
    });
  }
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;
  ~HeldLock() { end_.join(); }

 private:
  Connection session_;
  std::thread end_;
};

class ChangesUnderLoad : public testing::TestWithParam<ChangeCase> {
 protected:
  ChangesUnderLoad() {
    if (!GetParam().prepared.empty()) database_.execute(GetParam().prepared);
  }

  ProcessResult tool(const std::string& command, const std::vector<std::string>& options = {}) const {
    std::vector<std::string> arguments{command, "--file", file_.path(), "--database-url", database_.url()};
    for (const auto* more : {&GetParam().options, &options})
      arguments.insert(arguments.end(), more->begin(), more->end());
    return run_tool(arguments, {.timeout = std::chrono::minutes(10)});
  }
  std::vector<std::string> planned() const {
    std::vector<std::string> titles;
    const auto result = tool("plan", {"--format", "json"});
    const auto plan = nlohmann::json::parse(result.output, nullptr, false);
    if (plan.is_discarded()) throw std::runtime_error("no plan: " + result.errors);
    for (const auto& step : plan.at("steps")) {
      titles.push_back(step.at("kind").get<std::string>() + ' ' + step.at("object").get<std::string>());
    }
    return titles;
  }
  /// The longest write while this is done.
  template <typename Change>
  milliseconds longest_write_during(const Change& change) const {
    WriteLoad load(database_);
    std::optional<HeldLock> lock;
    if (!GetParam().held.empty()) lock.emplace(database_, GetParam().held);
    change();
    lock.reset();
    return std::chrono::ceil<milliseconds>(load.stop().longest);
  }
  /// Takes it back at once: its locks are had for as long as it takes.
  milliseconds longest_write_while_made_plainly() const {
    return longest_write_during([&] { database_.execute("BEGIN; " + GetParam().plainly + "; ROLLBACK"); });
  }

  Copy database_{GetParam().name};
  TemporaryFile file_{file_with(GetParam().added)};
};

TEST_P(ChangesUnderLoad, KeepNoWriteWaiting) {
  const auto& change = GetParam();
  std::string plainly = "-";
  if (!change.plainly.empty()) {
    const auto longest = longest_write_while_made_plainly();
    EXPECT_GT(longest, kBound) << "the change does not take long enough to show anything";
    plainly = fmt::format("{} ms", longest.count());
  }

  const bool has_shorter_way = server_major() >= 18 && !change.steps_since_18.empty();
  EXPECT_EQ(planned(), has_shorter_way ? change.steps_since_18 : change.steps);
  const auto longest = longest_write_during([&] {
    const auto apply = tool("apply", {"--lock-timeout", fmt::format("{}ms", kLockTimeout.count())});
    EXPECT_EQ(apply.exit_code, 0) << apply;
  });
  EXPECT_LE(longest, kBound);
  EXPECT_THAT(planned(), testing::IsEmpty());
  fmt::print("longest write: {:<32} {:>5} ms; made plainly: {:>8}\n", change.name, longest.count(), plainly);
}

std::string title(const testing::TestParamInfo<ChangeCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Sample, ChangesUnderLoad, testing::ValuesIn(sample_of_changes()), title);
INSTANTIATE_TEST_SUITE_P(Other, ChangesUnderLoad, testing::ValuesIn(other_changes()), title);

}  // namespace
}  // namespace pgreconcile::test
