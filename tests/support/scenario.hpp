#pragma once

#include <filesystem>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/database.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile::test {

/// A difference as `--format json` shows it. The fields stand in the order in which a reader wants them.
struct ReportedDifference {
  std::string difference_class;
  std::string object;
  std::string attribute;
  std::string desired;
  std::string live;
  std::string message;
  std::string manual_sql;
  std::string place;  ///< line:column in the schema file
  bool breaks_inserts = false;

  friend bool operator==(const ReportedDifference&, const ReportedDifference&) = default;
};

/// Shows it as the initializer that a test would hold.
std::ostream& operator<<(std::ostream& out, const ReportedDifference& difference);

using Differences = std::vector<ReportedDifference>;

/// What plan, apply or drift said with `--format json`.
struct Report {
  int exit_code = -1;
  std::string errors;  ///< standard error
  std::string status;
  std::vector<std::string> steps;    ///< `create create_table public.t`
  std::vector<std::string> applied;  ///< the same, of those that apply ran
  Differences differences;
  nlohmann::json json;
};

/// A database of its own and the schema file that it is to follow.
class Scenario {
 public:
  /// The schema file's whole text, and what makes the database as it is found.
  explicit Scenario(std::string_view schema_file, const std::string& live_sql = "");

  const TestDatabase& database() const { return database_; }

  Report plan(const std::vector<std::string>& options = {}) const { return report("plan", options); }
  Report apply(const std::vector<std::string>& options = {}) const { return report("apply", options); }
  Report drift(const std::vector<std::string>& options = {}) const { return report("drift", options); }
  /// `plan --format sql`
  ProcessResult plan_sql(const std::vector<std::string>& options = {}) const;

  /// Runs SQL in psql, each statement by itself, and stops at the first that fails.
  ProcessResult psql(const std::string& sql) const;

 private:
  Report report(const std::string& command, const std::vector<std::string>& options) const;
  ProcessResult tool(const std::vector<std::string>& arguments) const;

  TemporaryDirectory directory_;
  std::filesystem::path schema_file_;
  TestDatabase database_;
};

/// Expects that plan refuses the file for what the server does not have before this major release.
void expect_refusal_before(int major, const Scenario& scenario);

/// The text of a file of the project, by its path from the root.
std::string project_file(const std::string& name);

}  // namespace pgreconcile::test
