// What the model does not know: it is named, never taken for equal, and nothing is created beside it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

/// A feature of a live object that the file declares without it.
struct Feature {
  std::string name;
  std::string live;
  std::string object;
  std::string reason;
  std::string place;
};

std::ostream& operator<<(std::ostream& out, const Feature& feature) { return out << feature.name; }

constexpr const char* kFile = R"(version: 1
tables:
  t:
    columns:
      - {name: a, type: integer}
      - {name: b, type: text}
      - {name: n, type: integer, nullable: false}
    unique:
      - {name: u, columns: [a]}
    checks:
      - {name: c, expr: a > 0}
    indexes:
      - {name: i, columns: [b]}
)";

/// The declared table with one part replaced: `{"i", "INDEX i ON t (b) WHERE a > 0"}`.
std::string table_with(const std::string& part, const std::string& definition) {
  const auto choose = [&](const std::string& name, const std::string& plain) {
    return part == name ? definition : plain;
  };
  return "CREATE TABLE t (" + choose("a", "a integer") + ", " + choose("b", "b text") + ", " +
         choose("n", "n integer NOT NULL") + ", " + choose("u", "CONSTRAINT u UNIQUE (a)") + ", " +
         choose("c", "CONSTRAINT c CHECK (a > 0)") + ")" + (part == "t" ? definition : "") + "; CREATE " +
         choose("i", "INDEX i ON t (b)");
}

const Feature kFeatures[] = {
    {"parameters_of_a_key", table_with("u", "CONSTRAINT u UNIQUE (a) WITH (fillfactor = 50)"), "public.t.u",
     "WITH (fillfactor=50)", "9:9"},
};

class UnmodelledTest : public testing::TestWithParam<Feature> {};

TEST_P(UnmodelledTest, IsUnknownAndLeftAlone) {
  const auto& feature = GetParam();
  const Scenario scenario(kFile, feature.live);
  const auto before = scenario.database().dump_schema();
  const Differences expected{{"unknown", feature.object, "definition", "", feature.reason,
                              "has " + feature.reason + ", which pgreconcile cannot compare yet", "", feature.place}};
  const auto drift = scenario.drift();
  EXPECT_EQ(drift.exit_code, 2) << drift.errors;
  EXPECT_EQ(drift.differences, expected);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, IsEmpty());
  EXPECT_EQ(scenario.database().dump_schema(), before);
}

INSTANTIATE_TEST_SUITE_P(Features, UnmodelledTest, testing::ValuesIn(kFeatures),
                         [](const auto& test) { return test.param.name; });

TEST(Unmodelled, OptionsOfAnOperatorClassAreUnknown) {
  const std::string file = R"yaml(version: 1
tables:
  t:
    columns:
      - {name: b, type: text}
    indexes:
      - {name: i, method: gist, columns: [{expr: "to_tsvector('simple', b)"}]}
)yaml";
  const Scenario scenario(file,
                          "CREATE TABLE t (b text); "
                          "CREATE INDEX i ON t USING gist (to_tsvector('simple', b) tsvector_ops (siglen = 100))");
  const Differences expected{{"unknown", "public.i", "definition", "", "operator class options",
                              "has operator class options, which pgreconcile cannot compare yet", "", "7:9"}};
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, IsEmpty());
}

// An index that may be another one does not stand in for the declared one: it is missing, and the other is extra.
TEST(Unmodelled, NothingIsRenamedToWhatHasMoreThanWasDeclared) {
  const Scenario scenario(kFile, table_with("i", "INDEX other ON t (b) WHERE a > 0"));
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied, testing::ElementsAre("index create_index public.i"));
  ASSERT_EQ(apply.differences.size(), 1U);
  EXPECT_EQ(apply.differences.front().difference_class, "extra");
  EXPECT_EQ(apply.differences.front().object, "public.other");
}

TEST(Unmanaged, IsNamedAndNoDifference) {
  const Scenario scenario(kFile, table_with("", "") + R"(;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
    CREATE POLICY po ON t USING (true);
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING;
    CREATE STATISTICS st ON a, n FROM t;
    ALTER TABLE t REPLICA IDENTITY FULL;
    GRANT SELECT ON t TO PUBLIC)");
  const auto unmanaged = [](const std::string& kind, const std::string& name) {
    return ReportedDifference{
        "unmanaged", "public.t", kind, "", name, kind + " on the table: not managed by pgreconcile", "", "3:3"};
  };
  const Differences expected{unmanaged("grants", ""),           unmanaged("policy", "po"),
                             unmanaged("replica identity", ""), unmanaged("row security", ""),
                             unmanaged("rule", "ru"),           unmanaged("statistics", "st"),
                             unmanaged("trigger", "tr")};
  const auto drift = scenario.drift();
  EXPECT_EQ(drift.exit_code, 0) << drift.errors;
  EXPECT_EQ(drift.status, "converged");
  EXPECT_EQ(drift.differences, expected);
  EXPECT_EQ(scenario.apply().exit_code, 0);
}

}  // namespace
}  // namespace pgreconcile::test
