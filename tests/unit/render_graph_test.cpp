#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/render/graph.hpp"
#include "tests/support/process.hpp"
#include "tests/support/schema.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::render {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Diagram diagram(std::string_view tables) { return make_diagram(test::declared(tables)); }

// One table `c` with this column that refers to `p`.
DiagramRelation relation(const std::string& column) {
  return diagram(
             "  p: {columns: [{name: id, type: bigint, primary_key: true}]}\n  c:\n    columns:\n      - {name: p, "
             "type: bigint, references: {table: p, column: id}" +
             column + "}")
      .relations.at(0);
}

TEST(Diagram, TellsHowManyRowsStandForOne) {
  EXPECT_EQ(relation("").children, Cardinality::ZeroOrMore);
  EXPECT_EQ(relation("").parents, Cardinality::ZeroOrOne);
  EXPECT_EQ(relation(", nullable: false").parents, Cardinality::ExactlyOne);
  EXPECT_EQ(relation(", unique: true").children, Cardinality::ZeroOrOne);
  EXPECT_EQ(relation(", primary_key: true").children, Cardinality::ZeroOrOne);
  EXPECT_EQ(relation(", primary_key: true").parents, Cardinality::ExactlyOne);
}

TEST(Diagram, OnlyAUniqueIndexOverAllRowsMakesAForeignKeyUnique) {
  auto file = test::declared(R"(
  p: {columns: [{name: id, type: bigint, primary_key: true}]}
  c:
    columns: [{name: p, type: bigint, references: {table: p, column: id}}]
    indexes: [{name: ux, unique: true, columns: [p]}])");
  EXPECT_EQ(make_diagram(file).relations.at(0).children, Cardinality::ZeroOrOne);
  file.tables[1].indexes[0].predicate = std::get<sql::Expression>(sql::parse_expression("p > 0"));
  EXPECT_EQ(make_diagram(file).relations.at(0).children, Cardinality::ZeroOrMore);
}

TEST(Diagram, MarksKeys) {
  const auto table = diagram(R"(
  t:
    columns:
      - {name: tenant, type: bigint}
      - {name: id, type: bigint, unique: true, references: {table: t, column: id}}
      - {name: a, type: bigint}
      - {name: b, type: bigint}
    primary_key: [tenant, id]
    unique: [{columns: [a, b]}])")
                         .tables.at(0);
  EXPECT_THAT(table.columns[0].keys, ElementsAre(ColumnKey::Primary));
  EXPECT_THAT(table.columns[1].keys, ElementsAre(ColumnKey::Primary, ColumnKey::Foreign, ColumnKey::Unique));
  EXPECT_THAT(table.columns[2].keys, IsEmpty());
}

TEST(Diagram, CountsPartitions) {
  auto file = test::declared("  events: {columns: [{name: at, type: date}]}");
  file.tables[0].partition_by = model::PartitionKey{};
  EXPECT_EQ(make_diagram(file).tables[0].note, "partitioned");
  file.tables[0].partitions.resize(1);
  EXPECT_EQ(make_diagram(file).tables[0].note, "1 partition");
  file.tables[0].partitions.resize(3);
  EXPECT_EQ(make_diagram(file).tables[0].note, "3 partitions");
  EXPECT_EQ(mermaid(make_diagram(file)),
            "erDiagram\n    events[\"events (3 partitions)\"] {\n        date at \"null\"\n    }\n");
}

// A word of Mermaid's has no blanks or control characters beyond ASCII: each is replaced as a whole.
TEST(Diagram, KeepsUtf8WholeInWordsOfMermaid) {
  EXPECT_THAT(mermaid(diagram("  t: {columns: [{name: \"a\\u0085b\\u2028cé\", type: int}]}")),
              HasSubstr("int a_b_cé "));
}

TEST(Diagram, NamesForeignKeysAsPostgresqlDoes) {
  const auto relations = diagram(R"(
  p: {columns: [{name: id, type: bigint, primary_key: true}]}
  c:
    columns: [{name: p, type: bigint}]
    foreign_keys:
      - {columns: [p], references: {table: p, columns: [id]}}
      - {columns: [p], references: {table: p, columns: [id], on_delete: cascade}})")
                             .relations;
  EXPECT_EQ(relations.at(0).name, "c_p_fkey");
  EXPECT_EQ(relations.at(1).name, "c_p_fkey1");
}

TEST(Diagram, ADifferenceOfAConstraintOrIndexMarksItsTable) {
  const auto file = test::declared(
      "  t: {columns: [{name: a, type: text, check: a <> ''}], indexes: [{name: ix, columns: [a]}]}\n"
      "  u: {columns: [{name: a, type: text}]}");
  for (const auto* object : {"public.t.t_a_check", "public.ix"}) {
    const auto marked = make_diagram(
        file, {{.difference_class = reconciler::DifferenceClass::Missing, .object = object, .attribute = "index"}});
    EXPECT_EQ(marked.tables[0].mark, Mark::Differs) << object;
    EXPECT_EQ(marked.tables[0].columns[0].mark, Mark::None) << object;
    EXPECT_EQ(marked.tables[1].mark, Mark::None) << object;
  }
}

TEST(GraphCommand, DrawsWithoutADatabase) {
  const test::TemporaryFile file("version: 1\ntables:\n  t: {columns: [{name: a, type: text}]}\n");
  const auto result = test::run_tool({"graph", "-f", file.path().string()});
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.output, "erDiagram\n    t {\n        text a \"null\"\n    }\n");
  const auto as_dot = test::run_tool({"graph", "-f", file.path().string(), "--format", "dot"});
  EXPECT_EQ(as_dot.exit_code, 0) << as_dot.errors;
  EXPECT_THAT(as_dot.output, HasSubstr("digraph schema {\n"));
}

TEST(GraphCommand, AnUnreachableDatabaseIsAnError) {
  const test::TemporaryFile file("version: 1\ntables:\n  t: {columns: [{name: a, type: text}]}\n");
  const auto result =
      test::run_tool({"graph", "-f", file.path().string(), "--database-url", "postgresql://127.0.0.1:1/none"});
  EXPECT_EQ(result.exit_code, 69) << result.errors;
  EXPECT_EQ(result.output, "");
}

}  // namespace
}  // namespace pgreconcile::render
