#include "src/sql/collate_clause.hpp"

#include <fmt/format.h>

#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

bool has_collation(const ParseTree& keys, std::size_t position) {
  return position < keys.size() && node_fields(keys[position]).contains("collation");
}

}  // namespace

bool index_key_has_collate_clause(std::string_view definition, std::size_t position) {
  const auto index = parse_one_statement(definition, "IndexStmt");
  return index && has_collation((*index)["indexParams"], position);
}

bool partition_key_has_collate_clause(std::string_view key, std::size_t position) {
  const auto table = parse_one_statement(fmt::format("CREATE TABLE a () PARTITION BY {}", key), "CreateStmt");
  return table && table->contains("partspec") && has_collation((*table)["partspec"]["partParams"], position);
}

}  // namespace pgreconcile::sql
