// The workflows in ci/recipes/github: each script of them is run as GitHub runs it, with pgreconcile itself and a
// stand-in for GitHub's own program.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/database.hpp"
#include "tests/support/process.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr auto kRecipes = PGRECONCILE_SOURCE_DIR "/ci/recipes/github";
const std::vector<std::string> kWorkflows = {"schema-check.yml", "schema-deploy.yml", "schema-drift.yml", "action.yml"};

constexpr auto kBefore = "version: 1\ntables:\n  t: {columns: [{name: a, type: integer, default: 0}]}\n";
constexpr auto kAfter =
    "version: 1\ntables:\n  t: {columns: [{name: a, type: integer, default: 0}, {name: b, type: text}]}\n";
constexpr auto kConflict = "version: 1\ntables:\n  t: {columns: [{name: a, type: integer, default: 1}]}\n";

Json steps_of(const std::string& workflow) {
  const auto result =
      run({PGRECONCILE_SOURCE_DIR "/tests/support/workflow_steps.py", fmt::format("{}/{}", kRecipes, workflow)});
  if (result.exit_code != 0) throw std::runtime_error(result.errors);
  return Json::parse(result.output);
}

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What the expressions of a workflow name: `secrets.SCHEMA_DATABASE_URL`.
using Context = std::map<std::string, std::string>;

/// A checkout of the schema's repository on GitHub's machine.
class Runner {
 public:
  Runner(const std::string& before, const std::string& after) {
    write_program("pgreconcile", fmt::format("echo \"$*\" >>{0}/calls\n"
                                             "if [[ -s {0}/busy ]]; then sed -i 1d {0}/busy; exit 75; fi\n"
                                             "exec {1} \"$@\"\n",
                                             folder(), PGRECONCILE_BINARY));
    // `gh api` on the comments of a pull request: lists those that there are, keeps what is posted.
    write("comments", R"([{"id": 9, "user": {"type": "User"}, "body": "<!-- pgreconcile:plan schema.yaml -->\nwhat?"},
                          {"id": 10, "user": {"type": "Bot"}, "body": "Coverage: 100%"}])");
    write_program("gh", fmt::format(R"(echo "$GH_TOKEN: $*" >>{0}/gh
                                       if [[ $1 == release ]]; then touch "${{@: -1}}/downloaded.deb"; exit 0; fi
                                       if [[ $* == *--jq* ]]; then exec jq -r "${{@: -1}}" {0}/comments; fi
                                       [[ $* != *PATCH* ]] || exit 0
                                       body=${{@: -1}}
                                       jq --rawfile body "${{body#body=@}}" \
                                         '. + [{{id: 17, user: {{type: "Bot"}}, body: $body}}]' {0}/comments >{0}/more
                                       mv {0}/more {0}/comments)",
                                    folder()));
    write_program("sleep", fmt::format("echo \"$1\" >>{}/sleep\n", folder()));
    write_program("sudo", fmt::format("echo \"$*\" >>{0}/sudo\n", folder()));
    commit(before);
    commit(after);
  }

  void remove_program(const std::string& name) const { fs::remove(directory_.path() / "bin" / name); }

  /// The step of that name, as `bash -e` runs it: with the variables that the step declares, and none else that names a
  /// database. `context` has what they are made of, such as `secrets.SCHEMA_DATABASE_URL`; what it lacks is empty, as at
  /// GitHub.
  ProcessResult run_step(const std::string& workflow, const std::string& name, const Context& context = {}) const {
    const auto steps = steps_of(workflow);
    const auto step = std::ranges::find(steps, name, [](const auto& item) { return item.value("name", ""); });
    if (step == steps.end()) throw std::runtime_error(fmt::format("{} has no step {}", workflow, name));
    ProcessOptions options{.environment = {{"PATH", fmt::format("{}/bin:{}", folder(), std::getenv("PATH"))},
                                           {"RUNNER_TEMP", folder()},
                                           {"GITHUB_STEP_SUMMARY", folder() + "/summary"},
                                           {"GITHUB_OUTPUT", folder() + "/output"},
                                           {"GITHUB_REPOSITORY", "owner/service"}},
                           .working_directory = directory_.path()};
    for (const auto* variable :
         {"PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "DATABASE_URL", "PGRECONCILE_DATABASE_URL"}) {
      options.environment[variable] = std::nullopt;
    }
    const auto variables = step->value("env", Json::object());
    for (const auto& [variable, value] : variables.items()) {
      options.environment[variable] = evaluate(value, context, steps);
    }
    return run({"bash", "-e", "-c", step->at("run").get<std::string>()}, options);
  }

  std::string file(const std::string& name) const { return contents(directory_.path() / name); }
  void write(const std::string& name, const std::string& text) const { directory_.write(name, text); }

 private:
  std::string folder() const { return directory_.path().string(); }

  /// A value of `env`: a text, or an expression that names something.
  std::string evaluate(const Json& value, const Context& context, const Json& steps) const {
    static const std::regex expression(R"(\$\{\{ *([\w.]+) *\}\})");
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    std::smatch match;
    if (!std::regex_match(text, match, expression)) return text;
    const auto found = context.find(match[1]);
    return found == context.end() ? output_of(steps, match[1]) : found->second;
  }

  /// What `steps.ID.outputs.KEY` is, with the one output that there is.
  std::string output_of(const Json& steps, const std::string& name) const {
    const auto output = file("output");
    for (const auto& step : steps) {
      const auto outputs = fmt::format("steps.{}.outputs.", step.value("id", ""));
      if (!name.starts_with(outputs)) continue;
      const auto key = name.substr(outputs.size()) + "=";
      if (output.starts_with(key)) return output.substr(key.size(), output.size() - key.size() - 1);
    }
    return "";
  }

  void write_program(const std::string& name, const std::string& script) const {
    fs::create_directories(directory_.path() / "bin");
    const auto program = directory_.write("bin/" + name, "#!/usr/bin/env bash\n" + script);
    fs::permissions(program, fs::perms::owner_all);
  }

  void commit(const std::string& schema) const {
    directory_.write("schema.yaml", schema);
    const auto result = run({"bash", "-ec",
                             "git init -q . && git add schema.yaml && git -c user.name=a -c user.email=a@b "
                             "-c commit.gpgsign=false commit -q -m schema"},
                            {.working_directory = directory_.path()});
    if (result.exit_code != 0) throw std::runtime_error(result.errors);
  }

  TemporaryDirectory directory_;
};

Context database_of(const TestDatabase& database) { return {{"secrets.SCHEMA_DATABASE_URL", database.url()}}; }

TEST(GithubRecipes, TakeWhatComesFromOutsideByTheEnvironmentOrPinned) {
  for (const auto& workflow : kWorkflows) {
    const auto steps = steps_of(workflow);
    EXPECT_FALSE(steps.empty()) << workflow;
    for (const auto& step : steps) {
      // What a pull request is called must not become part of a script.
      EXPECT_THAT(step.value("run", ""), Not(HasSubstr("${{"))) << workflow;
      EXPECT_THAT(step.value("uses", "./x"), testing::MatchesRegex("\\./.*|actions/[a-z-]+@v[0-9]+")) << workflow;
    }
  }
}

TEST(GithubRecipes, CheckAPullRequestWithoutADatabase) {
  const Runner runner(kBefore, kAfter);
  EXPECT_EQ(runner.run_step("schema-check.yml", "Validate").output, "schema.yaml: valid, tables: 1, indexes: 0\n");
  const auto plan = runner.run_step("schema-check.yml", "Plan");
  EXPECT_EQ(plan.exit_code, 0) << plan;
  EXPECT_EQ(plan.output,
            "::notice file=schema.yaml,line=3,col=55,title=step 1%3A add column public.t.b::column is missing; takes "
            "ACCESS EXCLUSIVE on public.t\n"
            "A database as before.yaml describes it (PostgreSQL 18): pending, 1 step.\n");
  EXPECT_EQ(runner.file("output"), "code=0\n");
  EXPECT_THAT(runner.file("summary"), StartsWith("<!-- pgreconcile:plan schema.yaml -->\n"));

  for (int push = 1; push <= 2; ++push) {
    const auto comment = runner.run_step(
        "schema-check.yml", "Comment", {{"github.event.pull_request.number", "5"}, {"github.token", "the run's own"}});
    EXPECT_EQ(comment.exit_code, 0) << comment;
  }
  const auto lists = "the run's own: api --paginate repos/owner/service/issues/5/comments --jq [^\n]+\n";
  EXPECT_THAT(
      runner.file("gh"),
      testing::MatchesRegex(
          std::string(lists) + "the run's own: api --silent repos/owner/service/issues/5/comments -F body=@/[^\n]+\n" +
          lists +
          "the run's own: api --silent --method PATCH repos/owner/service/issues/comments/17 -F body=@/[^\n]+\n"));

  EXPECT_EQ(runner.run_step("schema-check.yml", "Verify").exit_code, 0);
  EXPECT_THAT(runner.file("calls"), testing::EndsWith("\nverify -f schema.yaml\n"));
  EXPECT_EQ(runner.run_step("schema-check.yml", "Conflicts").exit_code, 0);
}

TEST(GithubRecipes, CheckAPullRequestThatBringsTheFile) {
  const Runner runner("version: 1\ntables: {}\n", kAfter);
  EXPECT_EQ(runner.run_step("schema-check.yml", "Plan").exit_code, 0);
}

TEST(GithubRecipes, CheckFailsForAConflictAfterTheCommentIsWritten) {
  const Runner runner(kBefore, kConflict);
  const auto plan = runner.run_step("schema-check.yml", "Plan");
  EXPECT_EQ(plan.exit_code, 0) << plan;
  EXPECT_THAT(plan.output, StartsWith("::error file=schema.yaml,line=3,col=17,title=conflict public.t.a (default)::"));
  EXPECT_EQ(runner.file("output"), "code=3\n");
  EXPECT_THAT(runner.file("summary"), HasSubstr("### Conflicts"));
  EXPECT_EQ(runner.run_step("schema-check.yml", "Conflicts").exit_code, 3);
}

TEST(GithubRecipes, CheckFailsForAWrongFile) {
  const Runner runner(kBefore, "version: 1\ntables: {t: {colunms: []}}\n");
  const auto validate = runner.run_step("schema-check.yml", "Validate");
  EXPECT_EQ(validate.exit_code, 65);
  EXPECT_THAT(validate.output, StartsWith("::error file=schema.yaml,line=2,"));
  EXPECT_EQ(runner.run_step("schema-check.yml", "Plan").exit_code, 65);
}

TEST(GithubRecipes, CheckAgainstADatabaseThatIsNamed) {
  const TestDatabase database;
  database.execute("CREATE TABLE t (a integer DEFAULT 0)");
  const Runner runner(kBefore, kAfter);
  const auto plan = runner.run_step("schema-check.yml", "Plan", database_of(database));
  EXPECT_EQ(plan.exit_code, 0) << plan;
  EXPECT_THAT(plan.output, HasSubstr(fmt::format("Database {} (PostgreSQL ", database.name())));
  EXPECT_EQ(runner.run_step("schema-check.yml", "Verify", database_of(database)).exit_code, 0);
  EXPECT_THAT(runner.file("calls"), Not(HasSubstr("verify")));
}

TEST(GithubRecipes, DeployTriesAgainWhereThatHelps) {
  const TestDatabase database;
  const Runner runner(kBefore, kAfter);
  runner.write("busy", "1\n2\n");
  const auto deploy = runner.run_step("schema-deploy.yml", "Apply", database_of(database));
  EXPECT_EQ(deploy.exit_code, 0) << deploy;
  EXPECT_EQ(database.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"), "2");
  EXPECT_EQ(database.value("SELECT count(*) FROM pgreconcile.history"), "2");
}

TEST(GithubRecipes, DeployGivesUpAfterSomeTries) {
  const Runner runner(kBefore, kAfter);
  runner.write("busy", "1\n2\n3\n4\n5\n");
  const auto deploy = runner.run_step("schema-deploy.yml", "Apply");
  EXPECT_EQ(deploy.exit_code, 75) << deploy;
  std::string tries;
  for (int attempt = 1; attempt <= 4; ++attempt) {
    tries += fmt::format("::notice title=Schema deploy::try {} did not come through, another one follows\n", attempt);
  }
  EXPECT_EQ(deploy.output, tries);
  EXPECT_EQ(std::ranges::count(runner.file("calls"), '\n'), 5);
  EXPECT_EQ(runner.file("sleep"), "60\n60\n60\n60\n");
}

TEST(GithubRecipes, DeployStopsAtAConflict) {
  const TestDatabase database;
  database.execute("CREATE TABLE t (a integer DEFAULT 0)");
  const Runner runner(kBefore, kConflict);
  const auto deploy = runner.run_step("schema-deploy.yml", "Apply", database_of(database));
  EXPECT_EQ(deploy.exit_code, 3) << deploy;
  EXPECT_EQ(runner.file("calls"),
            "apply -f schema.yaml --record --max-wait 10m\nplan -f schema.yaml --format markdown\n");
  EXPECT_THAT(runner.file("summary"), HasSubstr("### Conflicts"));
}

TEST(GithubRecipes, DriftFailsWithItsReport) {
  const TestDatabase database;
  database.execute("CREATE TABLE t (a integer DEFAULT 0)");
  const Runner runner(kBefore, kAfter);
  const auto drift = runner.run_step("schema-drift.yml", "Drift", database_of(database));
  EXPECT_EQ(drift.exit_code, 2) << drift;
  EXPECT_THAT(runner.file("summary"), StartsWith("<!-- pgreconcile:drift schema.yaml -->\n"));
  database.execute("ALTER TABLE t ADD b text");
  EXPECT_EQ(runner.run_step("schema-drift.yml", "Drift", database_of(database)).exit_code, 0);
}

TEST(GithubRecipes, DriftLeavesADeployAlone) {
  const TestDatabase database;
  database.execute("CREATE TABLE t (a integer DEFAULT 0)");
  auto deploy = database.connect();
  deploy.execute(kTakeApplyLock);
  const Runner runner(kBefore, kAfter);
  const auto drift = runner.run_step("schema-drift.yml", "Drift", database_of(database));
  EXPECT_EQ(drift.exit_code, 0) << drift;
  EXPECT_EQ(drift.output, "::notice title=Schema drift::a deploy is under way; the next run looks again\n");
  EXPECT_THAT(runner.file("summary"), HasSubstr("An apply is running on this database: "));
}

// Nothing was compared.
TEST(GithubRecipes, DriftFailsWithoutAReport) {
  const Runner runner(kBefore, kAfter);
  runner.write("busy", "1\n");
  EXPECT_EQ(runner.run_step("schema-drift.yml", "Drift").exit_code, 75);
}

TEST(GithubRecipes, TheActionInstallsARelease) {
  const Runner runner(kBefore, kAfter);
  runner.remove_program("pgreconcile");
  const auto install = runner.run_step("action.yml", "Install pgreconcile",
                                       {{"inputs.version", "v1.2.3"},
                                        {"inputs.repository", "o/pgreconcile"},
                                        {"inputs.package", "p*.deb"},
                                        {"github.token", "the run's own"}});
  EXPECT_EQ(install.exit_code, 0) << install;
  EXPECT_THAT(runner.file("gh"),
              testing::MatchesRegex(
                  "the run's own: release download v1\\.2\\.3 --repo o/pgreconcile --pattern p\\*\\.deb --dir /.+\n"));
  EXPECT_THAT(runner.file("sudo"),
              testing::MatchesRegex("apt-get update -q\napt-get install -q -y /[^ \n]+/downloaded\\.deb\n"));
}

TEST(GithubRecipes, TheActionRunsACommand) {
  const Runner runner(kBefore, kAfter);
  EXPECT_EQ(runner.run_step("action.yml", "Install pgreconcile").exit_code, 0);
  const auto result = runner.run_step("action.yml", "Run pgreconcile", {{"inputs.args", "validate -f schema.yaml"}});
  EXPECT_EQ(result.output, "schema.yaml: valid, tables: 1, indexes: 0\n") << result;
}

}  // namespace
}  // namespace pgreconcile::test
