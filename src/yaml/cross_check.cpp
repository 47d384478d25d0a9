#include "src/yaml/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/suggestion.hpp"
#include "src/model/by_name.hpp"

namespace pgreconcile::yaml {

void check_sequence_owners(const DatabaseDraft& draft, Problems& problems) {
  const model::ByName tables(draft.database.tables);
  for (const auto& sequence : draft.database.sequences) {
    if (!sequence.owned_by || draft.damaged.contains(sequence.owned_by->table)) continue;
    const auto* table = tables.find(sequence.owned_by->table);
    if (table == nullptr || table->find_column(sequence.owned_by->column) != nullptr) continue;
    std::vector<std::string_view> columns;
    for (const auto& column : table->columns) columns.emplace_back(column.name.name());
    const auto& name = sequence.owned_by->column.name();
    problems.add(sequence.origin.where,
                 fmt::format("sequence \"{}\" is owned by the unknown column \"{}\" of table \"{}\"",
                             sequence.name.name.name(), name, table->name.name.name()),
                 did_you_mean(nearest(name, columns)));
  }
}

void check_across_tables(const DatabaseDraft& draft, Problems& problems) {
  check_names(draft.database, problems);
  check_types(draft, problems);
  check_sequence_owners(draft, problems);
  check_foreign_keys(draft, problems);
}

}  // namespace pgreconcile::yaml
