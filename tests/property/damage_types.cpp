#include <fmt/format.h>

#include <set>

#include "tests/property/damage_list.hpp"

namespace pgreconcile::test {
namespace {

class TypeDamages : private DamageList {
 public:
  explicit TypeDamages(const GeneratedSchema& schema) {
    for (const auto& table : schema.tables) {
      for (const auto& column : table.columns) used_types_.insert(column.kind.type);
    }
    for (const auto& piece : schema.schemas) {
      at("schema " + piece.name);
      add("missing", shown(piece.name), "schema", "DROP SCHEMA {}", sql_name(piece.name));
    }
    for (const auto& piece : schema.extensions) {
      at("extension " + piece.name);
      add("missing", piece.name, "extension", "DROP EXTENSION {}", piece.name);
    }
    for (const auto& type : schema.enums) collect(type);
    for (const auto& domain : schema.domains) collect(domain);
    for (const auto& sequence : schema.sequences) collect(sequence);
  }

  using DamageList::damages;

 private:
  void collect(const Enum& type) {
    const auto object = shown(type.schema, type.name);
    at("enum " + object);
    const auto sql = sql_name(type.schema) + "." + sql_name(type.name);
    add("extra", object, "label", "ALTER TYPE {} ADD VALUE 'more'", sql);
    add("extra", object, "label", "ALTER TYPE {} ADD VALUE 'more' BEFORE {}", sql, sql_text(type.labels.back().text));
    add("missing", object, "enum", "DROP TYPE {}", sql);
    // A default with the label would be another one.
    if (used_types_.contains(sql)) return;
    add_all({{"missing", object, "label"}, {"extra", object, "label"}},
            fmt::format("ALTER TYPE {} RENAME VALUE {} TO 'other'", sql, sql_text(type.labels.back().text)));
  }

  void collect(const Domain& domain) {
    const auto object = shown(domain.schema, domain.name);
    const auto sql = sql_name(domain.schema) + "." + sql_name(domain.name);
    at("domain " + object);
    add("conflict", object, "nullable", "ALTER DOMAIN {} {} NOT NULL", sql, domain.is_nullable ? "SET" : "DROP");
    add("extra", object + ".\"More\"", "check", "ALTER DOMAIN {} ADD CONSTRAINT \"More\" CHECK (true)", sql);
    if (domain.has_default) add("conflict", object, "default", "ALTER DOMAIN {} DROP DEFAULT", sql);
    if (!domain.has_default) add("conflict", object, "default", "ALTER DOMAIN {} SET DEFAULT '1'", sql);
    add("missing", object, "domain", "DROP DOMAIN {}", sql);
    for (const auto& check : domain.checks) {
      if (check.name.empty()) continue;
      add("missing", object + "." + shown(check.name), "check", "ALTER DOMAIN {} DROP CONSTRAINT {}", sql,
          sql_name(check.name));
      add("renamed", object + "." + shown(check.name), "name", "ALTER DOMAIN {} RENAME CONSTRAINT {} TO other", sql,
          sql_name(check.name));
      add("conflict", object + "." + shown(check.name), "check",
          "ALTER DOMAIN {0} DROP CONSTRAINT {1}; ALTER DOMAIN {0} ADD CONSTRAINT {1} CHECK (VALUE IS NOT NULL)", sql,
          sql_name(check.name));
      if (says(check.sql, " NOT VALID")) continue;
      add("missing", object + "." + shown(check.name), "validated",
          "ALTER DOMAIN {0} DROP CONSTRAINT {1}; ALTER DOMAIN {0} ADD {2} NOT VALID", sql, sql_name(check.name),
          check.sql);
    }
  }

  void collect(const Sequence& sequence) {
    const auto object = shown(sequence.schema, sequence.name);
    const auto sql = sql_name(sequence.schema) + "." + sql_name(sequence.name);
    at("sequence " + object);
    add("conflict", object, "increment", "ALTER SEQUENCE {} INCREMENT BY 77", sql);
    add("conflict", object, "cache", "ALTER SEQUENCE {} CACHE 77", sql);
    add("conflict", object, "max", "ALTER SEQUENCE {} MAXVALUE 20000", sql);
    add("conflict", object, "min", "ALTER SEQUENCE {} MINVALUE -20", sql);
    add("conflict", object, "start", "ALTER SEQUENCE {} START WITH 7", sql);
    add("conflict", object, "cycle", "ALTER SEQUENCE {} {}", sql,
        says(sequence.clauses, " CYCLE") ? "NO CYCLE" : "CYCLE");
    std::vector<NamedDifference> dropped = {{"missing", object, "sequence"}};
    if (!sequence.owner.empty()) dropped.push_back({"missing", object, "owned_by"});
    add_all(dropped, "DROP SEQUENCE " + sql);
    if (sequence.owner.empty()) return;
    add("missing", object, "owned_by", "ALTER SEQUENCE {} OWNED BY NONE", sql);
  }

  std::set<std::string> used_types_;
};

}  // namespace

std::vector<Damage> damages_of_types(const GeneratedSchema& schema) { return TypeDamages(schema).damages(); }

}  // namespace pgreconcile::test
