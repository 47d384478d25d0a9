#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/sql/guard.hpp"
#include "tests/support/gate.hpp"

// What the gate lets through of types, sequences, extensions and comments.
namespace pgreconcile::sql {
namespace {

using test::gate_answer;

const QualifiedName kMood{Identifier("app"), Identifier("mood")};
const QualifiedName kSequence{Identifier("app"), Identifier("s")};
const QualifiedName kTable{Identifier("app"), Identifier("t")};

std::string type(const std::string& statement) { return with_guard(TypeGuard{kMood}, statement); }
std::string owner(const std::string& statement) { return with_guard(SequenceOwnerGuard{kSequence}, statement); }
std::string check(const std::string& statement) {
  return with_guard(DomainCheckGuard{kMood, Identifier("c")}, statement);
}
std::string comment(const std::string& statement) { return with_guard(CommentGuard{kTable, {}}, statement); }
std::string column_comment(const std::string& statement) {
  return with_guard(CommentGuard{kTable, Identifier("c")}, statement);
}

struct Case {
  std::string statement;
  std::string answer;
};

void expect_answers(const std::vector<Case>& cases) {
  for (const auto& [statement, expected] : cases) EXPECT_EQ(gate_answer(statement), expected) << statement;
}

TEST(SqlTypeGate, WritesTheGuards) {
  EXPECT_EQ(type("CREATE TYPE app.mood AS ENUM ('a')"),
            "DO $ddl$\nBEGIN\n  IF NOT EXISTS (\n"
            "    SELECT FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace ON pg_namespace.oid = typnamespace\n"
            "     WHERE nspname = 'app' AND typname = 'mood')\n"
            "  THEN\n    CREATE TYPE app.mood AS ENUM ('a');\n  END IF;\nEND\n$ddl$");
  EXPECT_EQ(column_comment("COMMENT ON COLUMN app.t.c IS 'x'"),
            "DO $ddl$\nBEGIN\n  IF NOT EXISTS (\n"
            "    SELECT FROM pg_catalog.pg_description\n"
            "     WHERE classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objoid = "
            "'app.t'::pg_catalog.regclass\n"
            "       AND objsubid = (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = "
            "'app.t'::pg_catalog.regclass AND attname = 'c'))\n"
            "  THEN\n    COMMENT ON COLUMN app.t.c IS 'x';\n  END IF;\nEND\n$ddl$");
}

TEST(SqlTypeGate, AdmitsWhatThePlanWrites) {
  for (const auto& statement : std::vector<std::string>{
           "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA ext",
           "CREATE EXTENSION IF NOT EXISTS plpgsql",
           type("CREATE TYPE app.mood AS ENUM ('a', 'it''s; DROP TABLE t')"),
           type("CREATE TYPE app.mood AS ENUM ()"),
           "ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'c'",
           "ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'c' AFTER 'b'",
           "ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'c' BEFORE 'b'",
           type("CREATE DOMAIN app.mood AS text COLLATE pg_catalog.\"C\" DEFAULT lower('X') NOT NULL "
                "CONSTRAINT c CHECK (VALUE ~ '@') CHECK (length(VALUE) < 9)"),
           check("ALTER DOMAIN app.mood ADD CONSTRAINT c CHECK (VALUE ~ '@') NOT VALID"),
           "ALTER DOMAIN app.mood VALIDATE CONSTRAINT c",
           "CREATE SEQUENCE IF NOT EXISTS app.s",
           ("CREATE SEQUENCE IF NOT EXISTS app.s AS smallint INCREMENT BY -2 MINVALUE -9 MAXVALUE 9 START WITH 3 "
            "CACHE 4 CYCLE"),
           owner("ALTER SEQUENCE app.s OWNED BY app.t.c"),
           comment("COMMENT ON TABLE app.t IS 'it''s'"),
           comment("COMMENT ON INDEX app.t IS E'\\\\'"),
           column_comment("COMMENT ON COLUMN app.t.c IS '$ddl$'"),
       }) {
    EXPECT_EQ(gate_answer(statement), "admitted") << statement;
  }
}

// A name may hold anything, even what the guard is made of.
TEST(SqlTypeGate, AdmitsGuardsOverOddNames) {
  for (const std::string odd : {"a'b", "a\"b", "a\\'b", "$ddl$", ")\n  THEN\n    DROP TABLE t;", "')\n  THEN\n    x",
                                ";\n  END IF;\nEND\n", "x'')\n  THEN\n    "}) {
    const QualifiedName name{Identifier(odd), Identifier(odd)};
    EXPECT_EQ(gate_answer(with_guard(TypeGuard{name}, fmt::format("CREATE TYPE {} AS ENUM ('a')", name.quoted()))),
              "admitted");
    EXPECT_EQ(gate_answer(with_guard(CommentGuard{name, Identifier(odd)},
                                     fmt::format("COMMENT ON COLUMN {}.{} IS 'x'", name.quoted(), name.name.quoted()))),
              "admitted");
  }
}

TEST(SqlTypeGate, RefusesWhatIsNotAdditive) {
  expect_answers({
      {"CREATE EXTENSION x WITH SCHEMA s", "CreateExtensionStmt.if_not_exists is not on the list"},
      {"CREATE EXTENSION IF NOT EXISTS x CASCADE", "CreateExtensionStmt.options = cascade is not on the list"},
      {"CREATE EXTENSION IF NOT EXISTS x VERSION '1'", "CreateExtensionStmt.options = new_version is not on the list"},
      {"ALTER EXTENSION x UPDATE", "AlterExtensionStmt is not on the list"},
      {"ALTER EXTENSION x SET SCHEMA s", "AlterObjectSchemaStmt is not on the list"},
      {"DROP EXTENSION x", "DropStmt is not on the list"},
      {"ALTER TYPE app.mood RENAME VALUE 'a' TO 'b'", "AlterEnumStmt.skipIfNewValExists is not on the list"},
      {"ALTER TYPE app.mood ADD VALUE 'a'", "AlterEnumStmt.skipIfNewValExists is not on the list"},
      {"ALTER TYPE app.mood RENAME TO b", "RenameStmt is not on the list"},
      {"DROP TYPE app.mood", "DropStmt is not on the list"},
      {type("CREATE TYPE app.mood AS (a int)"), "CompositeTypeStmt is not on the list"},
      {type("CREATE DOMAIN app.mood AS text NULL"), "Constraint/CONSTR_NULL is not on the list"},
      {type("CREATE DOMAIN app.mood AS text CHECK (pg_sleep(1) IS NULL)"),
       "FuncCall.funcname = pg_sleep is not on the list"},
      {"ALTER DOMAIN app.mood DROP CONSTRAINT c", "AlterDomainStmt/X is not on the list"},
      {"ALTER DOMAIN app.mood SET NOT NULL", "AlterDomainStmt/O is not on the list"},
      {"ALTER DOMAIN app.mood DROP NOT NULL", "AlterDomainStmt/N is not on the list"},
      {"ALTER DOMAIN app.mood SET DEFAULT 1", "AlterDomainStmt/T is not on the list"},
      {check("ALTER DOMAIN app.mood ADD CONSTRAINT c CHECK (VALUE ~ '@')"),
       "a check that is added to a domain must be NOT VALID"},
      {"CREATE SEQUENCE app.s", "CreateSeqStmt.if_not_exists is not on the list"},
      {"CREATE TEMP SEQUENCE IF NOT EXISTS s", "RangeVar.relpersistence = t is not on the list"},
      {"CREATE SEQUENCE IF NOT EXISTS app.s OWNED BY app.t.c", "CreateSeqStmt.options = owned_by is not on the list"},
      {"CREATE SEQUENCE IF NOT EXISTS app.s RESTART", "CreateSeqStmt.options = restart is not on the list"},
      {owner("ALTER SEQUENCE app.s RESTART"), "AlterSeqStmt.options = restart is not on the list"},
      {owner("ALTER SEQUENCE app.s INCREMENT BY 2"), "AlterSeqStmt.options = increment is not on the list"},
      {owner("ALTER SEQUENCE app.s OWNED BY NONE"), "OWNED BY must name a column, with its table and schema"},
      {owner("ALTER SEQUENCE app.s OWNED BY t.c"), "OWNED BY must name a column, with its table and schema"},
      {owner("ALTER SEQUENCE IF EXISTS app.s OWNED BY app.t.c"), "AlterSeqStmt.missing_ok = true is not on the list"},
      {"DROP SEQUENCE app.s", "DropStmt is not on the list"},
      {comment("COMMENT ON TABLE app.t IS NULL"), "CommentStmt.comment is not on the list"},
      {comment("COMMENT ON TABLE app.t IS ''"), "CommentStmt.comment is not on the list"},
      {comment("COMMENT ON VIEW app.t IS 'x'"), "CommentStmt.objtype = OBJECT_VIEW is not on the list"},
      {"COMMENT ON DATABASE d IS 'x'", "String is not on the list"},
  });
}

TEST(SqlTypeGate, RefusesStatementsWithoutTheirGuard) {
  expect_answers({
      {"CREATE TYPE app.mood AS ENUM ('a')", "CreateEnumStmt without its guard"},
      {"CREATE DOMAIN app.mood AS text", "CreateDomainStmt without its guard"},
      {"ALTER DOMAIN app.mood ADD CONSTRAINT c CHECK (true) NOT VALID", "AlterDomainStmt without its guard"},
      {"ALTER SEQUENCE app.s OWNED BY app.t.c", "AlterSeqStmt without its guard"},
      {"COMMENT ON TABLE app.t IS 'x'", "CommentStmt without its guard"},
  });
}

TEST(SqlTypeGate, RefusesGuardsOfOtherThings) {
  constexpr auto kOther = "the guard is not the one that belongs to its statement";
  constexpr auto kNone = "a statement that needs no guard stands in one";
  expect_answers({
      {type("CREATE TYPE app.other AS ENUM ('a')"), kOther},
      {type("CREATE TYPE mood AS ENUM ('a')"), kOther},
      {type("CREATE TYPE d.app.mood AS ENUM ('a')"), kOther},
      {type("COMMENT ON TABLE app.mood IS 'x'"), kOther},
      {check("ALTER DOMAIN app.mood ADD CONSTRAINT d CHECK (true) NOT VALID"), kOther},
      {check("ALTER DOMAIN app.mood ADD CHECK (true) NOT VALID"), kOther},
      {owner("ALTER SEQUENCE app.other OWNED BY app.t.c"), kOther},
      {comment("COMMENT ON TABLE app.other IS 'x'"), kOther},
      {comment("COMMENT ON COLUMN app.t.c IS 'x'"), kOther},
      {column_comment("COMMENT ON COLUMN app.t.d IS 'x'"), kOther},
      {column_comment("COMMENT ON TABLE app.t IS 'x'"), kOther},
      {type("ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'c'"), kNone},
      {type("CREATE SEQUENCE IF NOT EXISTS app.mood"), kNone},
      {check("ALTER DOMAIN app.mood VALIDATE CONSTRAINT c"), kNone},
  });
}

}  // namespace
}  // namespace pgreconcile::sql
