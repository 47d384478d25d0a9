#include <gmock/gmock.h>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Variables = std::map<std::string, std::optional<std::string>>;

std::string help_hint(const std::string& command) { return fmt::format("HINT: see pgreconcile {} --help\n", command); }

struct Refusal {
  std::vector<std::string> arguments;
  std::string errors;
};

TEST(Usage, IsRefusedInOneLine) {
  const std::string commands =
      "HINT: use one of plan, apply, drift, validate, verify, export, status, history, graph, json-schema, "
      "completion\n";
  const std::vector<Refusal> refusals{
      {{}, "no command is given\n" + commands},
      {{"plann"}, "unknown command \"plann\"\nHINT: did you mean \"plan\"? " + commands.substr(6)},
      {{"converge"}, "unknown command \"converge\"\n" + commands},
      {{"plan", "more", "--database-url", "--fromat", "than", "this"},
       "not expected: more than this\n" + help_hint("plan")},
      {{"--hepl"}, "A subcommand is required\nHINT: see pgreconcile --help\n"},
      {{"plan", "--fromat", "json"},
       "not expected: --fromat …\n"
       "HINT: did you mean \"--format\"? see pgreconcile plan --help\n"},
      {{"plan", "--bogus"}, "not expected: --bogus\n" + help_hint("plan")},
      {{"plan", "--format", "yaml"}, "--format: yaml not in {text,sql,json,markdown,github}\n" + help_hint("plan")},
      {{"drift", "--format", "sql"},
       "--format: sql not in {text,json,markdown,prometheus,html}\n" + help_hint("drift")},
      {{"apply", "--plan", ""}, "--plan: the value is empty\n" + help_hint("apply")},
      {{"plan", "--save", ""}, "--save: the value is empty\n" + help_hint("plan")},
      {{"plan", "--from", "a.yaml", "--server-version", ""},
       "--server-version:  not in {13,14,15,16,17,18}\n" + help_hint("plan")},
      {{"drift", "--output", ""}, "--output: the value is empty\n" + help_hint("drift")},
      {{"apply", "--role", ""}, "--role: the value is empty\n" + help_hint("apply")},
      {{"verify", "--server-bin", ""}, "--server-bin: the value is empty\n" + help_hint("verify")},
      {{"plan", "--from", "a.yaml", "--server-version", "017"},
       "--server-version: 017 not in {13,14,15,16,17,18}\n" + help_hint("plan")},
      {{"history", "--limit", "0"}, "--limit: 0 is not such a value; write 1 to 1000000\n" + help_hint("history")},
      {{"apply", "--max-wait", "10"},
       "--max-wait: 10 is not such a value; write 500ms, 2s, 10m or 1h\n" + help_hint("apply")},
      {{"apply", "--rewrite-limit", "1"},
       "--rewrite-limit: 1 is not such a value; write 512kB, 100MB or 1GB\n" + help_hint("apply")},
      {{"apply", "--on-conflict", "ignore"}, "--on-conflict: ignore not in {refuse,skip}\n" + help_hint("apply")},
      {{"plan", "--from", "a.yaml", "--save", "plan.json"},
       "a plan between files cannot be saved\nHINT: leave out --save, or --from\n"},
      {{"plan", "--from", "-", "-f", "-"}, "--from and --file are both standard input\nHINT: name a file\n"},
      {{"plan", "--server-version", "15"}, "--server-version requires --from\n" + help_hint("plan")},
      {{"plan", "--from", "a.yaml", "--server-version", "12"},
       "--server-version: 12 not in {13,14,15,16,17,18}\n" + help_hint("plan")},
      {{"plan", "--verbose", "--quiet"}, "--verbose excludes --quiet\n" + help_hint("plan")},
  };
  for (const auto& [arguments, errors] : refusals) {
    const auto result = run_tool(arguments);
    EXPECT_EQ(result.exit_code, 64) << result;
    EXPECT_EQ(result.errors, "pgreconcile: error: " + errors);
    EXPECT_EQ(result.output, "");
  }
}

// What stands at the wrong place may be a URL with its password.
TEST(Usage, NeverShowsAPasswordAtTheWrongPlace) {
  const std::string url = "postgresql://app:s3cret@db.example/kraken";
  constexpr auto kMeant = "HINT: did you mean \"--database-url\"? see pgreconcile plan --help\n";
  const std::vector<Refusal> refusals{
      {{url},
       "unknown command \"…\"\nHINT: use one of plan, apply, drift, validate, verify, export, status, history, graph, "
       "json-schema, completion\n"},
      {{"plan", url}, "not expected: …\n" + help_hint("plan")},
      {{"plan", "--databse-url=" + url}, std::string("not expected: --databse-url=…\n") + kMeant},
      {{"plan", "--databse-url", url}, std::string("not expected: --databse-url …\n") + kMeant},
      {{"plan", "--max-wait", url}, "not expected: --max-wait …\n" + help_hint("plan")},
      {{"apply", "--max-wait=" + url},
       "--max-wait: … is not such a value; write 500ms, 2s, 10m or 1h\n" + help_hint("apply")},
      {{"plan", "--pass", "s3cret"}, "not expected: --pass …\n" + help_hint("plan")},
      {{"plan", "--pwd=s3cret"}, "not expected: --pwd=…\n" + help_hint("plan")},
      {{"plan", "-Ws3cret", "more"}, "not expected: -W… …\n" + help_hint("plan")},
      {{"plan", "--database-url", "host=db", "password=s3", "cret"}, "not expected: … …\n" + help_hint("plan")},
  };
  for (const auto& [arguments, errors] : refusals) {
    const auto result = run_tool(arguments);
    EXPECT_EQ(result.exit_code, 64) << result;
    EXPECT_EQ(result.errors, "pgreconcile: error: " + errors);
  }
}

TEST(Usage, NeverShowsAUrlThatTookAnotherPlace) {
  const std::string url = "postgresql://app:s3cret@db.example/kraken";
  const auto as_file = run_tool({"plan", "-f", url, "--database-url", "postgresql://db/kraken"});
  EXPECT_EQ(as_file.exit_code, 65);
  EXPECT_EQ(as_file.errors, "pgreconcile: error: cannot read schema file … No such file or directory\n");
  const auto as_format = run_tool({"plan"}, {.environment = {{"PGRECONCILE_FORMAT", url}}});
  EXPECT_EQ(as_format.exit_code, 64);
  EXPECT_EQ(as_format.errors,
            "pgreconcile: error: --format: … not in {text,sql,json,markdown,github}\n" + help_hint("plan"));
}

TEST(Usage, AMalformedUrlIsNeverShown) {
  const TemporaryFile file(kItemsWithNote);
  for (const std::string url :
       {"postgresql://app:s3c@ret@db/kraken", "postgresql://app:s3c/ret@db/kraken", "postgresql://app:3/ret@db/kraken",
        "postgresql://app:s3c%ret@db/kraken", "postgresql://app:s3cret%@db/kraken",
        "postgresql://app:s3cret@[::1/kraken", "postgresql://app:s3cret@db:54x/kraken",
        "postgresql://app:s3cret@db:99999/kraken", "postgresql://app:s3cret@db/kraken?nonsense=ret",
        "mysql://app:s3cret@db/kraken", "host=db password=s3c ret"}) {
    for (const std::string command : {"plan", "apply", "drift"}) {
      for (const Variables& variables : {Variables{}, Variables{{"PGRECONCILE_VERBOSE", "true"}}}) {
        const auto result = run_tool(arguments(command, file, url), {.environment = variables});
        EXPECT_EQ(result.exit_code, 64) << url << '\n' << result;
        EXPECT_THAT(result.errors, HasSubstr("pgreconcile: error: the database URL is malformed: ")) << url;
        EXPECT_THAT(result.errors + result.output, Not(HasSubstr("s3c"))) << url;
        EXPECT_THAT(result.errors + result.output, Not(HasSubstr("ret"))) << url;
      }
    }
    EXPECT_EQ(run_tool(arguments("apply", file, url, {"--best-effort"})).exit_code, 64) << url;
    const auto by_variable = run_tool({"plan", "--file", file.path()}, {.environment = {{"DATABASE_URL", url}}});
    EXPECT_EQ(by_variable.exit_code, 64) << url;
    EXPECT_THAT(by_variable.errors, Not(HasSubstr("s3c"))) << url;
  }
}

// libpq takes these unescaped, and so do we: the server is what is not there.
TEST(Usage, AnOddPasswordThatLibpqReadsIsNotShownEither) {
  const TemporaryFile file(kItemsWithNote);
  for (const std::string password : {"s3c:ret", "s3c?ret", "s3c#ret", "s3c?ssl=ret", "s3c%40ret"}) {
    const auto result =
        run_tool(arguments("plan", file, "postgresql://app:" + password + "@127.0.0.1:1/kraken", {"-v"}));
    EXPECT_EQ(result.exit_code, 69) << result;
    EXPECT_THAT(result.errors, Not(HasSubstr("s3c"))) << result;
    EXPECT_THAT(result.errors, Not(HasSubstr("ret"))) << result;
  }
}

TEST(Usage, ColoursAreForTerminals) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  const Variables no_wish{{"NO_COLOR", std::nullopt}, {"PGRECONCILE_DATABASE_URL", database.url()}};
  auto wish = no_wish;
  wish["NO_COLOR"] = "1";
  const auto is_coloured = HasSubstr("\033[");
  const auto with_file = fmt::format(" --file '{}' ", file.path().string());
  // The first apply has a step, which is recorded; the others find nothing to do.
  for (const auto& command : {"plan" + with_file, "drift" + with_file, "status" + with_file,
                              "apply --record" + with_file, std::string("history ")}) {
    const auto shown = [&](const std::string& more, const Variables& variables) {
      const auto line = fmt::format("'{}' {}{}", PGRECONCILE_BINARY, command, more);
      return run({"script", "--quiet", "--command", line, "/dev/null"}, {.environment = variables}).output;
    };
    EXPECT_THAT(shown("", no_wish), is_coloured) << command;
    EXPECT_THAT(shown("--color auto", no_wish), is_coloured) << command;
    EXPECT_THAT(shown("--color never", no_wish), Not(is_coloured)) << command;
    EXPECT_THAT(shown("", wish), Not(is_coloured)) << command;
    EXPECT_THAT(shown("| cat", no_wish), Not(is_coloured)) << command;
    EXPECT_THAT(shown("--color always | cat", wish), is_coloured) << command;
  }
}

TEST(Usage, EveryOptionHasItsVariable) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  Variables variables{{"PGRECONCILE_FILE", file.path()}, {"PGRECONCILE_DATABASE_URL", database.url()}};
  const auto with = [&](const std::string& name, const std::string& value) {
    auto more = variables;
    more[name] = value;
    return ProcessOptions{.environment = more};
  };
  EXPECT_EQ(run_tool({"plan"}, with("PGRECONCILE_EXIT_CODE", "true")).exit_code, 2);
  EXPECT_EQ(run_tool({"plan"}, with("PGRECONCILE_EXIT_CODE", "false")).exit_code, 0);
  EXPECT_THAT(run_tool({"plan"}, with("PGRECONCILE_FORMAT", "json")).output, HasSubstr("\"format_version\": 1"));
  EXPECT_THAT(run_tool({"plan", "--format", "sql"}, with("PGRECONCILE_LOCK_TIMEOUT", "7s")).output,
              HasSubstr("SET lock_timeout = '7000ms'"));
  EXPECT_EQ(run_tool({"drift"}, with("PGRECONCILE_IGNORE", "missing")).exit_code, 0);
  EXPECT_EQ(run_tool({"plan"}, with("PGRECONCILE_FORMAT", "yaml")).exit_code, 64);
  EXPECT_EQ(run_tool({"apply"}, with("PGRECONCILE_MAX_WAIT", "soon")).exit_code, 64);
  EXPECT_EQ(run_tool({"plan", "--format", "text"}, with("PGRECONCILE_FORMAT", "yaml")).exit_code, 0);
  EXPECT_EQ(run_tool({"apply"}, with("PGRECONCILE_DRY_RUN", "1")).exit_code, 0);
  EXPECT_EQ(run_tool({"drift"}, with("PGRECONCILE_QUIET", "1")).exit_code, 2) << "the dry run has applied something";
}

}  // namespace
}  // namespace pgreconcile::test
