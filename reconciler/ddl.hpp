#pragma once

#include <string>
#include <string_view>

#include "src/model/table.hpp"
#include "src/sql/guard.hpp"

namespace pgreconcile::reconciler {

// The clauses of DDL, from which statements, descriptions of differences and manual SQL are made.

/// `cost_usd numeric(10,6) NOT NULL DEFAULT 0`
std::string column_clause(const model::Column& column);

/// `GENERATED ALWAYS AS IDENTITY (START WITH 10)`. REQUIRES: it has one.
std::string identity_clause(const model::Column& column);

/// `ALTER TABLE table ALTER COLUMN column SET STORAGE EXTERNAL`: where ADD COLUMN and CREATE TABLE say it, only PostgreSQL
/// 16 and newer understand. REQUIRES: the column has one.
std::string set_storage(const sql::QualifiedName& table, const model::Column& column);

/// `PRIMARY KEY (id)`
std::string key_clause(sql::ConstraintType type, const model::KeyConstraint& key);

/// `INCLUDE (note)`, or nothing where there are none.
std::string include_clause(const std::vector<sql::Identifier>& columns);

/// `CHECK (cost_usd >= 0)`
std::string check_clause(const model::CheckConstraint& check);

/// `FOREIGN KEY (turn_id) REFERENCES public.kraken_turns (id) ON DELETE CASCADE`
std::string foreign_key_clause(const model::ForeignKey& foreign_key);

/// `SET NULL (tenant_id)`
std::string on_delete_clause(const model::ForeignKey& foreign_key);

/// `EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (active)`
std::string exclusion_clause(const model::ExclusionConstraint& exclusion);

/// ` DEFERRABLE`, or nothing for what cannot be deferred.
std::string deferrability_suffix(model::Deferrability deferrability);

/// `CONSTRAINT name clause`. REQUIRES: the name is given.
std::string named(const std::optional<sql::Identifier>& name, std::string_view clause);

/// `toast.autovacuum_enabled`, as an option list has it.
std::string parameter_name(const std::string& name);

/// `fillfactor = '90'`
std::string parameter_clause(const std::string& name, const std::string& value);

/// `WITH (fillfactor = '90')`, or nothing where there are none.
std::string with_clause(const model::StorageParameters& parameters);

/// `(lower(note)) COLLATE "C" gin_trgm_ops DESC`, less what an index has without naming it.
std::string element_clause(const model::IndexElement& element);

/// `(session_id, started_at DESC)`
std::string index_columns_clause(const model::Index& index);

enum class IndexBuild { Plain, Concurrent };

/// `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS name ON table USING btree (a)`
std::string create_index(const sql::QualifiedName& table, const model::Index& index, IndexBuild build);

/// `CREATE INDEX IF NOT EXISTS name ON ONLY table USING btree (a)`: of a partitioned table, without its partitions.
std::string create_index_on_only(const sql::QualifiedName& table, const model::Index& index);

/// `ALTER INDEX whole ATTACH PARTITION part`, which does nothing where it is one.
std::string attach_index(const sql::QualifiedName& whole, const sql::QualifiedName& part);

/// `ALTER TABLE table ADD CONSTRAINT name clause`
std::string add_constraint(const sql::QualifiedName& table, const std::optional<sql::Identifier>& name,
                           std::string_view clause);

/// The same in its guard.
std::string add_constraint_once(const sql::QualifiedName& table, const sql::Identifier& name, sql::ConstraintType type,
                                std::string_view clause);

/// A partitioned table's foreign key, in the guard that keeps it from reading rows: once each partition has the same key.
std::string add_foreign_key_of_parts_once(const sql::QualifiedName& table, const model::ForeignKey& key);

/// The same for ALTER TABLE ONLY: of a partitioned table, without its partitions.
std::string add_constraint_to_only_once(const sql::QualifiedName& table, const sql::Identifier& name,
                                        sql::ConstraintType type, std::string_view clause);

/// The index that a primary key or unique constraint is built on, under the constraint's name. REQUIRES: it has one.
model::Index index_of_key(const model::KeyConstraint& key);

/// True for an index that is structurally the one which a primary key or unique constraint is built on, valid or not.
bool serves_key(const model::Index& index, const model::KeyConstraint& key);

/// `NO ACTION`, `SIMPLE`, `DEFERRABLE INITIALLY DEFERRED`: as SQL spells them.
std::string to_sql(model::ReferentialAction action);
std::string to_sql(model::MatchType match);
std::string to_sql(model::Deferrability deferrability);
std::string to_sql(model::NullsDistinct nulls_distinct);
std::string to_sql(model::IdentityKind kind);
std::string to_sql(model::Storage storage);
std::string to_sql(model::Compression compression);

}  // namespace pgreconcile::reconciler
