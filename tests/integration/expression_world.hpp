#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/integration/expression_cases.hpp"
#include "tests/integration/expression_cases_checks.hpp"
#include "tests/integration/expression_cases_columns.hpp"
#include "tests/integration/expression_cases_domains.hpp"
#include "tests/integration/expression_cases_keys.hpp"
#include "tests/support/database.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {

/// What the cases name beside what kPreparation makes.
inline const std::string kPreparationOfTheWorld = kPreparation + R"(
  CREATE EXTENSION citext; CREATE EXTENSION hstore;
  CREATE SCHEMA app;
  CREATE FUNCTION app.f1() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
  CREATE FUNCTION app.is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
  CREATE FUNCTION app.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
  CREATE OPERATOR app.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = app.same);
  CREATE DOMAIN email AS text CHECK (VALUE <> '');
  CREATE DOMAIN label AS text;
  CREATE TYPE "Größe" AS ENUM ('weit', 'weiß');
)";

/// A case, the object that it is about, and how it reads in a failure.
struct ExpectedVerdict {
  std::string object;
  std::string verdict;
  std::string expressions;
};

/// Every case in every context at once: one file and one database.
struct ExpressionWorld {
  std::string file;
  std::string database;
  std::vector<ExpectedVerdict> verdicts;
};

enum class Cases { All, Accepted };

/// As a YAML scalar that stands for exactly this text.
inline std::string yaml_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

/// Writes the same objects into a file and into DDL.
class ExpressionWorldBuilder {
 public:
  explicit ExpressionWorldBuilder(Cases cases) : cases_(cases) {}

  ExpressionWorld build() {
    add_defaults();
    add_table_of_checks();
    add_generated_columns();
    add_indexes();
    add_exclusions();
    add_bounds();
    add_partition_keys();
    add_domains();
    return {"version: 1\nextensions: [citext, hstore]\ndomains:\n" + domains_ + "tables:\n" + tables_,
            kPreparationOfTheWorld + sql_, verdicts_};
  }

 private:
  bool takes(const ExpressionCase& c) const {
    const bool is_known = c.servers.first <= server_major() && server_major() <= c.servers.last;
    return is_known && (cases_ == Cases::All || c.accepted == Accepted::Yes);
  }
  bool takes(const TypedExpressionCase& c) const { return cases_ == Cases::All || c.accepted == Accepted::Yes; }

  /// Calls add(name, case) for each case that counts, under names of its own.
  template <typename Case, typename Add>
  void each(const char* prefix, const std::vector<Case>& cases, Add add) {
    for (const auto& c : cases) {
      if (takes(c)) add(fmt::format("{}{}", prefix, next_++), c);
    }
  }

  template <typename Case>
  void expect(const std::string& object, const Case& c) {
    verdicts_.push_back({"public." + object, c.verdict, c.desired + " / " + c.live});
  }

  static std::vector<ColumnOfChecks> all_columns() {
    auto columns = kColumns;
    columns.insert(columns.end(), kColumnsOfTheWorld.begin(), kColumnsOfTheWorld.end());
    return columns;
  }
  static std::string columns_in_file() {
    std::string text;
    for (const auto& [name, type] : all_columns()) text += fmt::format("{{name: '{}', type: '{}'}}, ", name, type);
    return text;
  }
  static std::string columns_in_ddl() {
    std::string text;
    for (const auto& [name, type] : all_columns()) text += fmt::format("\"{}\" {}, ", name, type);
    return text.substr(0, text.size() - 2);
  }

  // All in one statement: a column that is added would have its default computed.
  void add_defaults() {
    std::vector<std::string> columns;
    tables_ += "  defaulted:\n    columns:\n";
    for (const auto* cases : {&kDefaults, &kMoreDefaults}) {
      each("d", *cases, [&](const std::string& name, const auto& c) {
        tables_ += fmt::format("      - {{name: {}, type: {}, default: {}}}\n", name, yaml_quoted(c.type),
                               yaml_quoted(c.desired));
        columns.push_back(fmt::format("{} {} DEFAULT ({})", name, c.type, c.live));
        expect("defaulted." + name, c);
      });
    }
    sql_ += fmt::format("CREATE TABLE defaulted ({});\n", fmt::join(columns, ",\n"));
  }

  // One check that speaks of a column which is not there yet is among them: it must not spoil the others.
  void add_table_of_checks() {
    tables_ +=
        fmt::format("  checked:\n    columns: [{}{{name: pending, type: int}}]\n    checks:\n", columns_in_file());
    sql_ += fmt::format("CREATE TABLE checked ({});\n", columns_in_ddl());
    for (const auto* cases : {&kChecks, &kMoreChecks}) {
      each("c", *cases, [&](const std::string& name, const auto& c) {
        tables_ += fmt::format("      - {{name: {}, expr: {}}}\n", name, yaml_quoted(c.desired));
        sql_ += fmt::format("ALTER TABLE checked ADD CONSTRAINT {} CHECK ({});\n", name, c.live);
        expect("checked." + name, c);
      });
    }
  }

  void add_generated_columns() {
    tables_ += fmt::format("  computed:\n    columns:\n      [{}", columns_in_file());
    std::string columns = columns_in_ddl();
    each("g", kGenerated, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format("\n      {{name: {}, type: {}, generated: {}}},", name, yaml_quoted(c.type),
                             yaml_quoted(c.desired));
      columns += fmt::format(",\n{} {} GENERATED ALWAYS AS ({}) STORED", name, c.type, c.live);
      expect("computed." + name, c);
    });
    tables_ += "]\n";
    sql_ += fmt::format("CREATE TABLE computed ({});\n", columns);
  }

  void add_indexes() {
    tables_ += fmt::format("  indexed:\n    columns: [{}]\n    indexes:\n", columns_in_file());
    sql_ += fmt::format("CREATE TABLE indexed ({});\n", columns_in_ddl());
    each("i", kIndexKeys, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format("      - {{name: {}, columns: [{{expr: {}}}]}}\n", name, yaml_quoted(c.desired));
      sql_ += fmt::format("CREATE INDEX {} ON indexed (({}));\n", name, c.live);
      expect(name, c);
    });
    each("i", kPredicates, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format("      - {{name: {}, columns: [d], where: {}}}\n", name, yaml_quoted(c.desired));
      sql_ += fmt::format("CREATE INDEX {} ON indexed (d) WHERE {};\n", name, c.live);
      expect(name, c);
    });
  }

  void add_exclusions() {
    tables_ += fmt::format("  excluded:\n    columns: [{}]\n    exclude:\n", columns_in_file());
    sql_ += fmt::format("CREATE TABLE excluded ({});\n", columns_in_ddl());
    each("x", kExclusionElements, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format("      - {{name: {}, method: gist, elements: [{{expr: {}, with: '&&'}}]}}\n", name,
                             yaml_quoted(c.desired));
      sql_ += fmt::format("ALTER TABLE excluded ADD CONSTRAINT {} EXCLUDE USING gist (({}) WITH &&);\n", name, c.live);
      expect("excluded." + name, c);
    });
    each("x", kExclusionPredicates, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format("      - {{name: {}, elements: [{{column: d, with: '='}}], where: {}}}\n", name,
                             yaml_quoted(c.desired));
      sql_ += fmt::format("ALTER TABLE excluded ADD CONSTRAINT {} EXCLUDE (d WITH =) WHERE ({});\n", name, c.live);
      expect("excluded." + name, c);
    });
  }

  void add_bounds() {
    each("b", kBounds, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format(
          "  {0}:\n    columns: [{{name: a, type: {1}}}]\n    partition_by: {{range: [a]}}\n"
          "    partitions: {{{0}_p: {{from: [{2}], to: [maxvalue]}}}}\n",
          name, yaml_quoted(c.type), yaml_quoted(c.desired));
      sql_ += fmt::format(
          "CREATE TABLE {0} (a {1}) PARTITION BY RANGE (a);"
          "CREATE TABLE {0}_p PARTITION OF {0} FOR VALUES FROM ({2}) TO (MAXVALUE);\n",
          name, c.type, c.live);
      expect(name + "_p", c);
    });
  }

  void add_partition_keys() {
    each("k", kPartitionKeys, [&](const std::string& name, const auto& c) {
      tables_ += fmt::format("  {}: {{columns: [{}], partition_by: {{list: [{{expr: {}}}]}}}}\n", name,
                             columns_in_file(), yaml_quoted(c.desired));
      sql_ += fmt::format("CREATE TABLE {} ({}) PARTITION BY LIST (({}));\n", name, columns_in_ddl(), c.live);
      expect(name, c);
    });
  }

  void add_domains() {
    each("o", kDomainChecks, [&](const std::string& name, const auto& c) {
      domains_ += fmt::format("  {0}: {{type: {1}, checks: [{{name: {0}_check, expr: {2}}}]}}\n", name,
                              yaml_quoted(c.type), yaml_quoted(c.desired));
      sql_ += fmt::format("CREATE DOMAIN {0} AS {1} CONSTRAINT {0}_check CHECK ({2});\n", name, c.type, c.live);
      expect(fmt::format("{0}.{0}_check", name), c);
    });
    each("o", kDomainDefaults, [&](const std::string& name, const auto& c) {
      domains_ += fmt::format("  {}: {{type: {}, default: {}}}\n", name, yaml_quoted(c.type), yaml_quoted(c.desired));
      sql_ += fmt::format("CREATE DOMAIN {} AS {} DEFAULT ({});\n", name, c.type, c.live);
      expect(name, c);
    });
  }

  Cases cases_;
  int next_ = 0;
  std::string domains_;
  std::string tables_;
  std::string sql_;
  std::vector<ExpectedVerdict> verdicts_;
};

inline ExpressionWorld expression_world(Cases cases) { return ExpressionWorldBuilder(cases).build(); }

/// What drift says of the world that the scenario holds.
inline void expect_verdicts(const ExpressionWorld& world, const Scenario& scenario) {
  std::map<std::string, std::string> classes;
  for (const auto& difference : scenario.drift().differences) classes[difference.object] = difference.difference_class;
  for (const auto& [object, verdict, expressions] : world.verdicts) {
    const auto found = classes.find(object);
    EXPECT_EQ(found == classes.end() ? "same" : found->second, verdict) << object << ": " << expressions;
  }
}

}  // namespace pgreconcile::test
