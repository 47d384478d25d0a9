#include "introspect/partitions.hpp"
#include "src/sql/collate_clause.hpp"
#include "src/sql/partition_text.hpp"

namespace pgreconcile::introspect {
namespace {

// The catalog does not say which collation and type an expression has of itself: the text of the whole key shows the
// first, and its type is the one that its operator class is for.
constexpr std::string_view kElements =
    "(SELECT pg_catalog.json_agg(pg_catalog.json_build_object("
    "     'column', a.attname,"
    "     'opclass', op.opcname, 'opclass_schema', opn.nspname, 'default_opclass', op.opcdefault,"
    "     'collation', co.collname, 'collation_schema', con.nspname,"
    "     'default_collation', p.partcollation[k.n] IN (0, a.attcollation),"
    "     'type', pg_catalog.format_type(COALESCE(a.atttypid, op.opcintype), a.atttypmod)) ORDER BY k.n)"
    "   FROM pg_catalog.generate_series(0, p.partnatts - 1) AS k(n)"
    "   JOIN pg_catalog.pg_opclass op ON op.oid = p.partclass[k.n]"
    "   JOIN pg_catalog.pg_namespace opn ON opn.oid = op.opcnamespace"
    "   LEFT JOIN pg_catalog.pg_collation co ON co.oid = p.partcollation[k.n]"
    "   LEFT JOIN pg_catalog.pg_namespace con ON con.oid = co.collnamespace"
    "   LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[k.n]"
    "    AND p.partattrs[k.n] <> 0)";

model::PartitionStrategy strategy(char partstrat) {
  switch (partstrat) {
    case 'l':
      return model::PartitionStrategy::List;
    case 'h':
      return model::PartitionStrategy::Hash;
    default:
      return model::PartitionStrategy::Range;
  }
}

// What the expression is, or std::nullopt where the parser does not know it.
std::optional<model::PartitionKeyElement> read_element(const nlohmann::json& element,
                                                       const std::optional<sql::Expression>& expression) {
  model::PartitionKeyElement read;
  if (!element["column"].is_null()) {
    read.key = sql::Identifier(element["column"].get<std::string>());
  } else if (expression) {
    read.key = *expression;
  } else {
    return std::nullopt;
  }
  read.opclass = object_name(element, "opclass");
  read.defaults.opclass = element["default_opclass"].get<bool>();
  read.collation = object_name(element, "collation");
  read.defaults.collation = !element["default_collation"].is_null() && element["default_collation"].get<bool>();
  return read;
}

model::PartitionKey read_partition_key(const Row& row, CatalogTexts& texts, model::Unmodelled& unmodelled) {
  model::PartitionKey key;
  key.strategy = strategy(row.letter("partstrat"));
  const auto expressions = row.boolean("has_expressions") ? sql::split_expressions(row.definition("expressions"))
                                                          : std::vector<std::string>();
  auto next = expressions.begin();
  for (const auto& element : row.json("elements")) {
    std::optional<sql::Expression> expression;
    if (element["column"].is_null() && next != expressions.end()) {
      expression = texts.expression(*next++, "PARTITION BY", unmodelled);
    }
    auto read = read_element(element, expression);
    if (!read) continue;
    const bool is_own =
        expression && !sql::partition_key_has_collate_clause(row.definition("definition"), key.elements.size());
    if (is_own) read->defaults.collation = true;
    key.elements.push_back(std::move(*read));
    key.types.push_back(texts.type(element["type"].get<std::string>()).canonical());
  }
  return key;
}

}  // namespace

db::CatalogQuery partition_keys_query(const Declared& declared) {
  return {with_declared(declared.tables) +
          fmt::format("SELECT d.table_schema, d.table_name, p.partstrat, {} AS elements,"
                      "       p.partexprs IS NOT NULL AS has_expressions,"
                      "       pg_catalog.pg_get_partkeydef(p.partrelid) AS definition,"
                      "       pg_catalog.pg_get_expr(p.partexprs, p.partrelid) AS expressions"
                      "  FROM declared d JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = d.oid"
                      " ORDER BY d.table_schema, d.table_name",
                      kElements)};
}

void read_partition_keys(const db::Result& rows, CatalogTexts& texts, TablesByName& tables) {
  each_row(rows, [&](const Row& row) {
    auto& table = tables.at(row.qualified("table"));
    table.partition_by = read_partition_key(row, texts, table.unmodelled);
  });
}

}  // namespace pgreconcile::introspect
