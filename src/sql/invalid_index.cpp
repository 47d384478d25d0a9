#include "src/sql/invalid_index.hpp"

#include <fmt/format.h>

#include "src/sql/do_block.hpp"
#include "src/sql/literal.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

// The fields of the statement that starts there and ends at some line's end. A name in it may hold line ends too.
std::optional<ParseTree> statement_at(std::string_view block, std::size_t start, std::string_view node) {
  constexpr std::string_view kStatementEnd = ";\n";
  for (auto end = block.find(kStatementEnd, start); end != std::string_view::npos;
       end = block.find(kStatementEnd, end + 1)) {
    if (auto tree = parse_one_statement(block.substr(start, end - start), node)) return tree;
  }
  return std::nullopt;
}

std::optional<QualifiedName> locked_table(std::string_view block) {
  const auto start = block.find("LOCK TABLE ");
  if (start == std::string_view::npos) return std::nullopt;
  const auto lock = statement_at(block, start, "LockStmt");
  if (!lock || !is_node((*lock)["relations"][0])) return std::nullopt;
  const auto& table = node_fields((*lock)["relations"][0]);
  return QualifiedName{Identifier(table.value("schemaname", "")), Identifier(table.value("relname", ""))};
}

// The name of the index that a DROP INDEX there is about.
std::optional<Identifier> dropped_index(std::string_view block, std::size_t start) {
  const auto drop = statement_at(block, start, "DropStmt");
  if (!drop || !is_node((*drop)["objects"][0])) return std::nullopt;
  const auto names = string_list(node_fields((*drop)["objects"][0])["items"]);
  return names.size() == 2 ? std::optional(Identifier(names[1])) : std::nullopt;
}

}  // namespace

std::string drop_invalid_index(const InvalidIndex& invalid) {
  const auto index = quote_literal(invalid.index().quoted());
  return do_block(
      fmt::format("BEGIN\n"
                  "  LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE NOWAIT;\n"
                  "  IF EXISTS (\n"
                  "    SELECT FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid\n"
                  "     WHERE indexrelid = pg_catalog.to_regclass({}) AND indrelid = {}::pg_catalog.regclass\n"
                  "       AND NOT indisvalid AND relkind = 'i'\n"
                  "       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid))\n"
                  "  THEN\n"
                  "    DROP INDEX {};\n"
                  "  END IF;\n"
                  "END\n",
                  invalid.table.quoted(), index, quote_literal(invalid.table.quoted()), invalid.index().quoted()));
}

std::optional<InvalidIndex> read_drop_invalid_index(std::string_view block) {
  const auto table = locked_table(block);
  if (!table) return std::nullopt;
  // A name in the block may hold the words, too.
  constexpr std::string_view kDrop = "DROP INDEX ";
  for (auto start = block.find(kDrop); start != std::string_view::npos; start = block.find(kDrop, start + 1)) {
    const auto index = dropped_index(block, start);
    if (index && drop_invalid_index({*table, *index}) == block) return InvalidIndex{*table, *index};
  }
  return std::nullopt;
}

}  // namespace pgreconcile::sql
