#include <gmock/gmock.h>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Variables = std::map<std::string, std::optional<std::string>>;

constexpr auto kMalformedHint =
    "HINT: write postgresql://user:password@host:5432/database, with special characters percent-encoded\n";

constexpr auto kRightsHint = "HINT: run as the owner of the tables, with CREATE on the schema\n";

class ExitCodes : public testing::Test {
 protected:
  ExitCodes() { database_.execute(kItems); }

  ProcessResult run_on(const std::string& url, const std::string& command,
                       const std::vector<std::string>& options = {}) const {
    return run_tool(arguments(command, file_, url, options));
  }

  /// Every command that connects ends in this way; apply --best-effort says the same as a warning, and ends well.
  void expect_everywhere(const std::string& url, int exit_code, const std::string& error, const std::string& hint) {
    for (const std::string command : {"plan", "apply", "drift"}) expect(url, command, exit_code, error, hint);
    expect_warning_at_best_effort(url, error);
  }
  void expect(const std::string& url, const std::string& command, int exit_code, const std::string& error,
              const std::string& hint) {
    const auto result = run_on(url, command);
    EXPECT_EQ(result.exit_code, exit_code) << command << '\n' << result;
    EXPECT_EQ(result.errors, fmt::format("pgreconcile: error: {}\nHINT: {}\n", error, hint)) << command;
    EXPECT_EQ(result.output, "") << command;
  }
  void expect_warning_at_best_effort(const std::string& url, const std::string& error) {
    const auto result = run_on(url, "apply", {"--best-effort"});
    EXPECT_EQ(result.exit_code, 0) << result;
    EXPECT_EQ(result.errors, fmt::format("pgreconcile: warning: nothing more was applied: {}\n", error));
  }

  std::string at_server(const std::string& role, const std::string& database) const {
    return fmt::format("database \"{}\" at {}:{} as user \"{}\"", database, server().host, server().port, role);
  }

  TestRole role_;
  TestRole role_with_password_{"s3cret/pw"};
  TestDatabase database_;
  TemporaryFile file_{kItemsWithNote};
};

TEST_F(ExitCodes, NoDatabaseNamed) {
  for (const Variables& variables : {Variables{}, Variables{{"DATABASE_URL", ""}, {"PGHOST", ""}},
                                     Variables{{"PGRECONCILE_DATABASE_URL", ""}, {"PGUSER", "app"}}}) {
    for (const std::string command : {"plan", "apply", "drift"}) {
      const auto result = run_tool({command, "--file", file_.path()}, {.environment = variables});
      EXPECT_EQ(result.exit_code, 64) << result;
      EXPECT_EQ(result.errors,
                "pgreconcile: error: no database is named\nHINT: give --database-url or set DATABASE_URL\n");
    }
    const auto best_effort = run_tool({"apply", "--file", file_.path(), "--best-effort"}, {.environment = variables});
    EXPECT_EQ(best_effort.exit_code, 64) << best_effort;
    const auto configured = run_tool({"apply", "--file", file_.path(), "--if-configured"}, {.environment = variables});
    EXPECT_EQ(configured.exit_code, 0) << configured;
    EXPECT_EQ(configured.errors, "pgreconcile: warning: no database is named: nothing was applied\n");
  }
}

TEST_F(ExitCodes, TheFirstDatabaseNamedCounts) {
  const std::string nowhere = "postgresql://nobody@127.0.0.1:1/nowhere";
  for (const Variables& variables :
       {Variables{{"PGRECONCILE_DATABASE_URL", database_.url()}, {"DATABASE_URL", nowhere}, {"PGPORT", "1"}},
        Variables{{"PGRECONCILE_DATABASE_URL", ""}, {"DATABASE_URL", database_.url()}, {"PGPORT", "1"}},
        Variables{{"PGHOST", server().host},
                  {"PGPORT", server().port},
                  {"PGUSER", "postgres"},
                  {"PGDATABASE", database_.name()}}}) {
    const auto result = run_tool({"plan", "--file", file_.path(), "--exit-code"}, {.environment = variables});
    EXPECT_EQ(result.exit_code, 2) << result;
    EXPECT_THAT(result.output, HasSubstr("Database " + database_.name()));
  }
  const auto option = run_tool(arguments("plan", file_, database_.url()), {.environment = {{"DATABASE_URL", nowhere}}});
  EXPECT_EQ(option.exit_code, 0) << option;
}

TEST_F(ExitCodes, Unreachable) {
  expect_everywhere("postgresql://app:s3cret@127.0.0.1:1/kraken", 69,
                    "cannot connect to database \"kraken\" at 127.0.0.1:1 as user \"app\": connection to server at "
                    "\"127.0.0.1\", port 1 failed: Connection refused",
                    "is the server running, and does it listen there?");
}

TEST_F(ExitCodes, NoSuchDatabase) {
  const auto url = fmt::format("postgresql://postgres@{}:{}/kraken_none", server().host, server().port);
  expect_everywhere(url, 69,
                    fmt::format("cannot connect to {}: database \"kraken_none\" does not exist",
                                at_server("postgres", "kraken_none")),
                    "create the database first; pgreconcile creates what is in it");
}

TEST_F(ExitCodes, WrongPassword) {
  const auto& role = role_with_password_.name();
  expect_everywhere(database_.url(role + ":wr0ng%2Fpw"), 77,
                    fmt::format("cannot connect to {}: password authentication failed for user \"{}\"",
                                at_server(role, database_.name()), role),
                    "check the user, its password and pg_hba.conf");
}

TEST_F(ExitCodes, NoPassword) {
  const auto& role = role_with_password_.name();
  const auto result = run_on(database_.url(role), "plan");
  EXPECT_EQ(result.exit_code, 77) << result;
  EXPECT_THAT(result.errors, HasSubstr("no password supplied\n"
                                       "HINT: give the password in the URL, in PGPASSWORD or in ~/.pgpass\n"));
}

TEST_F(ExitCodes, UnknownRole) {
  expect_everywhere(database_.url("kraken_nobody:s3cret"), 77,
                    fmt::format("cannot connect to {}: role \"kraken_nobody\" does not exist",
                                at_server("kraken_nobody", database_.name())),
                    "check the user, its password and pg_hba.conf");
}

TEST_F(ExitCodes, TooManyConnections) {
  database_.execute(fmt::format("ALTER ROLE {} CONNECTION LIMIT 0", role_.name()));
  expect_everywhere(database_.url(role_.name()), 75,
                    fmt::format("cannot connect to {}: too many connections for role \"{}\"",
                                at_server(role_.name(), database_.name()), role_.name()),
                    "the server has no free connection; try again");
}

TEST_F(ExitCodes, NoRightToCreate) {
  const TemporaryFile file("version: 1\ntables:\n  more:\n    columns:\n      - {name: id, type: bigint}\n");
  database_.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");  // everyone had it before PostgreSQL 15
  const auto url = database_.url(role_.name());
  const std::string cause = "step 1: create table public.more: permission denied for schema public (SQLSTATE 42501)";
  const auto result = run_tool(arguments("apply", file, url));
  EXPECT_EQ(result.exit_code, 77) << result;
  EXPECT_EQ(result.errors, "step 1: create table public.more\npgreconcile: error: " + cause + "\n" + kRightsHint);
  const auto best_effort = run_tool(arguments("apply", file, url, {"--best-effort", "--quiet"}));
  EXPECT_EQ(best_effort.exit_code, 0) << best_effort;
  EXPECT_EQ(best_effort.errors, "pgreconcile: error: " + cause + "\n" + kRightsHint);
}

TEST_F(ExitCodes, NotTheOwner) {
  const auto result = run_on(database_.url(role_.name()), "apply");
  EXPECT_EQ(result.exit_code, 77) << result;
  EXPECT_EQ(result.errors, std::string("step 1: add column public.items.note\n"
                                       "pgreconcile: error: step 1: add column public.items.note: must be owner of "
                                       "table items (SQLSTATE 42501)\n") +
                               kRightsHint);
  for (const std::string command : {"plan", "drift"}) {
    EXPECT_EQ(run_on(database_.url(role_.name()), command).errors, "") << command;
  }
}

TEST_F(ExitCodes, ReadOnlyRole) {
  give_ownership(database_, role_.name());
  database_.execute(fmt::format("ALTER ROLE {} SET default_transaction_read_only = on", role_.name()));
  const auto url = database_.url(role_.name());
  const std::string error = "the server or the role is read-only (default_transaction_read_only)";
  expect(url, "apply", 77, error,
         "turn that setting off for this role, database or server, or apply as a role that may write");
  expect_warning_at_best_effort(url, error);
  EXPECT_EQ(run_on(url, "plan", {"--exit-code"}).exit_code, 2);
  EXPECT_EQ(run_on(url, "drift").exit_code, 2);
}

TEST_F(ExitCodes, DifferencesAndIgnoredOnes) {
  const auto url = database_.url();
  EXPECT_EQ(run_on(url, "plan").exit_code, 0);
  EXPECT_EQ(run_on(url, "plan", {"--exit-code"}).exit_code, 2);
  EXPECT_EQ(run_on(url, "drift").exit_code, 2);
  EXPECT_EQ(run_on(url, "drift", {"--ignore", "extra"}).exit_code, 2);
  EXPECT_EQ(run_on(url, "drift", {"--ignore", "extra,missing"}).exit_code, 0);
  EXPECT_EQ(run_on(url, "drift", {"--ignore", "missng"}).exit_code, 64);
}

TEST_F(ExitCodes, ADryRunChangesNothing) {
  const auto before = database_.dump_schema();
  const auto plan = run_on(database_.url(), "plan");
  const auto dry = run_on(database_.url(), "apply", {"--dry-run", "--best-effort"});
  EXPECT_EQ(dry.exit_code, 0) << dry;
  EXPECT_EQ(dry.output, plan.output);
  EXPECT_EQ(database_.dump_schema(), before);
}

TEST_F(ExitCodes, OutputThatCannotBeWritten) {
  const auto result = run_on(database_.url(), "plan", {"--output", "/proc/none/plan.txt"});
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_EQ(result.errors, "pgreconcile: error: cannot write /proc/none/plan.txt: No such file or directory\n");
}

TEST_F(ExitCodes, TheRoleToActAs) {
  const TemporaryFile file("version: 1\ntables:\n  made: {columns: [{name: id, type: bigint}]}\n");
  database_.execute("GRANT CREATE ON SCHEMA public TO " + role_.name());
  const auto apply_as = [&](const std::string& role, const std::string& user) {
    return run_tool(arguments("apply", file, database_.url(user), {"--role", role}));
  };
  const auto unknown = apply_as("nobody of this name", "postgres");
  EXPECT_EQ(unknown.exit_code, 77) << unknown;
  EXPECT_EQ(unknown.errors,
            "pgreconcile: error: role \"nobody of this name\" does not exist (SQLSTATE 22023)\n"
            "HINT: name a role that is there with --role\n");
  const auto no_member = apply_as("postgres", role_.name());
  EXPECT_EQ(no_member.exit_code, 77) << no_member;
  EXPECT_THAT(no_member.errors, HasSubstr("permission denied to set role \"postgres\""));

  const auto done = apply_as(role_.name(), "postgres");
  EXPECT_EQ(done.exit_code, 0) << done;
  EXPECT_EQ(database_.value("SELECT relowner::regrole FROM pg_class WHERE relname = 'made'"), role_.name());
}

TEST_F(ExitCodes, AWrongSchemaFile) {
  const TemporaryFile wrong("version: 1\ntabels: {}\n");
  for (const std::string command : {"plan", "apply", "drift"}) {
    for (const std::vector<std::string>& options : {std::vector<std::string>{}, {"--verbose"}}) {
      EXPECT_EQ(run_tool(arguments(command, wrong, database_.url(), options)).exit_code, 65) << command;
    }
  }
  EXPECT_EQ(run_tool(arguments("apply", wrong, database_.url(), {"--best-effort", "--if-configured"})).exit_code, 65);
  EXPECT_EQ(run_tool({"validate", "--file", "/none/schema.yaml"}).exit_code, 65);
}

TEST_F(ExitCodes, AUniqueIndexOverRowsThatAreNot) {
  const TemporaryFile file(std::string(kItemsWithNote) +
                           "    indexes:\n      - {name: ux_items_note, columns: [note], unique: true}\n");
  database_.execute("ALTER TABLE items ADD note text; UPDATE items SET note = 'a secret of a user'");
  const auto result = run_tool(arguments("apply", file, database_.url()));
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_EQ(result.errors,
            "step 1: create index public.ux_items_note\n"
            "pgreconcile: error: step 1: create index public.ux_items_note: could not create unique index "
            "\"ux_items_note\" (SQLSTATE 23505)\n"
            "HINT: mend what failed, and run again; --repair-invalid-indexes builds the invalid index anew\n");
  EXPECT_THAT(result.output, HasSubstr("invalid public.ux_items_note (valid)"));
  EXPECT_THAT(result.output, Not(HasSubstr("secret")));

  const auto again = run_tool(arguments("apply", file, database_.url()));
  EXPECT_EQ(again.exit_code, 3) << again;
  EXPECT_THAT(again.output, HasSubstr("invalid public.ux_items_note"));
  EXPECT_EQ(run_tool(arguments("apply", file, database_.url(), {"--best-effort"})).exit_code, 0);
}

TEST_F(ExitCodes, DriverUrls) {
  const auto rest = database_.url().substr(std::string("postgresql").size());
  for (const std::string driver : {"postgresql+asyncpg", "postgresql+psycopg2"}) {
    const auto result = run_on(driver + rest + "?ssl=disable&prepared_statement_cache_size=0", "plan", {"--exit-code"});
    EXPECT_EQ(result.exit_code, 2) << result;
    EXPECT_EQ(result.errors,
              "pgreconcile: warning: connection parameter prepared_statement_cache_size is not known to libpq and is "
              "left out\n");
  }
}

}  // namespace
}  // namespace pgreconcile::test
