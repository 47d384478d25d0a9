#pragma once

#include <string>
#include <vector>

#include "reconciler/change.hpp"
#include "src/model/sequence.hpp"
#include "src/model/type.hpp"

namespace pgreconcile::reconciler {

// The clauses of DDL for types, sequences and comments: see ddl.hpp.

/// `('a', 'b')`
std::string labels_clause(const std::vector<std::string>& labels);

/// `CREATE TYPE app.mood AS ENUM ('a', 'b')`
std::string create_enum(const model::Enum& type);

/// `CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT c CHECK (VALUE ~ '@')`
std::string create_domain(const model::Domain& domain);

/// CREATE DOMAIN makes valid checks only: one that the file leaves NOT VALID, and names, is added after it.
bool is_added_later(const model::CheckConstraint& check);

/// `ALTER DOMAIN app.email ADD CONSTRAINT c CHECK (VALUE ~ '@')`. REQUIRES: the check has a name.
std::string add_domain_check(const sql::QualifiedName& domain, const model::CheckConstraint& check);

/// ` INCREMENT BY 2 START WITH 10`: what differs from what PostgreSQL takes for a sequence of the type; empty where
/// nothing does.
std::string sequence_options_clause(const sql::TypeName& type, const model::SequenceOptions& options);

/// `CREATE SEQUENCE IF NOT EXISTS app.s AS integer`
std::string create_sequence(const model::Sequence& sequence);

/// `public.t.id`, parts quoted
std::string column_reference(const model::ColumnReference& column);

/// `ALTER SEQUENCE app.s OWNED BY app.t.id`
std::string own_sequence(const sql::QualifiedName& sequence, const model::ColumnReference& owner);

/// `COMMENT ON COLUMN public.t.c IS 'text'`
std::string comment_on(const CommentTarget& target, const std::string& comment);

/// `COMMENT ON COLUMN public.t.c IS NULL`
std::string comment_away(const CommentTarget& target);

}  // namespace pgreconcile::reconciler
