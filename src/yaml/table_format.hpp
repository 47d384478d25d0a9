#pragma once

#include "src/model/table.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// Reads the table that stands under its name, and checks what can be checked within it: that its columns and its
/// constraints have names of their own, and that what names a column names one that it has.
model::Table read_table(const Node& node, sql::QualifiedName name, const Node& key, FileContext& file);

}  // namespace pgreconcile::yaml
