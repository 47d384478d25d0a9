#include <gtest/gtest.h>

#include <algorithm>

#include <string>

#include "tests/support/differences.hpp"

// What waits for something that cannot come is blocked, instead of a step that fails.
namespace pgreconcile::reconciler {
namespace {

using test::name;
using test::relation;

// `class object attribute: message`, a line for each difference.
std::string found(const model::Database& file, const model::LiveDatabase& database) {
  std::string text;
  for (const auto& difference : test::differences(file, database)) {
    EXPECT_EQ(difference.remedy.has_value(), difference.difference_class == DifferenceClass::Missing);
    text += fmt::format("{} {} {}: {}\n", to_string(difference.difference_class), difference.object,
                        difference.attribute, difference.message);
  }
  return text;
}

TEST(BlockDependents, OnATypeThatCannotBeCreated) {
  auto file = test::declared(
      "  new: {columns: [{name: id, type: 'mood[]', primary_key: true}]}\n"
      "  old: {columns: [{name: a, type: int}, {name: b, type: mood, unique: true, check: b > 0}]}\n"
      "  member: {columns: [{name: n, type: 'mood[]', references: {table: new, column: id}}]}\n"
      "  third: {columns: [{name: n, type: int}]}");
  file.enums = {{relation("mood"), {"a"}, {}}};
  file.domains = {{.name = relation("dom"),
                   .type = std::get<sql::TypeName>(sql::parse_type_name("mood", name("public"))),
                   .default_value = {},
                   .collation = {},
                   .checks = {},
                   .unmodelled = {},
                   .origin = {}}};
  auto database = test::live("  old: {columns: [{name: a, type: int}]}");
  database.types.emplace(relation("mood"), model::RelationKind::Type);
  EXPECT_EQ(found(file, database),
            "conflict public.mood kind: the name is taken by something else\n"
            "blocked public.dom domain: waits for type public.mood, which cannot be created\n"
            "blocked public.new table: waits for type public.mood, which cannot be created\n"
            "blocked public.old.b column: waits for type public.mood, which cannot be created\n"
            "blocked public.old.old_b_key unique: waits for column b, which cannot be added\n"
            "blocked public.old.old_b_check check: waits for column b, which cannot be added\n"
            "blocked public.member table: waits for type public.mood, which cannot be created\n"
            "missing public.third table: table is missing\n");
}

TEST(BlockDependents, OnATypeThatIsNotThereUnlessAnExtensionMayBringIt) {
  auto file = test::declared(
      "  new: {columns: [{name: id, type: 'app.geo(3)[]'}]}\n"
      "  old: {columns: [{name: a, type: moood}, {name: b, type: moood}]}");
  auto database = test::live("  old: {columns: [{name: a, type: int}]}");
  database.unknown_types = {"app.geo", "public.moood"};
  EXPECT_EQ(found(file, database),
            "blocked public.new table: there is no type app.geo(3)[]\n"
            "conflict public.old.a type: the column has another type; there is no type moood\n"
            "blocked public.old.b column: there is no type moood\n");
  file.extensions = {{name("geo"), {}, {}}};
  database.available_extensions = {{name("geo"), {}}};
  EXPECT_EQ(found(file, database),
            "missing geo extension: extension is missing\n"
            "missing public.new table: table is missing\n"
            "conflict public.old.a type: the column has another type\n"
            "missing public.old.b column: column is missing\n");
}

TEST(BlockDependents, OnAColumnThatTheyRead) {
  auto file = test::declared(
      "  old:\n"
      "    columns: [{name: a, type: int}, {name: b, type: mood}, {name: g, type: boolean, generated: b > 0}]\n"
      "    unique: [{name: u, columns: [a], include: [b]}]\n"
      "    exclude: [{name: x, elements: [{column: a, with: \"=\"}], where: b > 0}]");
  file.enums = {{relation("mood"), {"a"}, {}}};
  auto database = test::live("  old: {columns: [{name: a, type: int}]}");
  database.types.emplace(relation("mood"), model::RelationKind::Type);
  EXPECT_EQ(found(file, database),
            "conflict public.mood kind: the name is taken by something else\n"
            "blocked public.old.b column: waits for type public.mood, which cannot be created\n"
            "blocked public.old.g column: waits for column b, which cannot be added\n"
            "blocked public.old.u unique: waits for column b, which cannot be added\n"
            "blocked public.old.x exclude: waits for column b, which cannot be added\n");
}

// The server does not know the domain yet, and so cannot say that its checks would run.
TEST(BlockDependents, NoRowsMeetTheChecksOfANewDomain) {
  auto file = test::declared("  t: {columns: [{name: a, type: int}, {name: b, type: 'dom[]'}]}");
  file.domains = {{.name = relation("dom"),
                   .type = std::get<sql::TypeName>(sql::parse_type_name("text", name("public"))),
                   .default_value = {},
                   .collation = {},
                   .checks = {},
                   .unmodelled = {},
                   .origin = {}}};
  EXPECT_EQ(
      found(file, test::live("  t: {columns: [{name: a, type: int}]}")),
      "missing public.dom domain: domain is missing\n"
      "blocked public.t.b column: its type is a domain or made of one, whose checks and default would run on every "
      "existing row\n");
}

constexpr auto kReferring = "  t: {columns: [{name: n, type: int, references: {table: far, column: id}}]}\n";

TEST(BlockDependents, OnAKeyThatIsInConflict) {
  const auto file = test::declared(std::string(kReferring) +
                                   "  far: {columns: [{name: id, type: int}, {name: b, type: int}], "
                                   "unique: [{name: u, columns: [id]}]}");
  const auto database = test::live(
      "  far: {columns: [{name: id, type: int}, {name: b, type: int}], unique: [{name: u, columns: [b]}]}\n"
      "  t: {columns: [{name: n, type: int}]}");
  EXPECT_EQ(found(file, database),
            "blocked public.t.t_n_fkey foreign_key: waits for a key on public.far (id), which cannot be had\n"
            "conflict public.far.u columns: the constraint is over other columns\n");
}

TEST(BlockDependents, OnAKeyWhoseIndexIsInvalid) {
  const auto file = test::declared(std::string(kReferring) + "  far: {columns: [{name: id, type: int, unique: true}]}");
  auto database = test::live("  far: {columns: [{name: id, type: int}]}");
  auto key_index = test::declared(
      "  far: {columns: [{name: id, type: int}], "
      "indexes: [{name: far_id_key, unique: true, columns: [id]}]}");
  database.tables[0].indexes = key_index.tables[0].indexes;
  database.tables[0].indexes[0].valid = false;
  database.relations.emplace(relation("far_id_key"), model::Relation{model::RelationKind::Index, relation("far")});
  EXPECT_EQ(found(file, database),
            "missing public.t table: table is missing\n"
            "invalid public.far.far_id_key unique: its index is invalid: a CREATE INDEX CONCURRENTLY broke off; "
            "--repair-invalid-indexes builds it anew\n"
            "blocked public.t.t_n_fkey foreign_key: waits for a key on public.far (id), whose index is not valid\n");
  const auto mending_of_the_foreign_key = [&] { return test::differences(file, database).back().mending; };
  EXPECT_EQ(mending_of_the_foreign_key(), Mending::ByRepair);
  database.tables[0].indexes[0].is_being_built = true;
  EXPECT_EQ(mending_of_the_foreign_key(), Mending::ByTime);
}

// Nothing builds one anew that the file does not declare.
TEST(BlockDependents, OnAKeyThatAStrangeInvalidIndexMightSeemToBe) {
  const auto file = test::declared(std::string(kReferring) +
                                   "  far: {columns: [{name: id, type: int}, {name: b, type: int}], "
                                   "unique: [{name: u, columns: [id]}]}");
  auto database = test::live(
      "  far: {columns: [{name: id, type: int}, {name: b, type: int}], unique: [{name: u, columns: [b]}], "
      "indexes: [{name: strange, unique: true, columns: [id]}]}");
  database.tables[0].indexes[0].valid = false;
  const auto found = test::differences(file, database);
  const auto blocked = std::ranges::find(found, DifferenceClass::Blocked, &Difference::difference_class);
  ASSERT_NE(blocked, found.end());
  EXPECT_EQ(blocked->message, "waits for a key on public.far (id), which cannot be had");
  EXPECT_EQ(blocked->mending, Mending::ByHand);
}

TEST(BlockDependents, NotOnAKeyThatIsAddedOrAUniqueIndex) {
  const auto file = test::declared(std::string(kReferring) + "  far: {columns: [{name: id, type: int, unique: true}]}");
  EXPECT_EQ(found(file, test::live("  far: {columns: [{name: id, type: int}]}")),
            "missing public.t table: table is missing\n"
            "missing public.far.far_id_key unique: unique constraint is missing\n");
}

TEST(BlockDependents, OnAnUndeclaredTableWithoutTheKey) {
  const auto file = test::declared(kReferring);
  auto database = test::empty_database();
  database.relations.emplace(relation("far"), model::Relation{model::RelationKind::Table, std::nullopt});
  database.referable_keys = {{relation("far"), {name("id"), name("more")}}, {relation("other"), {name("id")}}};
  EXPECT_EQ(found(file, database),
            "missing public.t table: table is missing\n"
            "blocked public.t.t_n_fkey foreign_key: there is no unique key on public.far (id)\n");
  database.referable_keys.insert({relation("far"), {name("id")}});
  EXPECT_EQ(found(file, database), "missing public.t table: table is missing\n");
}

// A partition has the keys of its table; without a table there is no partition.
TEST(BlockDependents, OnAPartitionThatCannotBeCreated) {
  const auto file = test::declared(
      "  t: {columns: [{name: n, type: int, references: {table: near, column: id}}]}\n"
      "  far: {columns: [{name: id, type: int, primary_key: true}], partition_by: {list: [id]}, "
      "partitions: {near: {in: [\"1\"]}}}");
  EXPECT_EQ(found(file, test::empty_database()),
            "missing public.t table: table is missing\nmissing public.far table: table is missing\n");
  EXPECT_EQ(found(file, test::live("  far: {columns: [{name: id, type: int, primary_key: true}]}")),
            "missing public.t table: table is missing\n"
            "conflict public.far partition_by: the table is partitioned in another way; it has to be made anew\n"
            "blocked public.t.t_n_fkey foreign_key: waits for table public.near, which cannot be created\n");
}

TEST(BlockDependents, OnASequenceThatCannotBeCreated) {
  auto file = test::declared(
      "  new: {columns: [{name: n, type: bigint, default: nextval('S')}]}\n"
      "  old: {columns: [{name: a, type: int}, {name: n, type: bigint, default: \"nextval('public.s'::regclass)\"}]}\n"
      "  other: {columns: [{name: n, type: bigint, default: nextval('app.s')}]}");
  const model::Sequence sequence{.name = relation("s"),
                                 .type = std::get<sql::TypeName>(sql::parse_type_name("bigint", name("public"))),
                                 .options = {},
                                 .owned_by = {},
                                 .unmodelled = {},
                                 .origin = {}};
  file.sequences = {sequence};
  file.domains = {{.name = relation("dom"),
                   .type = sequence.type,
                   .default_value = file.tables.at(0).columns.at(0).default_value,
                   .collation = {},
                   .checks = {},
                   .unmodelled = {},
                   .origin = {}}};
  auto database = test::live("  old: {columns: [{name: a, type: int}]}");
  database.relations.emplace(relation("s"), model::Relation{model::RelationKind::View, std::nullopt});
  EXPECT_EQ(found(file, database),
            "blocked public.dom domain: waits for sequence public.s, which cannot be created\n"
            "conflict public.s kind: the name is taken by something else\n"
            "blocked public.new table: waits for sequence public.s, which cannot be created\n"
            "blocked public.old.n column: waits for sequence public.s, which cannot be created\n"
            "missing public.other table: table is missing\n");
  database.relations.erase(relation("s"));
  EXPECT_EQ(found(file, database),
            "missing public.dom domain: domain is missing\n"
            "missing public.s sequence: sequence is missing\n"
            "missing public.new table: table is missing\n"
            "missing public.old.n column: column is missing\n"
            "missing public.other table: table is missing\n");
}

TEST(BlockDependents, ASequenceOnItsOwner) {
  auto file = test::declared("  t: {columns: [{name: n, type: dom}]}");
  file.sequences = {{.name = relation("s"),
                     .type = std::get<sql::TypeName>(sql::parse_type_name("bigint", name("public"))),
                     .options = {},
                     .owned_by = model::ColumnReference{relation("t"), name("n")},
                     .unmodelled = {},
                     .origin = {}}};
  file.enums = {{relation("dom"), {"a"}, {}}};
  auto database = test::empty_database();
  database.types.emplace(relation("dom"), model::RelationKind::Domain);
  EXPECT_EQ(found(file, database),
            "conflict public.dom kind: the name is taken by something else\n"
            "missing public.s sequence: sequence is missing\n"
            "blocked public.s owned_by: waits for column n, which cannot be added\n"
            "blocked public.t table: waits for type public.dom, which cannot be created\n");
}

}  // namespace
}  // namespace pgreconcile::reconciler
