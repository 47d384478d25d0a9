#include "tests/property/damage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tests/property/damage_list.hpp"

namespace pgreconcile::test {
namespace {

// How drift names a partition that differs from its table in what the file cannot say of it.
NamedDifference unlike_its_table(const std::string& partition) { return {"unknown", partition, "definition"}; }

// A change of a column that a table or a partition of it may have alone.
struct ColumnChange {
  std::string attribute;
  std::string sql;  // after ALTER COLUMN and its name
};

std::vector<ColumnChange> changes_of(const Column& column) {
  std::vector<ColumnChange> changes;
  if (column.kind.toasts) {
    changes.push_back({"storage", column.storage == "PLAIN" ? " SET STORAGE MAIN" : " SET STORAGE PLAIN"});
  }
  if (column.is_generated || says(column.clauses, " AS IDENTITY")) return changes;
  if (column.has_sequence) {
    changes.push_back({"serial", " SET DEFAULT 7"});
  } else if (column.has_default) {
    changes.push_back({"default", " DROP DEFAULT"});
  } else if (!column.kind.defaults.empty()) {
    changes.push_back({"default", " SET DEFAULT " + column.kind.defaults.front().sql});
  }
  return changes;
}

class TableDamages : private DamageList {
 public:
  TableDamages(const GeneratedSchema& schema, int server_major) : server_major_(server_major) {
    for (const auto& sequence : schema.sequences) {
      if (!sequence.owner.empty()) owners_.insert(sequence.owner.substr(0, sequence.owner.rfind(".\"")));
    }
    for (const auto& table : schema.tables) collect(table);
  }

  using DamageList::damages;

 private:
  // Adds what is done to the table, with what drift then says of each of its partitions, if it has any.
  template <typename OfPartition>
  void add_with_partitions(const Table& table, const NamedDifference& difference, OfPartition&& of_partition,
                           const std::string& sql) {
    std::vector<NamedDifference> differences = {difference};
    if (table.partitioning) {
      for (const auto& partition : table.partitioning->partitions) {
        differences.push_back(of_partition(shown(table.schema, partition.name)));
      }
    }
    add_all(differences, sql);
  }

  void collect(const Table& table) {
    at("table " + table.sql());
    const auto object = shown(table.schema, table.name);
    add("extra", object + ".\"More\"", "column", "ALTER TABLE {} ADD COLUMN \"More\" integer", table.sql());
    add("extra", object + ".\"More\"", "check", "ALTER TABLE {} ADD CONSTRAINT \"More\" CHECK (true)", table.sql());
    collect_unmanaged(object, table.sql(), table.columns.front().name);
    // To the partitions too.
    const auto options = [](const std::string& of) { return NamedDifference{"unmanaged", of, "column options"}; };
    add_with_partitions(table, options(object), options,
                        fmt::format("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS 7", table.sql(),
                                    sql_name(table.columns.front().name)));
    if (!owners_.contains(table.sql())) add("missing", object, "table", "DROP TABLE {}", table.sql());
    add("unmanaged", object, "inheriting table", "CREATE TABLE {}.\"More\" () INHERITS ({})", sql_name(table.schema),
        table.sql());
    add("extra", shown(table.schema) + ".\"More\"", "index", "CREATE INDEX \"More\" ON {} ({})", table.sql(),
        sql_name(table.columns.front().name));
    collect_comment(table.comment, object, "TABLE " + table.sql());
    if (!table.partitioning) collect_options(table, object);
    for (const auto& column : table.columns) collect(table, column);
    collect_constraints(table, table.unique, "unique");
    collect_constraints(table, table.checks, "check");
    collect_constraints(table, table.exclusions, "exclude");
    collect_constraints(table, table.foreign_keys, "foreign_key");
    if (table.primary_key) collect_constraints(table, {*table.primary_key}, "primary_key");
    for (const auto& check : table.checks) collect_check(table, check);
    for (const auto& foreign_key : table.foreign_keys) collect_foreign_key(table, foreign_key);
    for (const auto& index : table.indexes) collect(table, index);
    if (table.partitioning) collect_partitions(table);
  }

  // Under its name, with another definition.
  void replace(const Table& table, const Piece& constraint, const NamedDifference& difference,
               const std::string& clause) {
    add(difference.difference_class, difference.object, difference.attribute,
        "ALTER TABLE {0} DROP CONSTRAINT {1}; ALTER TABLE {0} ADD {2}", table.sql(), sql_name(constraint.name), clause);
  }

  void collect_check(const Table& table, const Piece& check) {
    if (check.name.empty()) return;
    const auto object = shown(table.schema, table.name) + "." + shown(check.name);
    const auto named = "CONSTRAINT " + sql_name(check.name);
    replace(table, check, {"conflict", object, "check"},
            fmt::format("{} CHECK (true){}", named, says(check.sql, " NO INHERIT") ? " NO INHERIT" : ""));
    if (table.partitioning || says(check.sql, " NOT VALID")) return;
    replace(table, check, {"missing", object, "validated"}, check.sql + " NOT VALID");
    if (says(check.sql, " NO INHERIT")) return;
    replace(table, check, {"conflict", object, "no_inherit"}, check.sql + " NO INHERIT");
  }

  void collect_foreign_key(const Table& table, const Piece& key) {
    if (key.name.empty()) return;
    const auto object = shown(table.schema, table.name) + "." + shown(key.name);
    add("conflict", object, "deferrable", "ALTER TABLE {} ALTER CONSTRAINT {} {}", table.sql(), sql_name(key.name),
        says(key.sql, " DEFERRABLE") ? "NOT DEFERRABLE" : "DEFERRABLE INITIALLY DEFERRED");
    // What follows the target's columns comes in any order, but for what ends the clause.
    const auto with = [&](const std::string& addition) {
      const auto end = std::min({key.sql.find(" ON DELETE "), key.sql.find(" ON UPDATE "), key.sql.find(" DEFERRABLE"),
                                 key.sql.find(" NOT VALID"), key.sql.size()});
      return key.sql.substr(0, end) + addition + key.sql.substr(end);
    };
    if (!says(key.sql, " MATCH ")) replace(table, key, {"conflict", object, "match"}, with(" MATCH FULL"));
    if (!says(key.sql, " ON DELETE ")) {
      replace(table, key, {"conflict", object, "on_delete"}, with(" ON DELETE CASCADE"));
    }
    if (!says(key.sql, " ON UPDATE ")) {
      replace(table, key, {"conflict", object, "on_update"}, with(" ON UPDATE CASCADE"));
    }
    if (table.partitioning || says(key.sql, " NOT VALID")) return;
    replace(table, key, {"missing", object, "validated"}, key.sql + " NOT VALID");
  }

  // None of it goes to the partitions, but for triggers, which are still the table's.
  void collect_unmanaged(const std::string& object, const std::string& sql, const std::string& column) {
    add("unmanaged", object, "row security", "ALTER TABLE {} ENABLE ROW LEVEL SECURITY", sql);
    add("unmanaged", object, "forced row security", "ALTER TABLE {} FORCE ROW LEVEL SECURITY", sql);
    add("unmanaged", object, "grants", "GRANT SELECT ON {} TO PUBLIC", sql);
    add("unmanaged", object, "replica identity", "ALTER TABLE {} REPLICA IDENTITY FULL", sql);
    add("unmanaged", object, "rule", "CREATE RULE \"More\" AS ON DELETE TO {} DO INSTEAD NOTHING", sql);
    add("unmanaged", object, "trigger",
        "CREATE TRIGGER \"More\" BEFORE UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION "
        "suppress_redundant_updates_trigger()",
        sql);
    add("unmanaged", object, "policy", "CREATE POLICY \"More\" ON {}", sql);
    add("unmanaged", object, "column options", "ALTER TABLE ONLY {} ALTER COLUMN {} SET STATISTICS 7", sql,
        sql_name(column));
    add("unmanaged", object, "column options", "ALTER TABLE {} ALTER COLUMN {} SET (n_distinct = 7)", sql,
        sql_name(column));
    add("unmanaged", object, "column grants", "GRANT SELECT ({}) ON {} TO PUBLIC", sql_name(column), sql);
  }

  void collect_options(const Table& table, const std::string& object) {
    add("conflict", object, "with", "ALTER TABLE {} SET (fillfactor = 33)", table.sql());
    for (const auto& [name, value] : table.option_keys) {
      add("conflict", object, "with", "ALTER TABLE {} RESET ({})", table.sql(), name);
    }
    add("conflict", object, "tablespace", "ALTER TABLE {} SET TABLESPACE {}", table.sql(),
        table.lies_elsewhere ? "pg_default" : kTablespace);
    add("conflict", object, "with", "ALTER TABLE {} SET (parallel_workers = 3)", table.sql());
    // Where there is no TOAST table, nothing keeps them.
    if (std::ranges::any_of(table.columns, &Column::has_toast_table)) {
      add("conflict", object, "with", "ALTER TABLE {} SET (toast.vacuum_truncate = false)", table.sql());
    }
    // A sequence goes with the table that owns it.
    if (owners_.contains(table.sql())) return;
    add("conflict", object, "unlogged", "ALTER TABLE {} SET {}", table.sql(),
        table.is_unlogged ? "LOGGED" : "UNLOGGED");
  }

  void collect_comment(const std::optional<Comment>& comment, const std::string& object, const std::string& sql) {
    add(comment ? "conflict" : "extra", object, "comment", "COMMENT ON {} IS 'something else'", sql);
    if (comment) add("missing", object, "comment", "COMMENT ON {} IS NULL", sql);
  }

  void collect(const Table& table, const Column& column) {
    const auto object = shown(table.schema, table.name) + "." + shown(column.name);
    const auto alter = fmt::format("ALTER TABLE {} ALTER COLUMN {}", table.sql(), sql_name(column.name));
    collect_comment(column.comment, object, fmt::format("COLUMN {}.{}", table.sql(), sql_name(column.name)));
    if (column.is_nullable) add("conflict", object, "nullable", "{} SET NOT NULL", alter);
    if (column.kind.toasts) {
      add("conflict", object, "storage", "{} SET STORAGE {}", alter, column.storage == "PLAIN" ? "MAIN" : "PLAIN");
    }
    if (column.kind.toasts && server_major_ >= 14) {
      // Not to the partitions, which now have another one than the table.
      add_with_partitions(
          table, {"conflict", object, "compression"}, unlike_its_table,
          fmt::format("{} SET COMPRESSION {}", alter, says(column.clauses, " COMPRESSION ") ? "default" : "pglz"));
    }
    if (table.partitioning) collect_only(table, column, object);
    if (says(column.clauses, " AS IDENTITY")) {
      collect_identity(column, object, alter);
    } else if (column.has_sequence) {
      add("conflict", object, "serial", "{} DROP DEFAULT", alter);
      add("conflict", object, "serial", "{} SET DEFAULT 7", alter);
    }
    if (column.has_default && !column.has_sequence) add("conflict", object, "default", "{} DROP DEFAULT", alter);
    const bool takes_default = !column.has_default && !column.has_sequence && !column.is_generated;
    if (takes_default && !column.kind.defaults.empty()) {
      add("conflict", object, "default", "{} SET DEFAULT {}", alter, column.kind.defaults.front().sql);
    }
    if (column.is_generated) add("conflict", object, "generated", "{} DROP EXPRESSION", alter);
    if (!table.used_columns.contains(column.name)) collect_unused(table, column, object, alter);
  }

  // Of the table without its partitions, where that is not the only way.
  void collect_only(const Table& table, const Column& column, const std::string& object) {
    const auto alter = fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {}", table.sql(), sql_name(column.name));
    for (const auto& change : changes_of(column)) {
      add_with_partitions(table, {"conflict", object, change.attribute}, unlike_its_table, alter + change.sql);
    }
  }

  void collect_identity(const Column& column, const std::string& object, const std::string& alter) {
    add("conflict", object, "identity", "{} DROP IDENTITY", alter);
    add("conflict", object, "identity", "{} SET GENERATED {}", alter,
        says(column.clauses, " BY DEFAULT ") ? "ALWAYS" : "BY DEFAULT");
    add("conflict", object, "increment", "{} SET INCREMENT BY 77", alter);
    add("conflict", object, "cache", "{} SET CACHE 77", alter);
    add("conflict", object, "max", "{} SET MAXVALUE 20000", alter);
    add("conflict", object, "min", "{} SET MINVALUE -20", alter);
    add("conflict", object, "start", "{} SET START WITH 7", alter);
    add("conflict", object, "cycle", "{} SET {}", alter, says(column.clauses, " CYCLE") ? "NO CYCLE" : "CYCLE");
  }

  // Nothing else of the schema goes or changes with the column.
  void collect_unused(const Table& table, const Column& column, const std::string& object, const std::string& alter) {
    const auto owner = shown(table.schema, table.name);
    // No table with partitions gets an identity column before PostgreSQL 17.
    const bool may_come_back = server_major_ >= 17 || !table.partitioning || !says(column.clauses, " AS IDENTITY");
    const NamedDifference gone{may_come_back ? "missing" : "blocked", object, "column"};
    add_all({gone}, fmt::format("ALTER TABLE {} DROP COLUMN {}", table.sql(), sql_name(column.name)));
    add_all({{"extra", owner + ".other", "column"}, gone},
            fmt::format("ALTER TABLE {} RENAME COLUMN {} TO other", table.sql(), sql_name(column.name)));
    if (!column.is_nullable && !column.has_sequence) add("conflict", object, "nullable", "{} DROP NOT NULL", alter);
    if (column.has_default || column.has_sequence || column.is_generated) return;
    add("conflict", object, "type", "{} TYPE macaddr8 USING NULL", alter);
    // To change the type is to lose what the column said of its storage.
    const bool says_storage = !column.storage.empty() || column.clauses.find(" COMPRESSION ") != std::string::npos;
    if (column.kind.collates && !says_storage) {
      add("conflict", object, "collation", "{} TYPE {} COLLATE ucs_basic", alter, column.kind.type);
    }
  }

  void collect_constraints(const Table& table, const std::vector<Piece>& constraints, const std::string& attribute) {
    for (const auto& constraint : constraints) {
      if (constraint.name.empty()) continue;
      const auto object = shown(table.schema, table.name) + "." + shown(constraint.name);
      add("missing", object, attribute, "ALTER TABLE {} DROP CONSTRAINT {}", table.sql(), sql_name(constraint.name));
      add("renamed", object, "name", "ALTER TABLE {} RENAME CONSTRAINT {} TO other", table.sql(),
          sql_name(constraint.name));
      add("unmanaged", shown(table.schema, table.name), "comment on constraint",
          "COMMENT ON CONSTRAINT {} ON {} IS 'x'", sql_name(constraint.name), table.sql());
      if (attribute != "unique" && attribute != "exclude" && attribute != "primary_key") continue;
      add("unmanaged", shown(table.schema, table.name), "comment on index", "COMMENT ON INDEX {}.{} IS 'x'",
          sql_name(table.schema), sql_name(constraint.name));
    }
  }

  void collect(const Table& table, const Index& index) {
    const auto object = shown(table.schema, index.name);
    const auto sql = sql_name(table.schema) + "." + sql_name(index.name);
    add("missing", object, "index", "DROP INDEX {}", sql);
    add("renamed", object, "name", "ALTER INDEX {} RENAME TO other", sql);
    collect_comment(index.comment, object, "INDEX " + sql);
    // A comment would go with the index.
    if (!index.comment) collect_other_index(table, index, object, sql);
    // Those of the partitions stay where they are.
    add_with_partitions(table, {"conflict", object, "tablespace"}, unlike_its_table,
                        fmt::format("ALTER INDEX {} SET TABLESPACE {}", sql,
                                    says(index.statement.sql, " TABLESPACE ") ? "pg_default" : kTablespace));
    if (table.partitioning) return;
    if (!says(index.statement.sql, " USING gin ") && !says(index.statement.sql, " USING brin ")) {
      add("conflict", object, "with", "ALTER INDEX {} SET (fillfactor = 33)", sql);
    }
    add("unmanaged", shown(table.schema, table.name), "clustered index", "ALTER TABLE {} CLUSTER ON {}", table.sql(),
        sql_name(index.name));
  }

  void collect_other_index(const Table& table, const Index& index, const std::string& object, const std::string& sql) {
    const auto& created = index.statement.sql;
    const std::string create = "CREATE ";
    if (!says(created, " WHERE ")) {
      add("conflict", object, "where", "DROP INDEX {}; {} WHERE {} IS NOT NULL", sql, created,
          sql_name(table.columns.front().name));
    }
    collect_other_columns(table, object, sql, created);
    if (says(created, "UNIQUE INDEX ") || !says(created, " USING btree ") || table.partitioning) return;
    add("conflict", object, "unique", "DROP INDEX {}; CREATE UNIQUE {}", sql, created.substr(create.size()));
  }

  // Of a column that has it: the same index upside down.
  void collect_other_columns(const Table& table, const std::string& object, const std::string& sql,
                             const std::string& created) {
    for (const auto& column : table.columns) {
      const auto element = fmt::format(" USING btree ({}", sql_name(column.name));
      for (const std::string end : {")", ","}) {
        const auto found = created.find(element + end);
        if (found == std::string::npos) continue;
        auto reversed = created;
        reversed.insert(found + element.size(), " DESC");
        add("conflict", object, "columns", "DROP INDEX {}; {}", sql, reversed);
      }
    }
  }

  void collect_partitions(const Table& table) {
    for (const auto& partition : table.partitioning->partitions) {
      const auto object = shown(table.schema, partition.name);
      const auto sql = sql_name(table.schema) + "." + sql_name(partition.name);
      add("missing", object, "partition", "DROP TABLE {}", sql);
      add("conflict", object, "name", "ALTER TABLE {} DETACH PARTITION {}", table.sql(), sql);
      add("conflict", object, "bound",
          "ALTER TABLE {0} DETACH PARTITION {1}; ALTER TABLE {0} ATTACH PARTITION {1} FOR VALUES FROM (11) TO (12)",
          table.sql(), sql);
      collect_unmanaged(object, sql, table.columns.front().name);
      collect_other_partition(table, object, sql);
    }
    add("extra", shown(table.schema, "more"), "partition", "CREATE TABLE {}.more PARTITION OF {} {}",
        sql_name(table.schema), table.sql(), "FOR VALUES FROM (100) TO (200)");
  }

  // Of a partition what the file can say of none: it has all from the table.
  void collect_other_partition(const Table& table, const std::string& object, const std::string& sql) {
    const auto column = sql_name(table.columns.front().name);
    std::vector<std::string> changes = {
        fmt::format("ALTER TABLE {} ADD CONSTRAINT \"More\" CHECK (true)", sql),
        fmt::format("ALTER TABLE {} SET (fillfactor = 33)", sql),
        fmt::format("ALTER TABLE {} SET UNLOGGED", sql),
        fmt::format("ALTER TABLE {} SET TABLESPACE {}", sql, kTablespace),
        fmt::format("CREATE INDEX \"More\" ON {} ({})", sql, column),
        fmt::format("COMMENT ON TABLE {} IS 'x'", sql),
        fmt::format("COMMENT ON COLUMN {}.{} IS 'x'", sql, column),
    };
    for (const auto& of : table.columns) {
      const auto alter = fmt::format("ALTER TABLE {} ALTER COLUMN {}", sql, sql_name(of.name));
      for (const auto& change : changes_of(of)) changes.push_back(alter + change.sql);
      if (of.is_nullable) changes.push_back(alter + " SET NOT NULL");
    }
    for (const auto& change : changes) add_all({unlike_its_table(object)}, change);
  }

  int server_major_;
  std::set<std::string> owners_;  // the tables whose columns own declared sequences
};

}  // namespace

std::vector<Damage> possible_damages(const GeneratedSchema& schema, int server_major) {
  auto damages = damages_of_types(schema);
  const TableDamages of_tables(schema, server_major);
  damages.insert(damages.end(), of_tables.damages().begin(), of_tables.damages().end());
  return damages;
}

}  // namespace pgreconcile::test
