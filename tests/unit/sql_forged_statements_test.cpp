#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/sql/guard.hpp"
#include "tests/support/gate.hpp"

// What a planner that somebody has taken over might send, beside each kind of statement that the gate lets through.
namespace pgreconcile::sql {
namespace {

const Identifier kApp("app");

QualifiedName named(const char* name) { return {kApp, Identifier(name)}; }

std::string type(const std::string& statement) { return with_guard(TypeGuard{named("mood")}, statement); }
std::string domain_check(const std::string& statement) {
  return with_guard(DomainCheckGuard{named("mood"), Identifier("c")}, statement);
}
std::string owner(const std::string& statement) { return with_guard(SequenceOwnerGuard{named("s")}, statement); }
std::string comment(const std::string& statement) { return with_guard(CommentGuard{named("t"), {}}, statement); }
std::string column_comment(const std::string& statement) {
  return with_guard(CommentGuard{named("t"), Identifier("c")}, statement);
}
std::string storage(const std::string& statement) {
  return with_guard(StorageGuard{named("t"), Identifier("c")}, statement);
}
std::string partition(const std::string& statement) {
  return with_guard(PartitionGuard{named("t"), named("p")}, statement);
}
std::string constraint(ConstraintType kind, const std::string& statement) {
  return with_guard(ConstraintGuard{named("t"), Identifier("c"), kind}, statement);
}

struct Forgery {
  std::string statement;
  std::string answer;
};

constexpr auto kOtherGuard = "the guard is not the one that belongs to its statement";
constexpr auto kNotInFull = "the guarded statement does not name its object in full";
constexpr auto kTwo = "2 statements in one text";
constexpr auto kOnly = "ONLY is for indexes and keys";

void expect_refusals(const std::vector<Forgery>& forgeries) {
  for (const auto& [statement, answer] : forgeries) EXPECT_EQ(test::gate_answer(statement), answer) << statement;
}

TEST(SqlForgedStatements, OfEnumsInTheWordsOfTheParsersRelease) {
  EXPECT_THAT(test::gate_answer("ALTER TYPE app.mood DROP VALUE 'a'"),
              testing::AnyOf("syntax error at or near \"VALUE\"", "dropping an enum value is not implemented"));
}

TEST(SqlForgedStatements, OfEnums) {
  expect_refusals({
      {"ALTER TYPE app.mood RENAME VALUE 'a' TO 'b'", "AlterEnumStmt.skipIfNewValExists is not on the list"},
      {"ALTER TYPE app.mood RENAME TO other", "RenameStmt is not on the list"},
      {"ALTER TYPE app.mood RENAME ATTRIBUTE a TO b", "RenameStmt is not on the list"},
      {"ALTER TYPE app.mood SET SCHEMA public", "AlterObjectSchemaStmt is not on the list"},
      {"ALTER TYPE app.mood OWNER TO mallory", "AlterOwnerStmt is not on the list"},
      {"ALTER TYPE app.mood DROP ATTRIBUTE a", "AlterTableCmd/AT_DropColumn is not on the list"},
      {"ALTER TYPE app.mood ADD ATTRIBUTE a int", "AlterTableCmd/AT_AddColumn.missing_ok is not on the list"},
      {"ALTER TYPE app.mood SET (STORAGE = plain)", "AlterTypeStmt is not on the list"},
      {"ALTER TYPE app.mood ADD VALUE 'x'", "AlterEnumStmt.skipIfNewValExists is not on the list"},
      {"ALTER TYPE app.mood ADD VALUE IF NOT EXISTS ''", "AlterEnumStmt.newVal is not on the list"},
      {"ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'x'; DROP TYPE app.mood", kTwo},
      {"ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'x' BEFORE 'a' AFTER 'b'", "syntax error at or near \"AFTER\""},
      {"ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'x' BEFORE lower('A')", "syntax error at or near \"lower\""},
      {"ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'x' CASCADE", "syntax error at or near \"CASCADE\""},
      {type("ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'x'"), "a statement that needs no guard stands in one"},
      {type("CREATE TYPE app.mood AS (a int)"), "CompositeTypeStmt is not on the list"},
      {type("CREATE TYPE app.mood AS RANGE (subtype = int)"), "CreateRangeStmt is not on the list"},
      {type("CREATE TYPE app.mood (INPUT = f, OUTPUT = g)"), "DefineStmt is not on the list"},
      {type("CREATE TYPE app.mood"), "DefineStmt is not on the list"},
      {type("CREATE TYPE app.mood AS ENUM ('a'); DROP TABLE app.t"), kTwo},
      {type("DROP TYPE IF EXISTS app.mood CASCADE"), "DropStmt is not on the list"},
      {type("CREATE TYPE app.mood AS ENUM ('a')") + " LANGUAGE plpython3u", kOtherGuard},
      {with_guard(TypeGuard{}, "CREATE TYPE mood AS ENUM ('a')"), kNotInFull},
      {with_guard(TypeGuard{{Identifier(), Identifier("mood")}}, "CREATE TYPE mood AS ENUM ('a')"), kOtherGuard},
      {with_guard(TypeGuard{}, "CREATE TYPE db.app.mood AS ENUM ('a')"), kNotInFull},
  });
}

TEST(SqlForgedStatements, OfDomains) {
  expect_refusals({
      {"ALTER DOMAIN app.mood DROP CONSTRAINT c", "AlterDomainStmt/X is not on the list"},
      {"ALTER DOMAIN app.mood DROP CONSTRAINT IF EXISTS c CASCADE", "AlterDomainStmt/X is not on the list"},
      {"ALTER DOMAIN app.mood DROP DEFAULT", "AlterDomainStmt/T is not on the list"},
      {"ALTER DOMAIN app.mood SET DEFAULT 'x'", "AlterDomainStmt/T is not on the list"},
      {"ALTER DOMAIN app.mood SET NOT NULL", "AlterDomainStmt/O is not on the list"},
      {"ALTER DOMAIN app.mood RENAME CONSTRAINT c TO d", "RenameStmt is not on the list"},
      {"ALTER DOMAIN app.mood RENAME TO other", "RenameStmt is not on the list"},
      {"ALTER DOMAIN app.mood SET SCHEMA public", "AlterObjectSchemaStmt is not on the list"},
      {"ALTER DOMAIN app.mood OWNER TO mallory", "AlterOwnerStmt is not on the list"},
      {"DROP DOMAIN app.mood CASCADE", "DropStmt is not on the list"},
      {"ALTER DOMAIN app.mood VALIDATE CONSTRAINT c; DROP DOMAIN app.mood", kTwo},
      {domain_check("ALTER DOMAIN app.mood DROP CONSTRAINT c"), "AlterDomainStmt/X is not on the list"},
      {domain_check("ALTER DOMAIN app.mood ADD CONSTRAINT c CHECK (lo_unlink(1) = 1) NOT VALID"),
       "FuncCall.funcname = lo_unlink is not on the list"},
      {domain_check("ALTER DOMAIN app.mood ADD CONSTRAINT c CHECK ((SELECT true)) NOT VALID"),
       "SubLink is not on the list"},
      {domain_check("ALTER DOMAIN app.mood ADD CONSTRAINT c CHECK (VALUE > 0)"),
       "a check that is added to a domain must be NOT VALID"},
      {type("CREATE DOMAIN app.mood AS text DEFAULT pg_read_file('/etc/passwd')"),
       "FuncCall.funcname = pg_read_file is not on the list"},
      {type("CREATE DOMAIN app.mood AS text CHECK (set_config('role', 'mallory', false) IS NULL)"),
       "FuncCall.funcname = set_config is not on the list"},
      {type("CREATE DOMAIN app.mood AS text REFERENCES app.t"), "Constraint/CONSTR_FOREIGN is not on the list"},
      {type("CREATE DOMAIN app.mood AS text PRIMARY KEY"), "Constraint/CONSTR_PRIMARY is not on the list"},
      {type("CREATE DOMAIN app.mood AS text COLLATE \"C\"; TRUNCATE app.t"), kTwo},
      {with_guard(DomainCheckGuard{{}, Identifier("c")}, "ALTER DOMAIN mood ADD CONSTRAINT c CHECK (true) NOT VALID"),
       kNotInFull},
  });
}

TEST(SqlForgedStatements, OfSequences) {
  expect_refusals({
      {owner("ALTER SEQUENCE app.s RESTART WITH 1"), "AlterSeqStmt.options = restart is not on the list"},
      {owner("ALTER SEQUENCE app.s OWNED BY app.t.c RESTART"), "AlterSeqStmt.options = restart is not on the list"},
      {owner("ALTER SEQUENCE app.s OWNED BY app.t.c OWNED BY NONE"),
       "OWNED BY must name a column, with its table and schema"},
      {owner("ALTER SEQUENCE app.s OWNED BY NONE"), "OWNED BY must name a column, with its table and schema"},
      {owner("ALTER SEQUENCE app.s SET SCHEMA public"), "AlterObjectSchemaStmt is not on the list"},
      {owner("ALTER SEQUENCE app.s OWNER TO mallory"), "AlterTableCmd/AT_ChangeOwner is not on the list"},
      {owner("ALTER SEQUENCE app.s RENAME TO other"), "RenameStmt is not on the list"},
      {owner("ALTER SEQUENCE app.s SET UNLOGGED"), "AlterTableCmd/AT_SetUnLogged is not on the list"},
      {owner("ALTER SEQUENCE app.s MAXVALUE 1 CYCLE"), "AlterSeqStmt.options = maxvalue is not on the list"},
      {owner("ALTER SEQUENCE app.other OWNED BY app.t.c"), kOtherGuard},
      {owner("ALTER SEQUENCE app.s OWNED BY app.t.c; DROP TABLE app.t"), kTwo},
      {owner("DROP SEQUENCE app.s"), "DropStmt is not on the list"},
      {"ALTER SEQUENCE app.s OWNED BY app.t.c", "AlterSeqStmt without its guard"},
      {with_guard(SequenceOwnerGuard{{Identifier(), Identifier("s")}}, "ALTER SEQUENCE s OWNED BY app.t.c"),
       kNotInFull},
      {"CREATE SEQUENCE IF NOT EXISTS app.s OWNED BY app.t.c", "CreateSeqStmt.options = owned_by is not on the list"},
      {"CREATE SEQUENCE IF NOT EXISTS app.s RESTART WITH 1", "CreateSeqStmt.options = restart is not on the list"},
      {"CREATE UNLOGGED SEQUENCE IF NOT EXISTS app.s", "RangeVar.relpersistence = u is not on the list"},
      {"CREATE SEQUENCE IF NOT EXISTS app.s START WITH (SELECT 1)", "syntax error at or near \"(\""},
      {"CREATE SEQUENCE IF NOT EXISTS app.s; SELECT setval('app.s', 1)", kTwo},
      {"SELECT setval('app.s', 1)", "SelectStmt is not on the list"},
  });
}

TEST(SqlForgedStatements, OfComments) {
  expect_refusals({
      {comment("COMMENT ON TABLE app.t IS NULL"), "CommentStmt.comment is not on the list"},
      {comment("COMMENT ON TABLE app.t IS ''"), "CommentStmt.comment is not on the list"},
      {comment("COMMENT ON TABLE app.other IS 'x'"), kOtherGuard},
      {comment("COMMENT ON VIEW app.t IS 'x'"), "CommentStmt.objtype = OBJECT_VIEW is not on the list"},
      {comment("COMMENT ON SEQUENCE app.t IS 'x'"), "CommentStmt.objtype = OBJECT_SEQUENCE is not on the list"},
      {comment("COMMENT ON CONSTRAINT c ON app.t IS 'x'"),
       "CommentStmt.objtype = OBJECT_TABCONSTRAINT is not on the list"},
      {comment("COMMENT ON SCHEMA app IS 'x'"), "String is not on the list"},
      {comment("COMMENT ON DATABASE app IS 'x'"), "String is not on the list"},
      {comment("COMMENT ON ROLE mallory IS 'x'"), "String is not on the list"},
      {comment("COMMENT ON FUNCTION app.t() IS 'x'"), "ObjectWithArgs is not on the list"},
      {comment("COMMENT ON LARGE OBJECT 1 IS 'x'"), "Integer is not on the list"},
      {comment("COMMENT ON TABLE app.t IS 'x'; DELETE FROM app.t"), kTwo},
      {comment("COMMENT ON TABLE app.t IS lower('x')"), "syntax error at or near \"lower\""},
      {column_comment("COMMENT ON COLUMN app.t.c IS NULL"), "CommentStmt.comment is not on the list"},
      {column_comment("COMMENT ON COLUMN app.t.other IS 'x'"), kOtherGuard},
      {column_comment("COMMENT ON COLUMN t.c IS 'x'"), kOtherGuard},
      {"COMMENT ON INDEX app.i IS 'x'", "CommentStmt without its guard"},
      {with_guard(CommentGuard{}, "COMMENT ON TABLE t IS 'x'"), kNotInFull},
      {with_guard(CommentGuard{}, "COMMENT ON TABLE db.app.t IS 'x'"), kNotInFull},
      {"SECURITY LABEL ON TABLE app.t IS 'x'", "SecLabelStmt is not on the list"},
      {comment("SECURITY LABEL ON TABLE app.t IS 'x'"), "SecLabelStmt is not on the list"},
  });
}

TEST(SqlForgedStatements, OfTables) {
  expect_refusals({
      {"CREATE TABLE IF NOT EXISTS app.t AS SELECT lo_unlink(1)", "CreateTableAsStmt is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t AS TABLE app.u WITH NO DATA", "CreateTableAsStmt is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t AS EXECUTE p", "CreateTableAsStmt is not on the list"},
      {"CREATE MATERIALIZED VIEW IF NOT EXISTS app.t AS SELECT 1", "CreateTableAsStmt is not on the list"},
      {"SELECT 1 INTO app.t", "SelectStmt is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int) INHERITS (app.u)", "CreateStmt.inhRelations is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (LIKE app.u INCLUDING ALL)",
       "TableLikeClause.options = 2147483647 is not on the list"},
      {"CREATE TEMP TABLE IF NOT EXISTS pg_class (a int)", "RangeVar/new.relpersistence = t is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int DEFAULT lo_import('/etc/passwd'))",
       "FuncCall.funcname = lo_import is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int DEFAULT pg_catalog.set_config('search_path', 'evil', false)::int)",
       "FuncCall.funcname = set_config is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a bool DEFAULT pg_terminate_backend(1))",
       "FuncCall.funcname = pg_terminate_backend is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a bool DEFAULT (1).pg_terminate_backend)",
       "FuncCall.funcname = pg_terminate_backend is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a xml DEFAULT query_to_xml('DROP TABLE app.u', true, true, ''))",
       "FuncCall.funcname = query_to_xml is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int GENERATED ALWAYS AS ((SELECT 1)) STORED)",
       "SubLink is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME app.s))",
       "Constraint/CONSTR_IDENTITY.options = sequence_name is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int) PARTITION BY RANGE ((pg_advisory_lock(a)))",
       "FuncCall.funcname = pg_advisory_lock is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int, CONSTRAINT c CHECK (pg_notify('a', 'b') IS NULL))",
       "FuncCall.funcname = pg_notify is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int, CONSTRAINT c CHECK (current_setting('a') = query_to_xml('', true, "
       "true, '')::text))",
       "FuncCall.funcname = query_to_xml is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.t (a int); GRANT ALL ON app.t TO PUBLIC", kTwo},
      {"CREATE FOREIGN TABLE IF NOT EXISTS app.t (a int) SERVER s", "CreateForeignTableStmt is not on the list"},
      {"CREATE VIEW app.t AS SELECT 1", "ViewStmt is not on the list"},
      {"ALTER TABLE app.t ADD COLUMN IF NOT EXISTS a int DEFAULT setval('app.s', 1)",
       "FuncCall.funcname = setval is not on the list"},
      {"ALTER TABLE app.t ADD COLUMN IF NOT EXISTS a int, DROP COLUMN b",
       "AlterTableCmd/AT_DropColumn is not on the list"},
      {"ALTER TABLE app.t ADD COLUMN IF NOT EXISTS a int REFERENCES app.u ON DELETE CASCADE",
       "Constraint/CONSTR_FOREIGN is not on the list"},
      {"ALTER TABLE app.t DROP COLUMN IF EXISTS a CASCADE", "AlterTableCmd/AT_DropColumn is not on the list"},
      {"ALTER TABLE app.t ALTER COLUMN a TYPE text USING pg_read_file(a)",
       "AlterTableCmd/AT_AlterColumnType is not on the list"},
      {"ALTER TABLE app.t ALTER COLUMN a SET COMPRESSION lz4", "AlterTableCmd/AT_SetCompression is not on the list"},
      {"ALTER TABLE app.t ALTER COLUMN a SET STATISTICS 0", "AlterTableCmd/AT_SetStatistics is not on the list"},
      {"ALTER TABLE app.t ALTER COLUMN a DROP IDENTITY", "AlterTableCmd/AT_DropIdentity is not on the list"},
      {"ALTER TABLE app.t ALTER COLUMN a DROP EXPRESSION", "AlterTableCmd/AT_DropExpression is not on the list"},
      {"ALTER TABLE app.t ALTER COLUMN a RESTART", "AlterTableCmd/AT_SetIdentity is not on the list"},
      {"ALTER TABLE app.t SET LOGGED", "AlterTableCmd/AT_SetLogged is not on the list"},
      {"ALTER TABLE app.t SET TABLESPACE other", "AlterTableCmd/AT_SetTableSpace is not on the list"},
      {"ALTER TABLE app.t SET SCHEMA public", "AlterObjectSchemaStmt is not on the list"},
      {"ALTER TABLE app.t SET WITHOUT CLUSTER", "AlterTableCmd/AT_DropCluster is not on the list"},
      {"ALTER TABLE app.t RESET (fillfactor)", "AlterTableCmd/AT_ResetRelOptions is not on the list"},
      {"ALTER TABLE app.t OWNER TO mallory", "AlterTableCmd/AT_ChangeOwner is not on the list"},
      {"ALTER TABLE app.t REPLICA IDENTITY NOTHING", "AlterTableCmd/AT_ReplicaIdentity is not on the list"},
      {"ALTER TABLE app.t DISABLE TRIGGER ALL", "AlterTableCmd/AT_DisableTrigAll is not on the list"},
      {"ALTER TABLE app.t NO FORCE ROW LEVEL SECURITY", "AlterTableCmd/AT_NoForceRowSecurity is not on the list"},
      {"ALTER TABLE app.t OF app.mood", "AlterTableCmd/AT_AddOf is not on the list"},
      {"ALTER TABLE app.t ALTER CONSTRAINT c DEFERRABLE", "AlterTableCmd/AT_AlterConstraint is not on the list"},
      {"ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE other", "AlterTableMoveAllStmt is not on the list"},
      {"ALTER VIEW app.t ADD COLUMN IF NOT EXISTS a int", "AlterTableStmt.objtype = OBJECT_VIEW is not on the list"},
      {"ALTER MATERIALIZED VIEW app.t SET (fillfactor = 10)", "AlterTableCmd/AT_SetRelOptions is not on the list"},
      {storage("ALTER TABLE app.t ALTER COLUMN c SET STORAGE PLAIN, DROP COLUMN d"),
       "AlterTableCmd/AT_DropColumn is not on the list"},
      {storage("ALTER TABLE app.t ALTER COLUMN c DROP NOT NULL"), "AlterTableCmd/AT_DropNotNull is not on the list"},
      {storage("ALTER TABLE app.t DROP COLUMN c"), "AlterTableCmd/AT_DropColumn is not on the list"},
      {storage("ALTER TABLE ONLY app.t ALTER COLUMN c SET STORAGE PLAIN"), kOnly},
      {with_guard(StorageGuard{{Identifier(), Identifier("t")}, Identifier("c")},
                  "ALTER TABLE t ALTER COLUMN c SET STORAGE PLAIN"),
       kNotInFull},
  });
}

TEST(SqlForgedStatements, OfPartitions) {
  expect_refusals({
      {"ALTER TABLE app.t DETACH PARTITION app.p", "AlterTableCmd/AT_DetachPartition is not on the list"},
      {"ALTER TABLE app.t DETACH PARTITION app.p CONCURRENTLY", "AlterTableCmd/AT_DetachPartition is not on the list"},
      {"ALTER TABLE app.t DETACH PARTITION app.p FINALIZE",
       "AlterTableCmd/AT_DetachPartitionFinalize is not on the list"},
      {"ALTER TABLE app.t ATTACH PARTITION app.p FOR VALUES IN (1)", "AlterTableStmt without its guard"},
      {partition("ALTER TABLE app.t DETACH PARTITION app.p"), "AlterTableCmd/AT_DetachPartition is not on the list"},
      {partition("ALTER TABLE app.t ATTACH PARTITION app.other FOR VALUES IN (1)"), kOtherGuard},
      {partition("ALTER TABLE app.other ATTACH PARTITION app.p FOR VALUES IN (1)"), kOtherGuard},
      {partition("ALTER TABLE ONLY app.t ATTACH PARTITION app.p FOR VALUES IN (1)"), kOnly},
      {partition("ALTER INDEX app.t ATTACH PARTITION app.p"), "a statement that needs no guard stands in one"},
      {"CREATE TABLE app.p (LIKE app.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE)",
       "CreateStmt/like.if_not_exists is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p (LIKE app.t)", "TableLikeClause.options is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p (LIKE app.t INCLUDING ALL)",
       "TableLikeClause.options = 2147483647 is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p (LIKE app.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS "
       "INCLUDING STORAGE, a int)",
       "ColumnDef is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p (LIKE app.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS "
       "INCLUDING STORAGE, LIKE app.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE)",
       "LIKE stands alone"},
      {"ALTER INDEX app.i RENAME TO j", "RenameStmt is not on the list"},
      {"ALTER INDEX app.i SET (fillfactor = 10)", "AlterTableCmd/AT_SetRelOptions is not on the list"},
      {"ALTER INDEX app.i SET TABLESPACE s", "AlterTableCmd/AT_SetTableSpace is not on the list"},
      {"ALTER INDEX app.i ATTACH PARTITION app.j; DROP INDEX app.k", kTwo},
      {"ALTER TABLE ONLY app.t ADD COLUMN IF NOT EXISTS c int", kOnly},
      {"ALTER TABLE ONLY app.t VALIDATE CONSTRAINT c", kOnly},
      {"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY app.t (a)", kOnly},
      {constraint(ConstraintType::Unique, "ALTER TABLE ONLY app.t ADD CONSTRAINT c UNIQUE USING INDEX c"), kOnly},
      {constraint(ConstraintType::Check, "ALTER TABLE ONLY app.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"), kOnly},
      {"ALTER TABLE app.t NO INHERIT app.u", "AlterTableCmd/AT_DropInherit is not on the list"},
      {"CREATE TABLE app.p PARTITION OF app.t DEFAULT", "CreateStmt/partition.if_not_exists is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT; DROP TABLE app.u", kTwo},
      {"CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t (a DEFAULT 1) DEFAULT",
       "CreateStmt/partition.tableElts is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES IN ((SELECT 1))", "SubLink is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES FROM (nextval('app.s')) TO (MAXVALUE)",
       "FuncCall is not on the list"},
      {"CREATE FOREIGN TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT SERVER s",
       "CreateForeignTableStmt is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT TABLESPACE other",
       "CreateStmt/partition.tablespacename = other is not on the list"},
      {"CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT USING heap",
       "CreateStmt/partition.accessMethod = heap is not on the list"},
  });
}

TEST(SqlForgedStatements, OfConstraintsAndIndexes) {
  expect_refusals({
      {constraint(ConstraintType::Unique, "ALTER TABLE app.t ADD CONSTRAINT c UNIQUE USING INDEX other"),
       "USING INDEX would rename the index"},
      {constraint(ConstraintType::Check, "ALTER TABLE app.t DROP CONSTRAINT c"),
       "AlterTableCmd/AT_DropConstraint is not on the list"},
      {constraint(ConstraintType::Check, "ALTER TABLE app.t ADD CONSTRAINT c NOT NULL a"),
       "syntax error at or near \"NOT\""},
      {constraint(ConstraintType::Check, "ALTER TABLE app.t ADD CONSTRAINT c CHECK (lo_unlink(a) = 1) NOT VALID"),
       "FuncCall.funcname = lo_unlink is not on the list"},
      {constraint(ConstraintType::Exclusion,
                  "ALTER TABLE app.t ADD CONSTRAINT c EXCLUDE USING gist ((lo_creat(1)) WITH =)"),
       "FuncCall.funcname = lo_creat is not on the list"},
      {constraint(ConstraintType::Exclusion,
                  "ALTER TABLE app.t ADD CONSTRAINT c EXCLUDE USING gist (a WITH =) WHERE (EXISTS (SELECT 1))"),
       "SubLink is not on the list"},
      {constraint(ConstraintType::ForeignKey,
                  "ALTER TABLE app.t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES db.app.u (a)"),
       "RangeVar.catalogname = db is not on the list"},
      {constraint(ConstraintType::ForeignKey,
                  "ALTER TABLE ONLY app.t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES app.u (a)"),
       kOnly},
      {constraint(ConstraintType::PrimaryKey,
                  "ALTER TABLE app.t ADD CONSTRAINT c PRIMARY KEY (a) USING INDEX TABLESPACE other"),
       "Constraint/CONSTR_PRIMARY.indexspace = other is not on the list"},
      {constraint(ConstraintType::Unique, "ALTER TABLE app.t ADD CONSTRAINT c UNIQUE (a) WITH (fillfactor = 10)"),
       "Constraint/CONSTR_UNIQUE.options is not on the list"},
      {with_guard(ConstraintGuard{{Identifier(), Identifier("t")}, Identifier("c"), ConstraintType::Check},
                  "ALTER TABLE t ADD CONSTRAINT c CHECK (true)"),
       kNotInFull},
      {with_guard(ConstraintGuard{named("t"), Identifier(), ConstraintType::Check},
                  "ALTER TABLE app.t ADD CHECK (true)"),
       kNotInFull},
      {"ALTER INDEX app.i RENAME TO j", "RenameStmt is not on the list"},
      {"ALTER INDEX app.i SET (fillfactor = 10)", "AlterTableCmd/AT_SetRelOptions is not on the list"},
      {"ALTER INDEX app.i SET TABLESPACE other", "AlterTableCmd/AT_SetTableSpace is not on the list"},
      {"ALTER INDEX app.i DEPENDS ON EXTENSION x", "AlterObjectDependsStmt is not on the list"},
      {"CREATE INDEX IF NOT EXISTS i ON app.t ((lo_unlink(a)))", "FuncCall.funcname = lo_unlink is not on the list"},
      {"CREATE INDEX IF NOT EXISTS i ON app.t (a) WHERE pg_sleep(9) IS NOT NULL",
       "FuncCall.funcname = pg_sleep is not on the list"},
      {"CREATE INDEX IF NOT EXISTS i ON app.t (a) WITH (fillfactor = (SELECT 1))", "syntax error at or near \"(\""},
      {"CREATE INDEX IF NOT EXISTS i ON app.t USING gist (a ops (siglen = 3))",
       "IndexElem.opclassopts is not on the list"},
      {"DROP INDEX CONCURRENTLY app.i", "DropStmt is not on the list"},
      {"REINDEX INDEX CONCURRENTLY app.i", "ReindexStmt is not on the list"},
      {"CREATE STATISTICS IF NOT EXISTS app.s ON a, b FROM app.t", "CreateStatsStmt is not on the list"},
  });
}

TEST(SqlForgedStatements, OfExtensionsAndSchemas) {
  expect_refusals({
      {"CREATE EXTENSION IF NOT EXISTS x CASCADE", "CreateExtensionStmt.options = cascade is not on the list"},
      {"CREATE EXTENSION IF NOT EXISTS x VERSION '0.1'",
       "CreateExtensionStmt.options = new_version is not on the list"},
      {"CREATE EXTENSION IF NOT EXISTS x WITH SCHEMA s; DROP SCHEMA s", kTwo},
      {"ALTER EXTENSION x UPDATE TO '2'", "AlterExtensionStmt is not on the list"},
      {"ALTER EXTENSION x ADD TABLE app.t", "AlterExtensionContentsStmt is not on the list"},
      {"ALTER EXTENSION x DROP TABLE app.t", "AlterExtensionContentsStmt is not on the list"},
      {"CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION mallory", "CreateSchemaStmt.authrole is not on the list"},
      {"CREATE SCHEMA s CREATE TABLE t (a int) GRANT ALL ON t TO PUBLIC",
       "CreateSchemaStmt.if_not_exists is not on the list"},
      {"ALTER SCHEMA app OWNER TO mallory", "AlterOwnerStmt is not on the list"},
      {"ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC", "AlterDefaultPrivilegesStmt is not on the list"},
      {"GRANT CREATE ON SCHEMA app TO PUBLIC", "GrantStmt is not on the list"},
      {"GRANT mallory TO postgres", "GrantRoleStmt is not on the list"},
      {"CREATE LANGUAGE plpython3u", "CreateExtensionStmt.if_not_exists is not on the list"},
      {"CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", "CreateEventTrigStmt is not on the list"},
      {"CREATE POLICY p ON app.t USING (true)", "CreatePolicyStmt is not on the list"},
      {"CREATE PUBLICATION p FOR ALL TABLES", "CreatePublicationStmt is not on the list"},
      {"CREATE SUBSCRIPTION s CONNECTION 'host=evil' PUBLICATION p", "CreateSubscriptionStmt is not on the list"},
      {"CREATE CAST (text AS int) WITH INOUT AS IMPLICIT", "CreateCastStmt is not on the list"},
      {"CREATE OPERATOR app.= (FUNCTION = f, LEFTARG = int)", "DefineStmt is not on the list"},
      {"CREATE COLLATION IF NOT EXISTS app.c (locale = 'C')", "DefineStmt is not on the list"},
      {"COPY app.t TO PROGRAM 'sh'", "CopyStmt is not on the list"},
      {"COPY (SELECT lo_unlink(1)) TO STDOUT", "CopyStmt is not on the list"},
      {"DO $$BEGIN EXECUTE 'DROP TABLE app.t'; END$$", "DoStmt is not on the list"},
      {"DO $ddl$BEGIN END$ddl$", "DoStmt is not on the list"},
  });
}

}  // namespace
}  // namespace pgreconcile::sql
