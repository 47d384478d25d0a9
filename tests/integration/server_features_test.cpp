// What newer releases brought: created where the server knows it, and refused by its name where it does not.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct ServerFeature {
  std::string name;
  int since;
  std::string table;  ///< the rest of the table t, whose columns begin with a and b
  std::string message;
};

std::ostream& operator<<(std::ostream& out, const ServerFeature& feature) { return out << feature.name; }

const ServerFeature kServerFeatures[] = {
    {"compression", 14, "      - {name: c, type: text, compression: pglz}\n", "8:9: \"compression\""},
    {"multirange", 14, "      - {name: c, type: int4multirange}\n", "8:9: \"int4multirange\""},
    {"negative_scale", 15, "      - {name: c, type: \"numeric(3,-2)\"}\n", "8:9: \"numeric(3,-2)\""},
    {"nulls_not_distinct_key", 15, "    unique: [{name: u, columns: [b], nulls_not_distinct: true}]\n",
     "8:14: \"nulls_not_distinct\""},
    {"nulls_not_distinct_index", 15, "    indexes: [{name: i, columns: [b], unique: true, nulls_not_distinct: true}]\n",
     "8:15: \"nulls_not_distinct\""},
    {"columns_set_on_delete", 15,
     "    foreign_keys: [{columns: [b], references: {table: t, columns: [a], on_delete: {set null: [b]}}}]\n",
     "8:20: \"on_delete with columns\""},
};

class ServerFeatureTest : public testing::TestWithParam<ServerFeature> {};

TEST_P(ServerFeatureTest, IsCreatedOrRefusedByItsName) {
  const auto& feature = GetParam();
  const Scenario scenario(
      "version: 1\ntables:\n  t:\n    primary_key: [a]\n    columns:\n      - {name: a, type: integer}\n"
      "      - {name: b, type: integer}\n" +
      feature.table);
  if (server_major() >= feature.since) {
    const auto apply = scenario.apply();
    EXPECT_EQ(apply.exit_code, 0) << apply.errors;
    EXPECT_EQ(apply.status, "converged");
    EXPECT_THAT(scenario.drift().differences, IsEmpty());
    return;
  }
  const auto plan = scenario.plan_sql();
  EXPECT_EQ(plan.exit_code, 65) << plan;
  EXPECT_EQ(plan.output, "");
  EXPECT_THAT(plan.errors, HasSubstr(fmt::format("schema.yaml:{} needs PostgreSQL {}; the server is {}.",
                                                 feature.message, feature.since, server_major())));
}

INSTANTIATE_TEST_SUITE_P(Since, ServerFeatureTest, testing::ValuesIn(kServerFeatures), [](const auto& feature) {
  return fmt::format("{}_{}", feature.param.since, feature.param.name);
});

}  // namespace
}  // namespace pgreconcile::test
