#include "tests/property/damage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace pgreconcile::test {
namespace {

// A name as SQL and reports show it. No name of the generator's is a keyword.
std::string shown(const std::string& name) { return short_name(name); }

std::string shown(const std::string& schema, const std::string& name) { return shown(schema) + "." + shown(name); }

class Collector {
 public:
  void collect(const GeneratedSchema& schema) {
    for (const auto& piece : schema.schemas) {
      place_ = "schema " + piece.name;
      add("missing", shown(piece.name), "schema", "DROP SCHEMA {}", sql_name(piece.name));
    }
    for (const auto& piece : schema.extensions) {
      place_ = "extension " + piece.name;
      add("missing", piece.name, "extension", "DROP EXTENSION {}", piece.name);
    }
    for (const auto& type : schema.enums) collect(type);
    for (const auto& domain : schema.domains) collect(domain);
    for (const auto& sequence : schema.sequences) collect(sequence);
    for (const auto& table : schema.tables) collect(table);
  }

  std::vector<Damage> damages() && { return std::move(damages_); }

 private:
  template <typename... Arguments>
  void add(const std::string& difference_class, const std::string& object, const std::string& attribute,
           fmt::format_string<Arguments...> sql, Arguments&&... arguments) {
    damages_.push_back(
        {place_, fmt::format(sql, std::forward<Arguments>(arguments)...), {{difference_class, object, attribute}}});
  }

  void collect(const Enum& type) {
    const auto object = shown(type.schema, type.name);
    place_ = "enum " + object;
    add("extra", object, "label", "ALTER TYPE {}.{} ADD VALUE 'more'", sql_name(type.schema), sql_name(type.name));
  }

  void collect(const Domain& domain) {
    const auto object = shown(domain.schema, domain.name);
    const auto sql = sql_name(domain.schema) + "." + sql_name(domain.name);
    place_ = "domain " + object;
    add("conflict", object, "nullable", "ALTER DOMAIN {} {} NOT NULL", sql, domain.is_nullable ? "SET" : "DROP");
    add("extra", object + ".\"More\"", "check", "ALTER DOMAIN {} ADD CONSTRAINT \"More\" CHECK (true)", sql);
    for (const auto& check : domain.checks) {
      if (check.name.empty()) continue;
      add("missing", object + "." + shown(check.name), "check", "ALTER DOMAIN {} DROP CONSTRAINT {}", sql,
          sql_name(check.name));
      add("renamed", object + "." + shown(check.name), "name", "ALTER DOMAIN {} RENAME CONSTRAINT {} TO other", sql,
          sql_name(check.name));
    }
  }

  void collect(const Sequence& sequence) {
    const auto object = shown(sequence.schema, sequence.name);
    const auto sql = sql_name(sequence.schema) + "." + sql_name(sequence.name);
    place_ = "sequence " + object;
    add("conflict", object, "increment", "ALTER SEQUENCE {} INCREMENT BY 77", sql);
    add("conflict", object, "cache", "ALTER SEQUENCE {} CACHE 77", sql);
    add("conflict", object, "max", "ALTER SEQUENCE {} MAXVALUE 20000", sql);
    if (sequence.owner.empty()) return;
    owners_.insert(sequence.owner.substr(0, sequence.owner.rfind(".\"")));
    add("missing", object, "owned_by", "ALTER SEQUENCE {} OWNED BY NONE", sql);
  }

  void collect(const Table& table) {
    place_ = "table " + table.sql();
    const auto object = shown(table.schema, table.name);
    add("extra", object + ".\"More\"", "column", "ALTER TABLE {} ADD COLUMN \"More\" integer", table.sql());
    add("extra", object + ".\"More\"", "check", "ALTER TABLE {} ADD CONSTRAINT \"More\" CHECK (true)", table.sql());
    add("unmanaged", object, "row security", "ALTER TABLE {} ENABLE ROW LEVEL SECURITY", table.sql());
    add("unmanaged", object, "grants", "GRANT SELECT ON {} TO PUBLIC", table.sql());
    collect_comment(table.comment, object, "TABLE " + table.sql());
    if (!table.partitioning) collect_options(table, object);
    for (const auto& column : table.columns) collect(table, column);
    collect_constraints(table, table.unique, "unique");
    collect_constraints(table, table.checks, "check");
    collect_constraints(table, table.exclusions, "exclude");
    collect_constraints(table, table.foreign_keys, "foreign_key");
    if (table.primary_key) collect_constraints(table, {*table.primary_key}, "primary_key");
    for (const auto& foreign_key : table.foreign_keys) {
      if (foreign_key.name.empty()) continue;
      add("conflict", object + "." + shown(foreign_key.name), "deferrable",
          "ALTER TABLE {} ALTER CONSTRAINT {} DEFERRABLE INITIALLY DEFERRED", table.sql(), sql_name(foreign_key.name));
    }
    for (const auto& index : table.indexes) collect(table, index);
    if (table.partitioning) collect_partitions(table);
  }

  void collect_options(const Table& table, const std::string& object) {
    add("conflict", object, "with", "ALTER TABLE {} SET (fillfactor = 33)", table.sql());
    add("conflict", object, "with", "ALTER TABLE {} SET (parallel_workers = 3)", table.sql());
    const auto toasts = [](const Column& column) { return column.kind.toasts; };
    if (std::ranges::any_of(table.columns, toasts)) {
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
    if (column.kind.toasts) add("conflict", object, "storage", "{} SET STORAGE PLAIN", alter);
    if (column.has_default && !column.has_sequence) add("conflict", object, "default", "{} DROP DEFAULT", alter);
    const bool takes_default = !column.has_default && !column.has_sequence && !column.is_generated;
    if (takes_default && !column.kind.defaults.empty()) {
      add("conflict", object, "default", "{} SET DEFAULT {}", alter, column.kind.defaults.front().sql);
    }
    if (column.is_generated) add("conflict", object, "generated", "{} DROP EXPRESSION", alter);
    if (!table.used_columns.contains(column.name)) collect_unused(table, column, object, alter);
  }

  // Nothing else of the schema goes or changes with the column.
  void collect_unused(const Table& table, const Column& column, const std::string& object, const std::string& alter) {
    const auto owner = shown(table.schema, table.name);
    add("missing", object, "column", "ALTER TABLE {} DROP COLUMN {}", table.sql(), sql_name(column.name));
    damages_.push_back({place_,
                        fmt::format("ALTER TABLE {} RENAME COLUMN {} TO other", table.sql(), sql_name(column.name)),
                        {{"extra", owner + ".other", "column"}, {"missing", object, "column"}}});
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
    }
  }

  void collect(const Table& table, const Index& index) {
    const auto object = shown(table.schema, index.name);
    const auto sql = sql_name(table.schema) + "." + sql_name(index.name);
    add("missing", object, "index", "DROP INDEX {}", sql);
    add("renamed", object, "name", "ALTER INDEX {} RENAME TO other", sql);
    collect_comment(index.comment, object, "INDEX " + sql);
  }

  void collect_partitions(const Table& table) {
    for (const auto& partition : table.partitioning->partitions) {
      const auto object = shown(table.schema, partition.name);
      add("missing", object, "partition", "DROP TABLE {}.{}", sql_name(table.schema), sql_name(partition.name));
    }
    add("extra", shown(table.schema, "more"), "partition", "CREATE TABLE {}.more PARTITION OF {} {}",
        sql_name(table.schema), table.sql(), "FOR VALUES FROM (100) TO (200)");
  }

  std::string place_;
  std::set<std::string> owners_;  // the tables whose columns own declared sequences
  std::vector<Damage> damages_;
};

}  // namespace

std::vector<Damage> possible_damages(const GeneratedSchema& schema) {
  Collector collector;
  collector.collect(schema);
  return std::move(collector).damages();
}

}  // namespace pgreconcile::test
