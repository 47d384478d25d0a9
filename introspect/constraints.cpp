#include "introspect/constraints.hpp"

#include "introspect/index_elements.hpp"

namespace pgreconcile::introspect {
namespace {

model::ReferentialAction action(char letter) {
  switch (letter) {
    case 'r':
      return model::ReferentialAction::Restrict;
    case 'c':
      return model::ReferentialAction::Cascade;
    case 'n':
      return model::ReferentialAction::SetNull;
    case 'd':
      return model::ReferentialAction::SetDefault;
    default:
      return model::ReferentialAction::NoAction;
  }
}

model::Validity validity(const Row& row) {
  return row.boolean("convalidated") ? model::Validity::Valid : model::Validity::NotValid;
}

model::KeyConstraint read_key(const Row& row) {
  return {.name = row.identifier("name"),
          .columns = row.identifiers("columns"),
          .include = row.identifiers("include"),
          .nulls_distinct = row.boolean("nulls_not_distinct") ? model::NullsDistinct::No : model::NullsDistinct::Yes,
          .deferrability = read_deferrability(row),
          .valid = row.boolean("valid"),
          .unmodelled = row.strings("unmodelled"),
          .origin = {}};
}

void read_check(const Row& row, CatalogTexts& texts, model::Table& table) {
  model::Unmodelled unreadable;
  const auto expression = texts.expression(row.definition("expression"), "CHECK", unreadable);
  if (!expression) {
    table.unmodelled.push_back(fmt::format("constraint {}: {}", row.text("name"), unreadable.front()));
    return;
  }
  const auto inheritance = row.boolean("connoinherit") ? model::Inheritance::NoInherit : model::Inheritance::Inherit;
  table.checks.push_back(
      {row.identifier("name"), *expression, inheritance, validity(row), row.strings("unmodelled"), {}});
}

// Operators of pg_catalog are found without naming it, as people write them.
sql::OperatorName operator_name(const nlohmann::json& element) {
  const auto schema = element["operator_schema"].get<std::string>();
  sql::OperatorName name{std::nullopt, element["operator"].get<std::string>()};
  if (schema != "pg_catalog") name.schema = sql::Identifier(schema);
  return name;
}

model::ExclusionConstraint read_exclusion(const Row& row, CatalogTexts& texts) {
  model::ExclusionConstraint exclusion;
  exclusion.name = row.identifier("name");
  exclusion.method = row.identifier("method");
  exclusion.deferrability = read_deferrability(row);
  exclusion.valid = row.boolean("valid");
  exclusion.unmodelled = row.strings("unmodelled");
  for (const auto& element : row.json("elements")) {
    auto read = read_index_element(element, texts, exclusion.unmodelled);
    if (read) exclusion.elements.push_back({std::move(*read), operator_name(element)});
  }
  if (row.boolean("is_partial")) {
    exclusion.predicate = texts.expression(row.definition("predicate"), "WHERE", exclusion.unmodelled);
  }
  return exclusion;
}

void read_constraint(const Row& row, CatalogTexts& texts, model::Table& table) {
  switch (row.letter("contype")) {
    case 'c':
      return read_check(row, texts, table);
    case 'f':
      table.foreign_keys.push_back(read_foreign_key(row));
      return;
    case 'p':
      table.primary_key = read_key(row);
      return;
    case 'u':
      table.unique.push_back(read_key(row));
      return;
    case 'x':
      table.exclusions.push_back(read_exclusion(row, texts));
      return;
    default:
      table.other_constraints.push_back(row.identifier("name"));
  }
}

// The names of the columns of `relation` whose numbers are in the array `attnums`, as JSON.
std::string column_names(std::string_view attnums, std::string_view relation) {
  return fmt::format(
      "(SELECT pg_catalog.json_agg(a.attname ORDER BY k.n)"
      "   FROM pg_catalog.unnest({}) WITH ORDINALITY AS k(attnum, n)"
      "   JOIN pg_catalog.pg_attribute a ON a.attrelid = {} AND a.attnum = k.attnum)",
      attnums, relation);
}

// The operator of each key of an exclusion constraint.
constexpr std::string_view kOperator =
    "'operator', (SELECT op.oprname FROM pg_catalog.pg_operator op WHERE op.oid = c.conexclop[k.n + 1]),"
    "'operator_schema', (SELECT opn.nspname FROM pg_catalog.pg_operator op"
    "    JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace WHERE op.oid = c.conexclop[k.n + 1]),";

std::string unmodelled(const Declared& declared) {
  return json_of_texts(unmodelled_foreign_key_texts(declared) +
                       "CASE WHEN c.contype = 'x' AND i.indnatts > i.indnkeyatts THEN 'INCLUDE' END," +
                       unmodelled_constraint_index_texts() + "NULL");
}

}  // namespace

model::ForeignKey read_foreign_key(const Row& row) {
  return {.name = row.identifier("name"),
          .columns = row.identifiers("columns"),
          .target = row.qualified("target"),
          .target_columns = row.identifiers("target_columns"),
          .on_delete = action(row.letter("confdeltype")),
          .on_delete_columns = row.identifiers("on_delete_columns"),
          .on_update = action(row.letter("confupdtype")),
          .match = row.letter("confmatchtype") == 'f' ? model::MatchType::Full : model::MatchType::Simple,
          .deferrability = read_deferrability(row),
          .validity = validity(row),
          .unmodelled = row.strings("unmodelled"),
          .origin = {}};
}

// conperiod and conenforced came with PostgreSQL 18; other constraints have them too.
std::string unmodelled_foreign_key_texts(const Declared& declared) {
  return declared.since(18,
                        "CASE WHEN c.conperiod THEN 'WITHOUT OVERLAPS or PERIOD' END,"
                        "CASE WHEN NOT c.conenforced THEN 'NOT ENFORCED' END,") +
         unmodelled_trigger_texts("tg.tgconstraint = c.oid");
}

// confdelsetcols came with PostgreSQL 15.
std::string foreign_key_columns(const Declared& declared) {
  return fmt::format(
      "c.conname AS name, {} AS columns, c.convalidated, c.condeferrable, c.condeferred,"
      " fn.nspname AS target_schema, f.relname AS target_name, {} AS target_columns,"
      " c.confdeltype, c.confupdtype, c.confmatchtype, {} AS on_delete_columns",
      column_names("c.conkey", "c.conrelid"), column_names("c.confkey", "c.confrelid"),
      declared.server_version < 150000 ? "NULL" : column_names("c.confdelsetcols", "c.conrelid"));
}

model::Deferrability read_deferrability(const Row& row) {
  if (row.boolean("condeferred")) return model::Deferrability::InitiallyDeferred;
  return row.boolean("condeferrable") ? model::Deferrability::Deferrable : model::Deferrability::NotDeferrable;
}

// Those of foreign keys, and those that look again at a key or exclusion constraint that is deferred.
std::string unmodelled_trigger_texts(std::string_view condition) {
  const auto one_is = [&](std::string_view state) {
    return fmt::format(
        "EXISTS (SELECT FROM pg_catalog.pg_trigger tg"
        " WHERE {} AND tg.tgisinternal AND tg.tgconstraint <> 0 AND tg.tgenabled IN ({}))",
        condition, state);
  };
  return fmt::format(
      "CASE WHEN {} THEN 'disabled triggers' END,"
      "CASE WHEN {} THEN 'triggers that fire for replicated rows too' END,",
      one_is("'D', 'R'"), one_is("'A'"));
}

db::CatalogQuery constraints_query(const Declared& declared) {
  return {
      with_declared(declared.tables) +
      fmt::format(
          "SELECT d.table_schema, d.table_name, c.contype, {},"
          "       CASE WHEN c.contype = 'c' THEN pg_catalog.pg_get_expr(c.conbin, c.conrelid) END AS expression,"
          "       c.connoinherit, {} AS nulls_not_distinct, {} AS include,"
          "       am.amname AS method, CASE WHEN c.contype = 'x' THEN {} END AS elements,"
          "       i.indisvalid AND i.indisready AND i.indislive AS valid, i.indpred IS NOT NULL AS is_partial,"
          "       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate, {} AS unmodelled"
          "  FROM declared d"
          "  JOIN pg_catalog.pg_constraint c ON c.conrelid = d.oid AND c.contype IN ('p', 'u', 'c', 'f', 'x', 't', 'n')"
          // What a parent table's constraint implies belongs to the parent.
          "   AND c.conparentid = 0 AND (c.conislocal OR c.coninhcount = 0)"
          "  LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid AND c.contype = 'f'"
          "  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace"
          // The index of a foreign key is its target's.
          "  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x')"
          "  LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
          "  LEFT JOIN pg_catalog.pg_am am ON am.oid = ic.relam"
          " ORDER BY d.table_schema, d.table_name, c.conname",
          foreign_key_columns(declared),
          // It came with PostgreSQL 15.
          declared.server_version < 150000 ? "false" : "COALESCE(i.indnullsnotdistinct, false)", included_columns(),
          index_elements(kOperator), unmodelled(declared))};
}

void read_constraints(const db::Result& rows, CatalogTexts& texts, TablesByName& tables) {
  each_row(rows, [&](const Row& row) { read_constraint(row, texts, tables.at(row.qualified("table"))); });
}

}  // namespace pgreconcile::introspect
