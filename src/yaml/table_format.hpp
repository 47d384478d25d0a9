#pragma once

#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/table_draft.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// Reads the table that stands under its name, and checks what can be checked within it: that its columns and its
/// constraints have names of their own, and that what names a column names one that it has.
TableDraft read_table(const Node& node, sql::QualifiedName name, const Node& key, FileContext& file);

std::vector<ObjectFormat> table_formats();

}  // namespace pgreconcile::yaml
