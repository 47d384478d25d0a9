#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/base/error.hpp"
#include "src/sql/additive_gate.hpp"
#include "src/sql/guard.hpp"

// What the gate knows of tables beside plain columns and constraints: storage, partitions, exclusion.
namespace pgreconcile::sql {
namespace {

bool is_admitted(const std::string& statement) {
  try {
    return admit(statement).text() == statement;
  } catch (const Error&) {
    return false;
  }
}

const QualifiedName kTable{Identifier("app"), Identifier("t")};

std::string with_storage(const std::string& statement) {
  return with_guard(StorageGuard{kTable, Identifier("c")}, statement);
}

TEST(SqlTableGate, Admits) {
  const std::vector<std::string> statements = {
      "CREATE UNLOGGED TABLE IF NOT EXISTS app.t (a bigint GENERATED ALWAYS AS IDENTITY (START WITH -10 INCREMENT BY 2 "
      "MINVALUE -20 MAXVALUE 9999999999 CACHE 3 CYCLE), b text COMPRESSION lz4 COLLATE pg_catalog.\"C\" NOT NULL, "
      "c int GENERATED ALWAYS AS (char_length(b)) STORED, d bigserial)",
      "CREATE TABLE IF NOT EXISTS app.t (CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) DEFERRABLE, "
      "CONSTRAINT p PRIMARY KEY (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k CHECK (a > 0) NO INHERIT, "
      "CONSTRAINT f FOREIGN KEY (a, b) REFERENCES app.u (a, b) ON DELETE SET NULL (b), "
      "CONSTRAINT e EXCLUDE USING gist (a app.ops WITH =, (lower(b)) COLLATE \"C\" WITH OPERATOR(app.@@@)) "
      "WHERE (a > 1) DEFERRABLE)",
      "CREATE TABLE IF NOT EXISTS app.t (a int) PARTITION BY RANGE (a int4_ops, (lower(b)) COLLATE \"C\") "
      "WITH (fillfactor = '90', toast.autovacuum_enabled = 'off') TABLESPACE s",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES FROM (MINVALUE, '1') TO ('2026-01-01', MAXVALUE)",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES IN ('a', NULL)",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES WITH (MODULUS 4, REMAINDER 0)",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT",
      "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON app.t USING gin ((lower(b)) COLLATE \"C\" app.ops DESC) "
      "INCLUDE (d) NULLS NOT DISTINCT WITH (fastupdate = 'off') TABLESPACE s WHERE (a > 1)",
      "CREATE TABLE IF NOT EXISTS app.p (LIKE app.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS "
      "INCLUDING STORAGE)",
      "CREATE TABLE IF NOT EXISTS app.p (LIKE app.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS "
      "INCLUDING STORAGE INCLUDING COMPRESSION) TABLESPACE s",
      with_guard(PartitionGuard{kTable, {Identifier("app"), Identifier("p")}},
                 "ALTER TABLE app.t ATTACH PARTITION app.p FOR VALUES FROM ('1') TO (MAXVALUE)"),
      with_guard(PartitionGuard{kTable, {Identifier("app"), Identifier("p")}},
                 "ALTER TABLE app.t ATTACH PARTITION app.p DEFAULT"),
      "CREATE INDEX IF NOT EXISTS i ON ONLY app.t USING btree (a)",
      "ALTER INDEX app.i ATTACH PARTITION app.p_i",
      with_guard(ConstraintGuard{kTable, Identifier("c"), ConstraintType::Unique},
                 "ALTER TABLE ONLY app.t ADD CONSTRAINT c UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) DEFERRABLE"),
      with_guard(ConstraintGuard{kTable, Identifier("c"), ConstraintType::PrimaryKey},
                 "ALTER TABLE ONLY app.t ADD CONSTRAINT c PRIMARY KEY (a)"),
      with_storage("ALTER TABLE app.t ALTER COLUMN c SET STORAGE EXTERNAL"),
      with_guard(ConstraintGuard{kTable, Identifier("c"), ConstraintType::Exclusion},
                 "ALTER TABLE app.t ADD CONSTRAINT c EXCLUDE USING gist (a WITH =)"),
  };
  for (const auto& statement : statements) EXPECT_TRUE(is_admitted(statement)) << statement;
}

// Each with something of another key in its guard, or around a statement that has another.
TEST(SqlTableGate, RefusesTheGuardOfPartsAroundAnotherForeignKey) {
  const std::string add = "ALTER TABLE app.t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES app.o (b)";
  const ForeignKeyPartsGuard guard{
      kTable, Identifier("k"), {{Identifier("a")}, {Identifier("app"), Identifier("o")}, {Identifier("b")}}};
  EXPECT_TRUE(is_admitted(with_guard(guard, add)));
  EXPECT_TRUE(is_admitted(with_guard(ConstraintGuard{kTable, Identifier("k"), ConstraintType::ForeignKey}, add)));
  EXPECT_FALSE(is_admitted(with_guard(guard, add + " NOT VALID")));
  EXPECT_FALSE(is_admitted(with_guard(guard, "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)")));
  std::vector<ForeignKeyPartsGuard> others(10, guard);
  others[0].table.name = Identifier("u");
  others[1].constraint = Identifier("l");
  others[2].structure.columns = {Identifier("b")};
  others[3].structure.target.name = Identifier("u");
  others[4].structure.target_columns.clear();
  others[5].structure.on_update = 'c';
  others[6].structure.on_delete = 'c';
  others[7].structure.match = 'f';
  others[8].structure.deferrable = true;
  others[9].structure.deferred = true;
  for (const auto& other : others) EXPECT_FALSE(is_admitted(with_guard(other, add))) << with_guard(other, add);
}

TEST(SqlTableGate, RefusesWhatLooksNearIt) {
  const std::vector<std::string> statements = {
      "CREATE TABLE app.p PARTITION OF app.t DEFAULT",
      "CREATE TEMP TABLE IF NOT EXISTS p PARTITION OF app.t DEFAULT",
      "CREATE UNLOGGED TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t (CHECK (true)) DEFAULT",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT PARTITION BY LIST (a)",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t DEFAULT WITH (fillfactor = '10')",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES IN (pg_sleep(1))",
      "CREATE TABLE IF NOT EXISTS app.p PARTITION OF app.t FOR VALUES FROM (f()) TO ('1')",
      "CREATE TABLE IF NOT EXISTS app.t (a int) INHERITS (app.u)",
      "CREATE TABLE IF NOT EXISTS app.t (a int) ON COMMIT DROP",
      "CREATE TABLE IF NOT EXISTS app.t (a int) USING heap",
      "CREATE TABLE IF NOT EXISTS app.t (LIKE app.u)",
      "CREATE TABLE IF NOT EXISTS app.t OF app.u",
      "CREATE TABLE IF NOT EXISTS app.t (a int) WITH (fillfactor = pg_sleep)",
      "CREATE TABLE IF NOT EXISTS app.t (a int) WITH (other.fillfactor = '10')",
      "CREATE TABLE IF NOT EXISTS app.t (a int) PARTITION BY RANGE ((pg_sleep(1)))",
      "CREATE TABLE IF NOT EXISTS app.t (CONSTRAINT e EXCLUDE USING gist (a WITH =) WITH (fillfactor = 10))",
      "CREATE TABLE IF NOT EXISTS app.t (CONSTRAINT e EXCLUDE USING gist ((pg_sleep(1)) WITH =))",
      "CREATE TABLE IF NOT EXISTS app.t (CONSTRAINT u UNIQUE (a) WITH (fillfactor = 10))",
      "CREATE INDEX IF NOT EXISTS i ON app.t USING gist (a ops (siglen = 3))",
      "CREATE INDEX IF NOT EXISTS i ON app.t (a) WHERE (SELECT true)",
      "ALTER TABLE app.t ATTACH PARTITION app.p DEFAULT",
      "ALTER TABLE app.t ALTER COLUMN c SET STORAGE EXTERNAL",
      "ALTER TABLE app.t ALTER COLUMN c SET COMPRESSION lz4",
      "ALTER TABLE app.t ADD CONSTRAINT c EXCLUDE USING gist (a WITH =)",
      with_storage("ALTER TABLE app.u ALTER COLUMN c SET STORAGE EXTERNAL"),
      with_storage("ALTER TABLE app.t ALTER COLUMN d SET STORAGE EXTERNAL"),
      with_storage("ALTER TABLE app.t ALTER COLUMN c DROP NOT NULL"),
      with_storage("ALTER TABLE app.t ALTER COLUMN c SET STORAGE EXTERNAL, ALTER COLUMN d SET STORAGE PLAIN"),
  };
  for (const auto& statement : statements) EXPECT_FALSE(is_admitted(statement)) << statement;
}

TEST(SqlTableGate, TheGuardOfStorageLeavesWhatSomebodyChose) {
  EXPECT_EQ(with_storage("ALTER TABLE app.t ALTER COLUMN c SET STORAGE EXTERNAL"), R"sql(DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type ON pg_type.oid = atttypid
     WHERE attrelid = 'app.t'::pg_catalog.regclass AND attname = 'c' AND attstorage <> typstorage)
  THEN
    ALTER TABLE app.t ALTER COLUMN c SET STORAGE EXTERNAL;
  END IF;
END
$ddl$)sql");
}

}  // namespace
}  // namespace pgreconcile::sql
