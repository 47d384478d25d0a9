#pragma once

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

// What stands beside tables: each reports what is missing, differs or is too much, in file order.

void diff_extensions(DiffContext& context);
void diff_enums(DiffContext& context);
void diff_domains(DiffContext& context);
void diff_sequences(DiffContext& context);

/// Of a table that exists and its columns, as far as both sides have them.
void diff_comments(DiffContext& context, const TablePair& tables);

/// Of an index that exists, under whatever name.
void diff_index_comment(DiffContext& context, const TablePair& tables, const model::Index& desired,
                        const model::Index& live);

/// True, and reported as a conflict, where something else has the name that a type wants. `kind` is the type's own.
bool type_name_is_taken(DiffContext& context, const sql::QualifiedName& type, model::RelationKind kind,
                        const SourceLocation& source);

}  // namespace pgreconcile::reconciler
