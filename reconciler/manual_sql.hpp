#pragma once

#include <string>
#include <string_view>

#include "reconciler/change.hpp"
#include "src/model/live_database.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

// SQL for a person to read and run: what additive DDL cannot do. The tool itself never runs any of it, and the additive
// gate would refuse it.

/// One name of an object and the other.
struct Rename {
  const sql::Identifier& from;
  const sql::Identifier& to;
};

std::string rename_constraint(const sql::QualifiedName& table, const Rename& rename);
std::string rename_index(const sql::Identifier& schema, const Rename& rename);
std::string rename_column(const sql::QualifiedName& table, const Rename& rename);

/// Frees a name that something else holds.
std::string rename_relation_away(const sql::QualifiedName& name, model::RelationKind kind);
std::string rename_constraint_away(const sql::QualifiedName& table, const sql::Identifier& name);

std::string drop_constraint(const sql::QualifiedName& table, const sql::Identifier& name);
/// Beside traffic, unless the table is partitioned: PostgreSQL knows no other way there.
std::string drop_index(const sql::Identifier& schema, const sql::Identifier& name, TableKind table);
/// Drops an index and builds it anew, in the same way.
std::string rebuild_index(const sql::QualifiedName& table, const model::Index& index, TableKind kind);
/// Where dropping is refused: the index of a constraint, or one that is part of another.
std::string reindex(const sql::Identifier& schema, const sql::Identifier& name);
std::string drop_column(const sql::QualifiedName& table, const sql::Identifier& name);

/// Drops one constraint and adds another: `definition` is `CONSTRAINT name …`.
std::string replace_constraint(const sql::QualifiedName& table, const sql::Identifier& name,
                               std::string_view definition);

/// `ALTER TABLE … ALTER COLUMN … action;`
std::string alter_column(const sql::QualifiedName& table, const sql::Identifier& column, std::string_view action);

}  // namespace pgreconcile::reconciler
