// What drift says to those who look at it by a timer: metrics, a page, and that a deploy is under way.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/support/database.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto kFile =
    "version: 1\ntables:\n  items: {columns: [{name: id, type: bigint}, {name: note, type: text}]}\n";

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class DriftTest : public testing::Test {
 protected:
  DriftTest() { database_.execute("CREATE TABLE items (id bigint)"); }

  ProcessResult drift(const std::string& url, const std::vector<std::string>& options) const {
    std::vector<std::string> arguments{"drift", "-f", file_.path(), "--database-url", url};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_tool(arguments);
  }
  ProcessResult drift(const std::vector<std::string>& options) const { return drift(database_.url(), options); }

  /// A session that has the apply lock, as a deploy has.
  Connection deploy() const {
    Connection deploy(database_.url() + "?application_name=deploy");
    deploy.execute(kTakeApplyLock);
    return deploy;
  }

  TemporaryFile file_{kFile};
  TemporaryDirectory folder_;
  TestDatabase database_;
};

TEST_F(DriftTest, WhileADeployIsUnderWay) {
  auto deploy = this->deploy();
  const auto who = fmt::format("deploy (pid {}), connected since ", deploy.value("SELECT pg_backend_pid()"));
  const auto text = drift({});
  EXPECT_EQ(text.exit_code, 75) << text;
  EXPECT_THAT(text.output, StartsWith("an apply is running on this database: " + who));
  EXPECT_THAT(text.output, HasSubstr("pending, 1 missing.\nLook again when the apply has ended"));
  const auto json = nlohmann::json::parse(drift({"--format", "json"}).output);
  EXPECT_EQ(json.at("apply_running").at("application_name"), "deploy");
  EXPECT_EQ(json.at("status"), "pending");
  EXPECT_THAT(drift({"--format", "html"}).output, HasSubstr("An apply is running on this database</strong> " + who));
  const auto metrics = drift({"--format", "prometheus"});
  EXPECT_EQ(metrics.exit_code, 75) << metrics;
  EXPECT_THAT(metrics.output, HasSubstr("\npgreconcile_apply_running{database=\"" + database_.name() + "\"} 1\n"));

  deploy.execute("SELECT pg_advisory_unlock(7310486950152044131)");
  const auto later = drift({"--format", "json"});
  EXPECT_EQ(later.exit_code, 2) << later;
  EXPECT_EQ(nlohmann::json::parse(later.output).at("apply_running"), nullptr);
}

TEST_F(DriftTest, ADeployIsNotAskedForWhereNothingCounts) {
  const auto deploy = this->deploy();
  const auto ignored = drift({"--format", "json", "--ignore", "missing"});
  EXPECT_EQ(ignored.exit_code, 0) << ignored;
  EXPECT_EQ(nlohmann::json::parse(ignored.output).at("apply_running"), nullptr);
  database_.execute("ALTER TABLE items ADD note text");
  const auto none = drift({"--format", "prometheus"});
  EXPECT_EQ(none.exit_code, 0) << none;
  EXPECT_THAT(none.output, HasSubstr("\npgreconcile_apply_running{database=\"" + database_.name() + "\"} 0\n"));
}

// What is said of time is bounded by when the test asked.
TEST_F(DriftTest, Metrics) {
  const auto now = [] { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()); };
  const auto before = now();
  const auto result = drift({"--format", "prometheus"});
  const auto after = now();
  EXPECT_EQ(result.exit_code, 2) << result;
  EXPECT_THAT(result.output, AllOf(HasSubstr(database_.name() + "\",class=\"missing\"} 1\n"),
                                   HasSubstr("\npgreconcile_converged{database=\"" + database_.name() + "\"} 0\n")));
  std::smatch times;
  ASSERT_TRUE(std::regex_search(
      result.output, times,
      std::regex("\npgreconcile_last_run_timestamp_seconds\\{database=\"[a-z0-9_]+\"\\} ([0-9.]+)\n(?:#.*\n)+"
                 "pgreconcile_run_duration_seconds\\{database=\"[a-z0-9_]+\"\\} ([0-9.]+)\n$")))
      << result;
  EXPECT_GE(std::stod(times[1]), before.count() - 0.001);
  EXPECT_LE(std::stod(times[1]), after.count());
  EXPECT_GT(std::stod(times[2]), 0);
  EXPECT_LE(std::stod(times[2]), (after - before).count());
}

// The umask is that of a careful service, and the collector another user.
TEST_F(DriftTest, MetricsOfARunThatFailedAreThoseOfTheLastOne) {
  const auto before = umask(077);
  const auto path = folder_.path() / "pgreconcile.prom";
  const auto write_from = [&](const std::string& url) {
    return drift(url, {"--format", "prometheus", "--output", path}).exit_code;
  };
  const auto nowhere = "postgresql://127.0.0.1:1/none";
  EXPECT_EQ(write_from(nowhere), 69);
  EXPECT_TRUE(fs::is_empty(folder_.path())) << "an empty file would be read as a run";
  EXPECT_EQ(write_from(database_.url()), 2);
  const auto metrics = contents(path);
  EXPECT_THAT(metrics, HasSubstr("\npgreconcile_last_run_timestamp_seconds{"));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0644));
  EXPECT_EQ(write_from(nowhere), 69);
  EXPECT_EQ(contents(path), metrics);
  umask(before);
}

// Standard output is a file here, which nothing may take the place of.
TEST_F(DriftTest, ResultsGoToDevicesAsTheyCome) {
  const auto plain = drift({});
  const auto device = run({"sh", "-c",
                           fmt::format("echo before; exec {} drift -f {} --database-url {} --output /dev/stdout",
                                       PGRECONCILE_BINARY, file_.path().string(), database_.url())});
  EXPECT_EQ(device.exit_code, 2) << device;
  EXPECT_EQ(device.output, "before\n" + plain.output);
  const auto full = drift({"--output", "/dev/full"});
  EXPECT_EQ(full.exit_code, 1) << full;
  EXPECT_EQ(full.errors, "pgreconcile: error: cannot write /dev/full\n");
}

}  // namespace
}  // namespace pgreconcile::test
