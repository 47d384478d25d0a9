#pragma once

#include "src/yaml/file_context.hpp"
#include "src/yaml/table_draft.hpp"

namespace pgreconcile::yaml {

/// Refuses what is wrong within one table that has been read whole.
void check_table(TableDraft& draft, FileContext& file);

/// Warns of what can hardly be meant. REQUIRES: nothing in the table is wrong, or two indexes may differ in just that.
void warn_of_repeated_indexes(const model::Table& table, FileContext& file);

/// The rules of partitioned tables; the table's node says where its keys stand.
void check_partitioning(const model::Table& table, const Node& node, FileContext& file);

void refuse_repeated_columns(const std::string& user, const std::vector<Name>& columns, FileContext& file);

}  // namespace pgreconcile::yaml
