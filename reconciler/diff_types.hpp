#pragma once

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

// What stands beside tables: each reports what is missing, differs or is too much, in file order.

void diff_extensions(DiffContext& context);
void diff_enums(DiffContext& context);
void diff_domains(DiffContext& context);
void diff_sequences(DiffContext& context);

/// Of a table that exists, its columns and its indexes, as far as both sides have them.
void diff_comments(DiffContext& context, const TablePair& tables);

/// True, and reported as a conflict, where something else has the name that a type wants. `kind` is the type's own.
bool type_name_is_taken(DiffContext& context, const sql::QualifiedName& type, model::RelationKind kind,
                        const SourceLocation& source);

}  // namespace pgreconcile::reconciler
