#include "introspect/named_objects.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "introspect/declared.hpp"

namespace pgreconcile::introspect {
namespace {

// What expressions belong to, and what pg_depend says that these name; and the types of columns. What is built in is not
// there, and never changes. FirstNormalObjectId is 16384.
constexpr std::string_view kNamed =
    ", expression(classid, objid) AS ("
    "  SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass::pg_catalog.oid, ad.oid"
    "    FROM (SELECT d.oid FROM declared d"
    "          UNION ALL SELECT h.inhrelid FROM declared d JOIN pg_catalog.pg_inherits h ON h.inhparent = d.oid) r"
    "    JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = r.oid"
    "  UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, c.oid"
    "    FROM declared d JOIN pg_catalog.pg_constraint c ON c.conrelid = d.oid AND c.contype = 'c'"
    "  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, i.indexrelid"
    "    FROM (SELECT d.oid FROM declared d"
    "          UNION ALL SELECT h.inhrelid FROM declared d JOIN pg_catalog.pg_inherits h ON h.inhparent = d.oid) r"
    "    JOIN pg_catalog.pg_index i ON i.indrelid = r.oid"
    "     AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)"
    "  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, p.partrelid"
    "    FROM declared d JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = d.oid AND p.partexprs IS NOT NULL"
    "  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid FROM domain t"
    "  UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass::pg_catalog.oid, c.oid"
    "    FROM domain t JOIN pg_catalog.pg_constraint c ON c.contypid = t.oid), "
    "named(classid, objid, objsubid) AS ("
    "  SELECT r.refclassid, r.refobjid, r.refobjsubid FROM expression e"
    "    JOIN pg_catalog.pg_depend r ON r.classid = e.classid AND r.objid = e.objid"
    "  UNION SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, a.atttypid, 0 FROM declared d"
    "    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.oid AND a.attnum > 0 AND a.atttypid >= 16384) ";

// An update gives a row another xmin, and a name there and back is two updates.
struct NamingRows {
  std::string_view catalog;
  std::string_view classid;
  std::string_view oid;
  std::string_view condition;
};

// clang-format off
constexpr auto kNamingRows = std::to_array<NamingRows>({
    {"pg_attribute", "pg_class", "attrelid", "r.attrelid = x.objid AND r.attnum = x.objsubid AND x.objsubid <> 0"},
    {"pg_class", "pg_class", "oid", "r.oid = x.objid AND x.objsubid = 0 AND r.relkind = 'S'"},
    {"pg_type", "pg_type", "oid", "r.oid = x.objid"},
    {"pg_enum", "pg_type", "oid",
     "r.enumtypid = COALESCE((SELECT t.typelem FROM pg_catalog.pg_type t"
     "   WHERE t.oid = x.objid AND t.typelem <> 0), x.objid)"},
    {"pg_proc", "pg_proc", "oid", "r.oid = x.objid"},
    {"pg_operator", "pg_operator", "oid", "r.oid = x.objid"},
    {"pg_collation", "pg_collation", "oid", "r.oid = x.objid"},
});
// clang-format on

}  // namespace

db::CatalogQuery named_objects_query(const std::vector<sql::QualifiedName>& tables,
                                     const std::vector<sql::QualifiedName>& domains) {
  std::string rows = "SELECT n.oid, n.xmin FROM pg_catalog.pg_namespace n WHERE n.nspname NOT LIKE 'pg\\_%'";
  for (const auto& [catalog, classid, oid, condition] : kNamingRows) {
    rows += fmt::format(
        " UNION ALL SELECT r.{}, r.xmin FROM named x JOIN pg_catalog.{} r ON {}"
        " WHERE x.classid = 'pg_catalog.{}'::pg_catalog.regclass",
        oid, catalog, condition, classid);
  }
  return {with_declared(tables) +
          fmt::format(
              ", domain AS ("
              "  SELECT t.oid FROM (VALUES {}) AS wanted(nspname, typname)"
              "    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
              "    JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = wanted.typname::pg_catalog.name"
              "     AND t.typtype = 'd')",
              name_values(domains)) +
          std::string(kNamed) +
          fmt::format("SELECT pg_catalog.count(*) || ' ' || COALESCE(pg_catalog.sum(pg_catalog.hashtextextended("
                      "         v.oid::pg_catalog.text || ' ' || v.version::pg_catalog.text, 0)), 0)"
                      "  FROM ({}) AS v(oid, version)",
                      rows)};
}

std::string read_named_objects(const db::Result& rows) { return rows.text(0, 0); }

}  // namespace pgreconcile::introspect
