#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/base/error.hpp"
#include "src/sql/additive_gate.hpp"
#include "src/sql/guard.hpp"

// What may run and what may not: the promise that nothing is ever destroyed.
namespace pgreconcile::sql {
namespace {

using namespace std::string_literals;

constexpr std::string_view kRefusal = "the additive gate refused a statement: ";

// What admit() throws, or "admitted".
std::string answer(const std::string& statement) {
  try {
    admit(statement);
    return "admitted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Internal);
    EXPECT_EQ(error.hint(), "nothing of it was run; please report this");
    return error.what();
  }
}

testing::AssertionResult is_refused(const std::string& statement) {
  if (answer(statement).starts_with(kRefusal)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "admitted: " << statement;
}

void expect_refusal(const std::string& statement, const std::string& reason) {
  EXPECT_EQ(answer(statement), fmt::format("{}{}: {}", kRefusal, reason, statement));
}

void expect_all_refused(const std::vector<std::string>& statements) {
  for (const auto& statement : statements) EXPECT_TRUE(is_refused(statement));
}

void expect_all_admitted(const std::vector<std::string>& statements) {
  for (const auto& statement : statements) {
    EXPECT_EQ(answer(statement), "admitted") << statement;
    EXPECT_EQ(admit(statement).text(), statement);
  }
}

const ConstraintGuard kCheckGuard{{Identifier("app"), Identifier("t")}, Identifier("c"), ConstraintType::Check};
constexpr std::string_view kAddCheck = "ALTER TABLE app.t ADD CONSTRAINT c CHECK (n > 0) NOT VALID";

std::string guarded(const std::string& statement) { return with_guard(kCheckGuard, statement); }

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const auto at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  return text.replace(at, old_part.size(), new_part);
}

// A column default and a check, the two places that take an expression.
void expect_expression_refused(const std::string& expression) {
  EXPECT_TRUE(is_refused(fmt::format("ALTER TABLE app.t ADD COLUMN IF NOT EXISTS c int DEFAULT ({})", expression)));
  EXPECT_TRUE(is_refused(fmt::format("CREATE TABLE IF NOT EXISTS app.t (CONSTRAINT c CHECK ({}))", expression)));
  EXPECT_TRUE(is_refused(guarded(fmt::format("ALTER TABLE app.t ADD CONSTRAINT c CHECK ({})", expression))));
}

TEST(SqlAdditiveGate, AdmitsWhatTheToolWrites) {
  expect_all_admitted({
      "CREATE SCHEMA IF NOT EXISTS \"Weird; DROP TABLE t\"",
      "CREATE TABLE IF NOT EXISTS app.t ()",
      "CREATE TABLE IF NOT EXISTS app.t (\n  id uuid NOT NULL DEFAULT gen_random_uuid(),\n"
      "  \"a\"\"b\" varchar(16)[],\n  at timestamp(3) with time zone NOT NULL DEFAULT now(),\n"
      "  s public.mood DEFAULT 'it''s; DROP TABLE t; --',\n  CONSTRAINT t_pkey PRIMARY KEY (id),\n"
      "  CONSTRAINT u UNIQUE (\"a\"\"b\", s),\n  CONSTRAINT c CHECK (s IN ('a', 'b') AND lower(s) LIKE E'\\\\_%'),\n"
      "  CONSTRAINT f FOREIGN KEY (id) REFERENCES app.u (id) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL"
      " DEFERRABLE INITIALLY DEFERRED\n)",
      "CREATE INDEX IF NOT EXISTS i ON app.t USING btree (a, b DESC NULLS LAST)",
      "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON app.t USING hash (a)",
      "ALTER TABLE app.t ADD COLUMN IF NOT EXISTS c numeric(10,6) NOT NULL DEFAULT 0",
      "ALTER TABLE app.t ADD COLUMN IF NOT EXISTS c interval DEFAULT (now() - $$1 day; DROP TABLE t$$::date)",
      "ALTER TABLE app.t VALIDATE CONSTRAINT \"c;d\"",
  });
}

TEST(SqlAdditiveGate, AdmitsGuardedConstraints) {
  const QualifiedName table{Identifier("app"), Identifier("t")};
  const auto add = [&](ConstraintType type, const std::string& clause) {
    return with_guard(ConstraintGuard{table, Identifier("c"), type}, "ALTER TABLE app.t ADD CONSTRAINT c " + clause);
  };
  expect_all_admitted({
      add(ConstraintType::PrimaryKey, "PRIMARY KEY USING INDEX c"),
      add(ConstraintType::Unique, "UNIQUE USING INDEX c"),
      add(ConstraintType::Check, "CHECK (n > 0 /* END $ddl$ */) NOT VALID"),
      add(ConstraintType::ForeignKey, "FOREIGN KEY (a) REFERENCES app.u (a) NOT VALID"),
  });
}

TEST(SqlAdditiveGate, WritesTheGuard) {
  EXPECT_EQ(guarded(std::string(kAddCheck)),
            "DO $ddl$\n"
            "BEGIN\n"
            "  IF NOT EXISTS (\n"
            "    SELECT FROM pg_catalog.pg_constraint\n"
            "     WHERE conrelid = 'app.t'::pg_catalog.regclass AND conname = 'c' AND contype = 'c')\n"
            "  THEN\n"
            "    ALTER TABLE app.t ADD CONSTRAINT c CHECK (n > 0) NOT VALID;\n"
            "  END IF;\n"
            "END\n"
            "$ddl$");
}

// A name may hold anything, even what the guard is made of.
TEST(SqlAdditiveGate, AdmitsGuardsOverOddNames) {
  const std::vector<std::string> names = {"a'b",
                                          "a\"b",
                                          "a\\b",
                                          "$ddl$",
                                          "$ddl$ $ddl1$",
                                          "a\nb",
                                          "a;b",
                                          "--",
                                          "/*",
                                          "')\n  THEN\n    ",
                                          ")\n  THEN\n    ",
                                          " AND contype = 'c')\n  THEN\n    ",
                                          "' AND contype = '')\n  THEN\n    ",
                                          ";\n  END IF;\nEND\n",
                                          "\xc3\xa4"};
  for (const auto& text : names) {
    const Identifier name(text);
    const QualifiedName table{name, name};
    const auto statement =
        fmt::format("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} > 0)", table.quoted(), name.quoted(), name.quoted());
    expect_all_admitted({with_guard(ConstraintGuard{table, name, ConstraintType::Check}, statement)});
  }
}

TEST(SqlAdditiveGate, RefusesWhatIsNotAdditive) {
  expect_refusal("DROP TABLE t", "DropStmt is not on the list");
  expect_refusal("DROP INDEX IF EXISTS i", "DropStmt is not on the list");
  expect_refusal("TRUNCATE t", "TruncateStmt is not on the list");
  expect_refusal("DELETE FROM t", "DeleteStmt is not on the list");
  expect_refusal("UPDATE t SET a = 1", "UpdateStmt is not on the list");
  expect_refusal("INSERT INTO t VALUES (1)", "InsertStmt is not on the list");
  expect_refusal("SELECT 1", "SelectStmt is not on the list");
  expect_refusal("CREATE OR REPLACE VIEW v AS SELECT 1", "ViewStmt is not on the list");
  expect_refusal("CREATE TABLE IF NOT EXISTS t AS SELECT 1", "CreateTableAsStmt is not on the list");
  expect_refusal("DO $$BEGIN DROP TABLE t; END$$", "DoStmt is not on the list");
  expect_refusal("EXPLAIN ANALYZE CREATE TABLE IF NOT EXISTS t AS SELECT 1", "ExplainStmt is not on the list");
  expect_all_refused({"DROP SCHEMA s CASCADE",
                      "DROP DATABASE d",
                      "DROP ROLE r",
                      "DROP OWNED BY r",
                      "DROP FUNCTION f()",
                      "DROP TYPE IF EXISTS mood",
                      "DROP VIEW v",
                      "ALTER TYPE mood ADD VALUE 'x'",
                      "ALTER TYPE mood RENAME TO m",
                      "ALTER VIEW v RENAME TO w",
                      "ALTER INDEX i RENAME TO j",
                      "ALTER SCHEMA s RENAME TO r",
                      "ALTER SEQUENCE s RESTART",
                      "ALTER ROLE r SUPERUSER",
                      "ALTER SYSTEM SET fsync = off",
                      "ALTER DATABASE d SET work_mem = 1",
                      "SELECT 1 INTO t",
                      "SELECT pg_catalog.pg_terminate_backend(1)",
                      "WITH x AS (DELETE FROM t RETURNING 1) SELECT 1",
                      "VALUES (1)",
                      "TABLE t",
                      "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                      "CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
                      "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING",
                      "CREATE EXTENSION plpythonu",
                      "CREATE ROLE r",
                      "COPY t FROM PROGRAM 'true'",
                      "COPY t TO '/tmp/t'",
                      "GRANT ALL ON t TO PUBLIC",
                      "REVOKE ALL ON t FROM r",
                      "SET standard_conforming_strings = off",
                      "RESET ALL",
                      "CALL p()",
                      "PREPARE p AS SELECT 1",
                      "EXECUTE p",
                      "DECLARE c CURSOR FOR SELECT 1",
                      "BEGIN",
                      "COMMIT",
                      "ROLLBACK",
                      "SAVEPOINT s",
                      "LOCK TABLE t",
                      "CLUSTER t",
                      "VACUUM FULL t",
                      "REINDEX TABLE t",
                      "COMMENT ON TABLE t IS NULL",
                      "SECURITY LABEL ON TABLE t IS NULL",
                      "NOTIFY c",
                      "LOAD 'x'",
                      "REASSIGN OWNED BY a TO b",
                      "IMPORT FOREIGN SCHEMA s FROM SERVER v INTO t",
                      "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE"});
}

TEST(SqlAdditiveGate, RefusesOtherWaysToCreate) {
  expect_refusal("CREATE TABLE app.t ()", "CreateStmt.if_not_exists is not on the list");
  expect_refusal("CREATE SCHEMA s", "CreateSchemaStmt.if_not_exists is not on the list");
  expect_refusal("CREATE INDEX i ON t (a)", "IndexStmt.if_not_exists is not on the list");
  expect_refusal("CREATE TEMP TABLE IF NOT EXISTS t ()", "RangeVar/new.relpersistence = t is not on the list");
  expect_refusal("CREATE TABLE IF NOT EXISTS t () INHERITS (u)", "CreateStmt.inhRelations is not on the list");
  expect_refusal("CREATE TABLE IF NOT EXISTS t (LIKE u)", "TableLikeClause.options is not on the list");
  expect_refusal("CREATE TABLE IF NOT EXISTS db.app.t ()", "RangeVar/new.catalogname = db is not on the list");
  expect_all_refused({"CREATE TABLE IF NOT EXISTS t OF u", "CREATE TABLE IF NOT EXISTS t () USING heap",
                      "CREATE TEMP TABLE IF NOT EXISTS t () ON COMMIT DROP",
                      "CREATE FOREIGN TABLE IF NOT EXISTS t () SERVER s",
                      "CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION r", "CREATE SCHEMA s CREATE TABLE t ()",
                      "CREATE INDEX IF NOT EXISTS i ON t ((pg_sleep(1)))",
                      "CREATE INDEX IF NOT EXISTS i ON t (a) WHERE pg_sleep(1) IS NULL"});
}

TEST(SqlAdditiveGate, RefusesOtherColumnsAndConstraints) {
  expect_refusal("CREATE TABLE IF NOT EXISTS t (a int CHECK (a > 0))", "Constraint/CONSTR_CHECK is not on the list");
  expect_refusal("CREATE TABLE IF NOT EXISTS t (a int REFERENCES u)", "Constraint/CONSTR_FOREIGN is not on the list");
  for (const std::string column :
       {"a int PRIMARY KEY", "a int UNIQUE", "a int NULL", "a int GENERATED ALWAYS AS IDENTITY (OWNED BY t.b)",
        "a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s)", "a int GENERATED ALWAYS AS IDENTITY (RESTART 5)",
        "a int GENERATED ALWAYS AS (pg_sleep(1)) STORED", "a int[] DEFERRABLE", "a t.b%TYPE", "a SETOF int"}) {
    EXPECT_TRUE(is_refused("CREATE TABLE IF NOT EXISTS t (" + column + ")"));
    EXPECT_TRUE(is_refused("ALTER TABLE t ADD COLUMN IF NOT EXISTS " + column));
  }
}

TEST(SqlAdditiveGate, RefusesOtherWaysToAlter) {
  expect_refusal("ALTER TABLE t ADD COLUMN a int", "AlterTableCmd/AT_AddColumn.missing_ok is not on the list");
  expect_refusal("ALTER TABLE t DROP COLUMN a", "AlterTableCmd/AT_DropColumn is not on the list");
  expect_refusal("ALTER TABLE t ALTER COLUMN a TYPE text", "AlterTableCmd/AT_AlterColumnType is not on the list");
  expect_refusal("ALTER TABLE t RENAME TO u", "RenameStmt is not on the list");
  expect_refusal("ALTER TABLE t SET SCHEMA s", "AlterObjectSchemaStmt is not on the list");
  expect_refusal("ALTER TABLE t VALIDATE CONSTRAINT a, VALIDATE CONSTRAINT b",
                 "more than one command in an ALTER TABLE");
  expect_refusal("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN b",
                 "AlterTableCmd/AT_DropColumn is not on the list");
  expect_refusal(std::string(kAddCheck), "AlterTableStmt without its guard");
  expect_all_refused({"ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE t DROP CONSTRAINT c",
                      "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "ALTER TABLE t ALTER COLUMN a DROP DEFAULT",
                      "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1", "ALTER TABLE t SET UNLOGGED",
                      "ALTER TABLE t SET (fillfactor = 10)", "ALTER TABLE t OWNER TO r",
                      "ALTER TABLE t DISABLE TRIGGER ALL", "ALTER TABLE t DISABLE ROW LEVEL SECURITY",
                      "ALTER TABLE t DETACH PARTITION p", "ALTER TABLE t ATTACH PARTITION p DEFAULT",
                      "ALTER TABLE t INHERIT u", "ALTER TABLE ONLY t ADD COLUMN IF NOT EXISTS a int",
                      "ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS a int",
                      "ALTER FOREIGN TABLE t ADD COLUMN IF NOT EXISTS a int",
                      "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN IF NOT EXISTS b int"});
}

TEST(SqlAdditiveGate, RefusesMoreOrLessThanOneStatement) {
  expect_refusal("", "0 statements in one text");
  expect_refusal(";", "0 statements in one text");
  expect_refusal("-- nothing", "0 statements in one text");
  const std::string statement = "CREATE TABLE IF NOT EXISTS t ()";
  expect_refusal(statement + "; DROP TABLE t", "2 statements in one text");
  expect_refusal(statement + ";" + statement, "2 statements in one text");
  expect_refusal(statement + " DROP TABLE t", "syntax error at or near \"DROP\"");
  // what() ends at the NUL
  EXPECT_EQ(answer(statement + "\0; DROP TABLE t"s), fmt::format("{}a NUL character: {}", kRefusal, statement));
}

// Whatever the text looks like, what counts is what the parser reads.
TEST(SqlAdditiveGate, SeesThroughCommentsAndQuotes) {
  const std::string start = "CREATE TABLE IF NOT EXISTS t (a text DEFAULT ";
  for (const std::string hiding :
       {"1); --\n DROP TABLE t", "1 --)\n); DROP TABLE t; --", "1 /* ' */); DROP TABLE t; --'",
        "1 /* /* */ */); DROP TABLE t", "1 /* /* */); -- */ ); DROP TABLE t", "'a''b'); DROP TABLE t; --'",
        "'\\'); DROP TABLE t; --'", "E'\\\\'); DROP TABLE t; --'", "E'\\''); DROP TABLE t; --",
        "$$'$$); DROP TABLE t; --$$", "$a$ $b$ $a$); DROP TABLE t; -- $b$", "U&'\\0027'); DROP TABLE t",
        "U&'x' UESCAPE '!'); DROP TABLE t", "\"a'b\"); DROP TABLE t; --'", "'a'\n'b'); DROP TABLE t; --'",
        "B'0'); DROP TABLE t", "N'a\\'); DROP TABLE t; --'"}) {
    EXPECT_TRUE(is_refused(start + hiding));
  }
  // The same pieces where they do hide the rest.
  expect_all_admitted({start + "'; DROP TABLE t; --')", start + "E'\\'; DROP TABLE t; --')",
                       start + "$$; DROP TABLE t; --$$)", start + "U&'\\003b DROP TABLE t')",
                       start + "1 /* /* */ ; DROP TABLE t */)", start + "1) --; DROP TABLE t"});
}

TEST(SqlAdditiveGate, RefusesWhatAnExpressionMustNotHold) {
  expect_refusal("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int DEFAULT (SELECT 1)", "SubLink is not on the list");
  expect_refusal("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int DEFAULT setval('s', 1)",
                 "FuncCall.funcname = setval is not on the list");
  for (const std::string expression :
       {"EXISTS (SELECT 1)", "1 IN (SELECT 1)", "ARRAY(SELECT 1)", "(SELECT setval('s', 1))", "$1", "CURRENT OF c",
        "t.*", "sum(1) OVER ()", "count(*)", "count(DISTINCT a)", "sum(a)", "pg_catalog.max(a)", "rank()",
        "f(a ORDER BY a)", "f(a) FILTER (WHERE true)", "mode() WITHIN GROUP (ORDER BY a)", "GROUPING(a)",
        "xmlelement(name a)"}) {
    expect_expression_refused(expression);
  }
}

TEST(SqlAdditiveGate, RefusesHarmfulFunctionsHoweverTheyAreCalled) {
  for (const std::string function :
       {"setval", "pg_read_file", "lo_unlink", "set_config", "query_to_xml", "pg_sleep", "PG_SLEEP", "\"pg_sleep\"",
        "pg_catalog.pg_sleep", "Pg_Catalog.Pg_Sleep", "\"pg_catalog\".\"pg_sleep\"", "kraken.pg_catalog.pg_sleep",
        "pg_terminate_backend", "pg_advisory_lock", "dsnowball_init", "U&\"pg\\005fsleep\""}) {
    expect_expression_refused(function + "(1)");
    expect_expression_refused("coalesce(NULL, CASE WHEN a > 0 THEN ARRAY[(" + function + "(VARIADIC b => 1))] END)");
  }
  // PostgreSQL reads (x).f as f(x) where x has no field f.
  expect_expression_refused("('1'::float8).pg_sleep");
  expect_expression_refused("(a[1].b).pg_read_file");
}

TEST(SqlAdditiveGate, AdmitsHarmlessFunctions) {
  for (const std::string call :
       {"gen_random_uuid()", "random()", "clock_timestamp()", "statement_timestamp()", "timeofday()",
        "nextval('app.s')", "public.setval('s', 1)", "\"PG_SLEEP\"(1)", "now()", "uuid_generate_v4()", "(a).b"}) {
    expect_all_admitted({fmt::format("ALTER TABLE t ADD COLUMN IF NOT EXISTS a int DEFAULT ({})", call)});
  }
}

TEST(SqlAdditiveGate, RefusesGuardsThatLookAlmostRight) {
  const auto block = guarded(std::string(kAddCheck));
  ASSERT_EQ(answer(block), "admitted");
  const std::string reason = "the guard is not the one that belongs to its statement";
  expect_refusal(replaced(block, "'app.t'", "'app.u'"), reason);
  expect_refusal(replaced(block, "'app.t'", "'t'"), reason);
  expect_refusal(replaced(block, "conname = 'c'", "conname = 'd'"), reason);
  expect_refusal(replaced(block, "contype = 'c'", "contype = 'f'"), reason);
  expect_refusal(replaced(block, "IF NOT EXISTS", "IF EXISTS"), reason);
  expect_refusal(replaced(block, "pg_catalog.pg_constraint", "pg_constraint"), reason);
  expect_refusal(replaced(block, "BEGIN\n", "BEGIN\n  DROP TABLE t;\n"), reason);
  expect_refusal(replaced(block, "BEGIN\n", "DECLARE a int := setval('s', 1);\nBEGIN\n"), reason);
  expect_refusal(replaced(block, "END\n$", "  DROP TABLE t;\nEND\n$"), "DoStmt is not on the list");
  expect_refusal(replaced(block, "  END IF", "  ELSE\n    DROP TABLE t;\n  END IF"),
                 "syntax error at or near \"ELSE\"");
  expect_refusal(replaced(block, "END\n$ddl$", "END\n$ddl$ LANGUAGE plpythonu"), reason);
  expect_refusal(replaced(block, "END\n$ddl$", "END\n$ddl$; DROP TABLE t"), reason);
  expect_refusal(replaced(block, "DO $ddl$", "DO $ddl1$"), reason);
  expect_refusal(replaced(block, "NOT VALID;", "NOT VALID; DROP TABLE t;"), "2 statements in one text");
  expect_refusal(replaced(block, "NOT VALID;", "NOT VALID;\n    EXECUTE 'DROP TABLE t';"),
                 "syntax error at or near \"'DROP TABLE t'\"");
  expect_all_refused({block + ";", block + "\n", " " + block, replaced(block, "DO ", "DO LANGUAGE plpgsql "),
                      replaced(block, "DO ", "do "), replaced(block, "  THEN\n    ", "  THEN "),
                      replaced(block, "\n  IF", "\n  IF true OR"), replaced(block, "BEGIN\n", "BEGIN\r\n"),
                      replaced(block, "'c')", "'c' AND false)"), replaced(block, "DO $ddl$", "DO $$"),
                      replaced(replaced(block, "DO $ddl$", "DO $ddl7$"), "END\n$ddl$", "END\n$ddl7$"),
                      replaced(replaced(block, "DO $ddl$", "DO '"), "END\n$ddl$", "END\n'")});
}

TEST(SqlAdditiveGate, RefusesOtherStatementsInAGuard) {
  expect_refusal(guarded("DROP TABLE app.t"), "DropStmt is not on the list");
  expect_refusal(guarded("EXECUTE 'DROP TABLE app.t'"), "syntax error at or near \"'DROP TABLE app.t'\"");
  for (const std::string statement :
       {"CREATE TABLE IF NOT EXISTS app.t ()", "ALTER TABLE app.t ADD COLUMN IF NOT EXISTS a int",
        "ALTER TABLE app.t VALIDATE CONSTRAINT c"}) {
    const auto block = guarded(statement);
    EXPECT_EQ(answer(block), fmt::format("{}a statement that needs no guard stands in one: {}", kRefusal, block));
  }
  expect_all_refused({guarded(""), guarded(guarded(std::string(kAddCheck))),
                      guarded("ALTER TABLE app.t ADD CONSTRAINT c EXCLUDE USING gist (a WITH =)"),
                      guarded("ALTER TABLE app.t ADD CONSTRAINT c CHECK (true), DROP COLUMN a"),
                      guarded("ALTER TABLE app.t ADD CONSTRAINT c CHECK (true), ADD CONSTRAINT d CHECK (true)"),
                      guarded("ALTER TABLE app.t ADD CHECK (true)"),
                      guarded("ALTER TABLE t ADD CONSTRAINT c CHECK (true)"),
                      guarded("ALTER TABLE app.t ADD CONSTRAINT c UNIQUE (a)")});
}

// ADD CONSTRAINT a USING INDEX b renames the index b to a.
TEST(SqlAdditiveGate, RefusesToRenameAnIndex) {
  const auto block = with_guard(ConstraintGuard{kCheckGuard.table, Identifier("c"), ConstraintType::Unique},
                                "ALTER TABLE app.t ADD CONSTRAINT c UNIQUE USING INDEX i");
  EXPECT_EQ(answer(block), fmt::format("{}USING INDEX would rename the index: {}", kRefusal, block));
}

}  // namespace
}  // namespace pgreconcile::sql
