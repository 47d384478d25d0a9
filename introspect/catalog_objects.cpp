#include "introspect/catalog_objects.hpp"

#include <array>

#include "introspect/declared.hpp"

namespace pgreconcile::introspect {
namespace {

// One branch of the query: objects `x` of a catalog with a namespace column.
struct Catalog {
  std::string_view table;
  std::string_view kind;
  std::string_view schema;
  std::string_view name;
  std::string_view condition = "true";
  std::string_view label = {};  ///< where it is more than the name
};

constexpr std::string_view kNoSchema = "0::pg_catalog.oid";

// clang-format off
constexpr auto kCatalogs = std::to_array<Catalog>({
    {"pg_class",
     "CASE x.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'"
     " WHEN 'c' THEN 'composite type' WHEN 'S' THEN 'sequence' ELSE 'table' END",
     "x.relnamespace", "x.relname",
     "x.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S') AND x.relpersistence <> 't' AND NOT x.relispartition"
     " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend i WHERE i.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
     "                    AND i.objid = x.oid AND i.deptype = 'i' AND x.relkind = 'S')"},
    {"pg_type",
     "CASE x.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'base type' END",
     "x.typnamespace", "x.typname",
     "x.typtype IN ('e', 'd', 'r', 'b') AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = x.oid)"},
    {"pg_proc", "CASE x.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END",
     "x.pronamespace", "x.proname", "true",
     "pg_catalog.quote_ident(x.proname) || '(' || pg_catalog.pg_get_function_identity_arguments(x.oid) || ')'"},
    {"pg_operator", "'operator'", "x.oprnamespace", "x.oprname", "true",
     "x.oprname || '(' || pg_catalog.format_type(x.oprleft, NULL) || ', ' || pg_catalog.format_type(x.oprright, NULL) || ')'"},
    {"pg_opclass", "'operator class'", "x.opcnamespace", "x.opcname"},
    {"pg_opfamily", "'operator family'", "x.opfnamespace", "x.opfname",
     "NOT EXISTS (SELECT FROM pg_catalog.pg_opclass o WHERE o.opcfamily = x.oid)"},
    {"pg_collation", "'collation'", "x.collnamespace", "x.collname"},
    {"pg_conversion", "'conversion'", "x.connamespace", "x.conname"},
    {"pg_ts_config", "'text search configuration'", "x.cfgnamespace", "x.cfgname"},
    {"pg_ts_dict", "'text search dictionary'", "x.dictnamespace", "x.dictname"},
    {"pg_ts_parser", "'text search parser'", "x.prsnamespace", "x.prsname"},
    {"pg_ts_template", "'text search template'", "x.tmplnamespace", "x.tmplname"},
    {"pg_extension", "'extension'", "x.extnamespace", "x.extname", "x.extname <> 'plpgsql'"},
    {"pg_cast", "'cast'", kNoSchema, "''", "true",
     "pg_catalog.format_type(x.castsource, NULL) || ' AS ' || pg_catalog.format_type(x.casttarget, NULL)"},
    {"pg_language", "'language'", kNoSchema, "x.lanname"},
    {"pg_foreign_data_wrapper", "'foreign-data wrapper'", kNoSchema, "x.fdwname"},
    {"pg_foreign_server", "'foreign server'", kNoSchema, "x.srvname"},
    {"pg_event_trigger", "'event trigger'", kNoSchema, "x.evtname"},
    {"pg_publication", "'publication'", kNoSchema, "x.pubname"},
    {"pg_am", "'access method'", kNoSchema, "x.amname"},
});
// clang-format on

// OIDs below are initdb's own: FirstNormalObjectId in src/include/access/transam.h. plpgsql's and information_schema's are
// below it too.
constexpr int kFirstNormalOid = 16384;

std::string branch(const Catalog& catalog) {
  return fmt::format(
      "SELECT {0} AS kind, {1} AS namespace, ({2})::pg_catalog.text AS name, {3} AS label FROM pg_catalog.{4} x"
      " WHERE x.oid >= {5} AND {6}"
      "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.{4}'::pg_catalog.regclass"
      "          AND d.objid = x.oid AND (d.deptype = 'e' OR d.deptype = 'i' AND '{4}' <> 'pg_class'))",
      catalog.kind, catalog.schema, catalog.name,
      catalog.label.empty() ? fmt::format("pg_catalog.quote_ident({})", catalog.name) : std::string(catalog.label),
      catalog.table, kFirstNormalOid, catalog.condition);
}

// What the format cannot say of what it can: comments and grants.
constexpr std::string_view kCommentsAndGrants =
    "SELECT 'comment on schema' AS kind, 0::pg_catalog.oid AS namespace, n.nspname::pg_catalog.text AS name"
    "  FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_description c ON c.objoid = n.oid"
    "   AND c.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass"
    " WHERE n.oid >= 16384 OR n.nspname = 'public' AND c.description <> 'standard public schema'"
    " UNION ALL SELECT 'comment on type', t.typnamespace, t.typname"
    "  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_description c ON c.objoid = t.oid"
    "   AND c.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd')"
    " UNION ALL SELECT 'comment on sequence', s.relnamespace, s.relname"
    "  FROM pg_catalog.pg_class s JOIN pg_catalog.pg_description c ON c.objoid = s.oid"
    "   AND c.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass WHERE s.relkind = 'S'"
    " UNION ALL SELECT 'grants on schema', 0, n.nspname FROM pg_catalog.pg_namespace n"
    " WHERE n.oid >= 16384 AND n.nspacl IS NOT NULL"
    " UNION ALL SELECT 'grants on type', t.typnamespace, t.typname FROM pg_catalog.pg_type t"
    " WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd') AND t.typacl IS NOT NULL"
    " UNION ALL SELECT 'grants on sequence', s.relnamespace, s.relname FROM pg_catalog.pg_class s"
    " WHERE s.relkind = 'S' AND s.relacl IS NOT NULL"
    " UNION ALL SELECT 'default privileges', COALESCE(d.defaclnamespace, 0), d.defaclobjtype::pg_catalog.text"
    "  FROM pg_catalog.pg_default_acl d";

}  // namespace

db::CatalogQuery catalog_objects_query() {
  std::vector<std::string> branches;
  for (const auto& catalog : kCatalogs) branches.push_back(branch(catalog));
  return {fmt::format(
      "SELECT o.kind, COALESCE(n.nspname, '') AS schema, o.name, o.label FROM ({} UNION ALL"
      "  SELECT c.kind, c.namespace, c.name, pg_catalog.quote_ident(c.name) FROM ({}) c) o"
      "  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.namespace"
      " WHERE o.namespace = 0 OR n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
      " UNION SELECT 'schema', '', n.nspname, pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_namespace n"
      "  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
      "    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = n.oid AND d.deptype = 'e'"
      "                       AND d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass)"
      " ORDER BY 1, 2, 3, 4",
      fmt::join(branches, " UNION ALL "), kCommentsAndGrants)};
}

std::vector<CatalogObject> read_catalog_objects(const db::Result& rows) {
  std::vector<CatalogObject> objects;
  each_row(rows, [&](const Row& row) {
    objects.push_back({row.text("kind"), row.text("schema"), row.text("name"), row.text("label")});
  });
  return objects;
}

// From the tables down to what belongs to them (defaults, constraints, indexes, owned sequences), and from there to what
// they refer to. PostgreSQL records no dependency on what is built in.
db::CatalogQuery needed_objects_query(const std::vector<sql::QualifiedName>& tables) {
  return {fmt::format(
      "WITH RECURSIVE needed(classid, objid) AS ("
      "  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, c.oid"
      "    FROM (VALUES {}) AS wanted(nspname, relname)"
      "    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname::pg_catalog.name"
      "  UNION SELECT next.classid, next.objid FROM needed CROSS JOIN LATERAL ("
      "    SELECT d.classid, d.objid FROM pg_catalog.pg_depend d"
      "     WHERE d.refclassid = needed.classid AND d.refobjid = needed.objid AND d.deptype IN ('a', 'i')"
      "       AND d.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass,"
      "                         'pg_catalog.pg_attrdef'::pg_catalog.regclass,"
      "                         'pg_catalog.pg_constraint'::pg_catalog.regclass)"
      "    UNION ALL SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend d"
      "     WHERE d.classid = needed.classid AND d.objid = needed.objid"
      "       AND (d.refclassid <> 'pg_catalog.pg_class'::pg_catalog.regclass"
      "            OR EXISTS (SELECT FROM pg_catalog.pg_sequence s WHERE s.seqrelid = d.refobjid))"
      "       AND d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass) next) "
      "SELECT CASE t.typtype WHEN 'e' THEN 'enum' ELSE 'domain' END AS kind, tn.nspname AS schema, t.typname AS name, "
      "pg_catalog.quote_ident(t.typname) AS label"
      "  FROM needed JOIN pg_catalog.pg_type t ON t.oid = needed.objid AND t.typtype IN ('e', 'd')"
      "   AND needed.classid = 'pg_catalog.pg_type'::pg_catalog.regclass"
      "  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace"
      " UNION SELECT 'sequence', cn.nspname, c.relname, pg_catalog.quote_ident(c.relname) FROM needed"
      "  JOIN pg_catalog.pg_class c ON c.oid = needed.objid AND c.relkind = 'S'"
      "   AND needed.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
      "  JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace"
      " UNION SELECT 'extension', xn.nspname, x.extname, pg_catalog.quote_ident(x.extname) FROM needed"
      "  JOIN pg_catalog.pg_extension x ON x.oid = needed.objid"
      "   AND needed.classid = 'pg_catalog.pg_extension'::pg_catalog.regclass"
      "  JOIN pg_catalog.pg_namespace xn ON xn.oid = x.extnamespace"
      " ORDER BY 1, 2, 3",
      name_values(tables))};
}

}  // namespace pgreconcile::introspect
