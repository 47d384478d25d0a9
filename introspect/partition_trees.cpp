#include "introspect/partition_trees.hpp"

#include <algorithm>

#include "introspect/constraints.hpp"
#include "introspect/indexes.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::introspect {
namespace {

model::PartitionKind partition_kind(char relkind) {
  switch (relkind) {
    case 'p':
      return model::PartitionKind::Partitioned;
    case 'f':
      return model::PartitionKind::Foreign;
    default:
      return model::PartitionKind::Table;
  }
}

// `d`, the partitioned table; `t`, its tree; `m` and `mn`, each table below it and its schema.
constexpr std::string_view kFromMembers =
    "  FROM tree t JOIN declared d ON d.oid = t.root"
    "  JOIN pg_catalog.pg_class m ON m.oid = t.oid JOIN pg_catalog.pg_namespace mn ON mn.oid = m.relnamespace";

model::PartitionMember read_member(const Row& row) {
  model::PartitionMember member{
      row.qualified("member"), row.qualified("parent"), partition_kind(row.letter("relkind")), {}, {}};
  for (const auto& index : row.json("attached")) {
    member.attached.push_back({sql::Identifier(index["name"].get<std::string>()),
                               sql::Identifier(index["parent"].get<std::string>()), index["valid"].get<bool>()});
  }
  member.constraints = row.identifiers("constraints");
  return member;
}

// Of the columns `table` and `member`.
model::PartitionMember& member_of(const Row& row, PartitionTrees& trees) {
  auto& members = trees.at(row.qualified("table")).members;
  const auto member = std::ranges::find(members, row.qualified("member"), &model::PartitionMember::name);
  if (member == members.end()) throw Error(ErrorCode::Internal, "something of a partition that was not read");
  return *member;
}

}  // namespace

db::CatalogQuery partition_members_query(const Declared& declared) {
  return {with_partition_tree(declared) +
          "SELECT d.table_schema, d.table_name, mn.nspname AS member_schema, m.relname AS member_name,"
          "       pn.nspname AS parent_schema, p.relname AS parent_name, m.relkind,"
          "       (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', ic.relname, 'parent', pc.relname,"
          "                'valid', i.indisvalid AND i.indisready AND i.indislive) ORDER BY ic.relname)"
          "          FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
          "          JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indexrelid"
          "          JOIN pg_catalog.pg_class pc ON pc.oid = h.inhparent WHERE i.indrelid = m.oid) AS attached,"
          "       (SELECT pg_catalog.json_agg(con.conname ORDER BY con.conname)"
          "          FROM pg_catalog.pg_constraint con WHERE con.conrelid = m.oid) AS constraints" +
          std::string(kFromMembers) +
          "  JOIN pg_catalog.pg_class p ON p.oid = t.parent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace"
          " ORDER BY d.table_schema, d.table_name, t.level, mn.nspname, m.relname"};
}

void read_partition_members(const db::Result& rows, PartitionTrees& trees) {
  each_row(rows, [&](const Row& row) { trees[row.qualified("table")].members.push_back(read_member(row)); });
}

db::CatalogQuery partition_indexes_query(const Declared& declared) {
  return {with_partition_tree(declared) +
          fmt::format("SELECT d.table_schema, d.table_name, mn.nspname AS member_schema, m.relname AS member_name,"
                      "       con.contype, con.condeferrable, con.condeferred, {}{}"
                      "  JOIN pg_catalog.pg_index i ON i.indrelid = m.oid"
                      "  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
                      "  JOIN pg_catalog.pg_am am ON am.oid = ic.relam"
                      "  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace"
                      "  LEFT JOIN pg_catalog.pg_constraint con ON con.conrelid = m.oid AND con.conindid = i.indexrelid"
                      "   AND con.contype IN ('p', 'u', 'x')"
                      " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)"
                      " ORDER BY d.table_schema, d.table_name, t.level, mn.nspname, m.relname, ic.relname",
                      index_columns(declared), kFromMembers)};
}

void read_partition_indexes(const db::Result& rows, CatalogTexts& texts, PartitionTrees& trees) {
  each_row(rows, [&](const Row& row) {
    model::OwnIndex own{read_index(row, texts)};
    if (row.has("contype")) {
      own.constraint = static_cast<sql::ConstraintType>(row.letter("contype"));
      own.deferrability = read_deferrability(row);
    }
    member_of(row, trees).indexes.push_back(std::move(own));
  });
}

db::CatalogQuery partition_foreign_keys_query(const Declared& declared) {
  return {
      with_partition_tree(declared) +
      fmt::format("SELECT d.table_schema, d.table_name, mn.nspname AS member_schema, m.relname AS member_name, {},"
                  "       {} AS unmodelled{}"
                  "  JOIN pg_catalog.pg_constraint c ON c.conrelid = m.oid AND c.contype = 'f' AND c.conparentid = 0"
                  "  JOIN pg_catalog.pg_class f ON f.oid = c.confrelid"
                  "  JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace"
                  " ORDER BY d.table_schema, d.table_name, t.level, mn.nspname, m.relname, c.conname",
                  foreign_key_columns(declared), json_of_texts(unmodelled_foreign_key_texts(declared) + "NULL"),
                  kFromMembers)};
}

void read_partition_foreign_keys(const db::Result& rows, PartitionTrees& trees) {
  each_row(rows, [&](const Row& row) { member_of(row, trees).foreign_keys.push_back(read_foreign_key(row)); });
}

// An index's default name begins with the first bytes of its table's, at least 27 of them: 6 characters or more.
db::CatalogQuery names_nearby_query(const Declared& declared) {
  return {with_partition_tree(declared) +
          "SELECT d.table_schema, d.table_name, n.nspname AS relation_schema, c.relname AS relation_name"
          "  FROM (SELECT DISTINCT t.root, m.relnamespace, pg_catalog.left(m.relname::pg_catalog.text, 6) AS start"
          "          FROM tree t JOIN pg_catalog.pg_class m ON m.oid = t.oid) near"
          "  JOIN declared d ON d.oid = near.root"
          "  JOIN pg_catalog.pg_class c ON c.relnamespace = near.relnamespace"
          "   AND pg_catalog.starts_with(c.relname::pg_catalog.text, near.start)"
          "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " ORDER BY d.table_schema, d.table_name, n.nspname, c.relname"};
}

void read_names_nearby(const db::Result& rows, PartitionTrees& trees) {
  each_row(rows,
           [&](const Row& row) { trees.at(row.qualified("table")).names_nearby.insert(row.qualified("relation")); });
}

}  // namespace pgreconcile::introspect
