#include "introspect/unmanaged.hpp"

namespace pgreconcile::introspect {
namespace {

// The declared tables and their partitions.
constexpr std::string_view kManaged =
    ", managed AS ("
    "  SELECT d.table_schema, d.table_name, d.oid FROM declared d"
    "  UNION SELECT n.nspname, c.relname, c.oid FROM declared d"
    "    JOIN pg_catalog.pg_inherits h ON h.inhparent = d.oid AND d.relkind = 'p'"
    "    JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid"
    "    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace) ";

// Of `d`, a row of pg_class. A file names no roles: an owner is only another one than most of the tables have. What
// a partitioned table's trigger makes on its partitions is its own.
constexpr std::string_view kUnmanaged =
    "SELECT 'trigger' AS kind, t.tgname::pg_catalog.text AS name FROM pg_catalog.pg_trigger t"
    " WHERE t.tgrelid = d.oid AND NOT t.tgisinternal AND t.tgparentid = 0"
    " UNION ALL SELECT 'policy', p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = d.oid"
    " UNION ALL SELECT 'rule', r.rulename FROM pg_catalog.pg_rewrite r WHERE r.ev_class = d.oid"
    " UNION ALL SELECT 'statistics', s.stxname FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = d.oid"
    " UNION ALL SELECT 'row security', '' WHERE d.relrowsecurity"
    " UNION ALL SELECT 'forced row security', '' WHERE d.relforcerowsecurity"
    " UNION ALL SELECT 'owner', pg_catalog.pg_get_userbyid(d.relowner) WHERE d.relowner <> ("
    "   SELECT pg_catalog.mode() WITHIN GROUP (ORDER BY o.relowner)"
    "     FROM managed om JOIN pg_catalog.pg_class o ON o.oid = om.oid)"
    " UNION ALL SELECT 'grants', '' WHERE d.relacl IS NOT NULL"
    " UNION ALL SELECT 'column grants', a.attname FROM pg_catalog.pg_attribute a"
    "  WHERE a.attrelid = d.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped"
    " UNION ALL SELECT 'column options', a.attname FROM pg_catalog.pg_attribute a"
    "  WHERE a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped"
    "    AND (a.attstattarget >= 0 OR pg_catalog.array_to_string(a.attoptions, ',') LIKE '%n_distinct%')"
    " UNION ALL SELECT 'replica identity', COALESCE(("
    "   SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
    "    WHERE i.indrelid = d.oid AND i.indisreplident AND d.relreplident = 'i'), '')"
    "  WHERE d.relreplident <> 'd'"
    " UNION ALL SELECT 'comment on constraint', c.conname FROM pg_catalog.pg_constraint c"
    "   JOIN pg_catalog.pg_description de ON de.objoid = c.oid"
    "    AND de.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass WHERE c.conrelid = d.oid"
    " UNION ALL SELECT 'comment on index', ic.relname FROM pg_catalog.pg_index i"
    "   JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
    "   JOIN pg_catalog.pg_description de ON de.objoid = ic.oid"
    "    AND de.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
    "  WHERE i.indrelid = d.oid AND (d.relispartition OR EXISTS (SELECT FROM pg_catalog.pg_constraint c"
    "         WHERE c.conrelid = d.oid AND c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')))"
    " UNION ALL SELECT 'extension dependency', ic.relname FROM pg_catalog.pg_index i"
    "   JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
    "   JOIN pg_catalog.pg_depend de ON de.objid = ic.oid AND de.deptype = 'x'"
    "    AND de.classid = 'pg_catalog.pg_class'::pg_catalog.regclass WHERE i.indrelid = d.oid"
    " UNION ALL SELECT 'clustered index', ic.relname FROM pg_catalog.pg_index i"
    "   JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = d.oid AND i.indisclustered"
    " UNION ALL SELECT 'index statistics target', ic.relname FROM pg_catalog.pg_index i"
    "   JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
    "  WHERE i.indrelid = d.oid AND EXISTS (SELECT FROM pg_catalog.pg_attribute ia"
    "         WHERE ia.attrelid = i.indexrelid AND ia.attstattarget >= 0)"
    " UNION ALL SELECT 'inheriting table', hc.relname FROM pg_catalog.pg_inherits h"
    "   JOIN pg_catalog.pg_class hc ON hc.oid = h.inhrelid WHERE h.inhparent = d.oid AND d.relkind = 'r'"
    " UNION ALL SELECT 'publication', p.pubname FROM pg_catalog.pg_publication_rel r"
    "   JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = d.oid"
    // pg_subscription, which has the names, is not everybody's to read.
    " UNION ALL SELECT 'subscription', '' WHERE EXISTS ("
    "   SELECT FROM pg_catalog.pg_subscription_rel sr WHERE sr.srrelid = d.oid)"
    " UNION ALL SELECT 'security label', l.provider FROM pg_catalog.pg_seclabel l"
    "  WHERE l.objoid = d.oid AND l.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass";

// Older servers do not keep the names. Those that end so are PostgreSQL's own, of the table and column as they once were.
constexpr std::string_view kNamedNotNull =
    " UNION ALL SELECT 'name of a NOT NULL constraint', nn.conname FROM pg_catalog.pg_constraint nn"
    "  WHERE nn.conrelid = d.oid AND nn.contype = 'n' AND nn.coninhcount = 0"
    "    AND nn.conname !~ '_not_null[0-9]*$'";

}  // namespace

db::CatalogQuery unmanaged_query(const Declared& declared) {
  return {with_declared(declared.tables) +
          fmt::format("{} SELECT m.table_schema, m.table_name, u.kind, u.name"
                      "  FROM managed m JOIN pg_catalog.pg_class d ON d.oid = m.oid CROSS JOIN LATERAL ({}{}) u"
                      " ORDER BY m.table_schema, m.table_name, u.kind, u.name",
                      kManaged, kUnmanaged, declared.since(18, kNamedNotNull))};
}

std::vector<model::UnmanagedObject> read_unmanaged(const db::Result& rows) {
  std::vector<model::UnmanagedObject> objects;
  each_row(rows, [&](const Row& row) {
    objects.push_back({row.qualified("table"), row.text("kind"), row.text("name")});
  });
  return objects;
}

}  // namespace pgreconcile::introspect
