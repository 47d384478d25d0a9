#include "tests/support/scenario.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <ostream>
#include <sstream>
#include <stdexcept>

#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using Json = nlohmann::json;

std::string quoted(const std::string& text) {
  const bool is_plain = text.find_first_of("\"\\\n") == std::string::npos;
  return is_plain ? '"' + text + '"' : "R\"(" + text + ")\"";
}

std::string text(const Json& object, const char* key) { return object.at(key).get<std::string>(); }

ReportedDifference difference_of(const Json& json) {
  const auto& source = json.at("source");
  return {text(json, "class"),
          text(json, "object"),
          text(json, "attribute"),
          text(json, "desired"),
          text(json, "live"),
          text(json, "message"),
          text(json, "manual_sql"),
          fmt::format("{}:{}", source.at("line").get<int>(), source.at("column").get<int>()),
          json.at("breaks_inserts").get<bool>()};
}

std::string title_of(const Json& step) {
  return fmt::format("{} {} {}", text(step, "phase"), text(step, "kind"), text(step, "object"));
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const ReportedDifference& difference) {
  const auto& d = difference;
  out << "{" << quoted(d.difference_class);
  for (const auto* field : {&d.object, &d.attribute, &d.desired, &d.live, &d.message, &d.manual_sql, &d.place}) {
    out << ",\n " << quoted(*field);
  }
  return out << (d.breaks_inserts ? ", true}\n" : "}\n");
}

Scenario::Scenario(std::string_view schema_file, const std::string& live_sql)
    : schema_file_(directory_.write("schema.yaml", schema_file)) {
  if (!live_sql.empty()) database_.execute(live_sql);
}

ProcessResult Scenario::tool(const std::vector<std::string>& arguments) const {
  auto all = arguments;
  all.insert(all.end(), {"--file", schema_file_.string(), "--database-url", database_.url()});
  return run_tool(all);
}

Report Scenario::report(const std::string& command, const std::vector<std::string>& options) const {
  std::vector<std::string> arguments{command, "--format", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const auto result = tool(arguments);
  const auto json = Json::parse(result.output, nullptr, false);
  if (json.is_discarded()) throw std::runtime_error(fmt::format("no JSON from {}: {}", command, result.errors));
  Report report{result.exit_code, result.errors, text(json, "status"), {}, {}, {}, json};
  for (const auto& step : json.value("steps", Json::array())) report.steps.push_back(title_of(step));
  for (const auto& id : json.value("applied", Json::array())) {
    report.applied.push_back(report.steps.at(id.get<std::size_t>() - 1));
  }
  for (const auto& difference : json.at("differences")) report.differences.push_back(difference_of(difference));
  return report;
}

ProcessResult Scenario::plan_sql(const std::vector<std::string>& options) const {
  std::vector<std::string> arguments{"plan", "--format", "sql"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return tool(arguments);
}

ProcessResult Scenario::psql(const std::string& sql) const {
  return run({"psql", "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "--dbname", database_.url()}, {.input = sql});
}

void expect_refusal_before(int major, const Scenario& scenario) {
  const auto plan = scenario.plan_sql();
  EXPECT_EQ(plan.exit_code, 65) << plan;
  EXPECT_THAT(plan.errors, testing::HasSubstr(fmt::format("needs PostgreSQL {}; the server is", major)));
}

std::string project_file(const std::string& name) {
  const auto file = std::filesystem::path(PGRECONCILE_SOURCE_DIR) / name;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream contents;
  contents << stream.rdbuf();
  return contents.str();
}

}  // namespace pgreconcile::test
