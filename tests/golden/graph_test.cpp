#include <gtest/gtest.h>

#include <string>

#include "src/render/graph.hpp"
#include "tests/support/differences.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::render {
namespace {

using test::matches_golden;

model::Database kraken() { return test::declared_file(test::project_file("schema.yaml")); }

// Names and types that both languages have to be told apart from their own words and signs.
constexpr auto kNastyFile = R"yaml(version: 1
tables:
  '"Weird ""Name"" <b>&% \ direction LR"':
    columns:
      - {name: pk, type: integer, primary_key: true}
      - {name: first name, type: timestamp with time zone}
      - {name: 1st, type: 'text[]'}
      - {name: 'a"b<c>&d#e;%%f*g*_h_~i~', type: double precision, nullable: false}
      - {name: 名前, type: 'numeric(10,6)[]'}
      - {name: ü, type: timestamp(3) with time zone}
      - name: parent
        type: integer
        references: {table: '"Weird ""Name"" <b>&% \ direction LR"', column: pk, name: 'direction TB "x" <i>'}
  to:
    columns:
      - {name: tenant, type: bigint}
      - {name: id, type: bigint}
      - {name: e-mail, type: varchar(320), unique: true}
    primary_key: [tenant, id]
  '"table-1"':
    columns:
      - {name: tenant, type: bigint, nullable: false}
      - {name: buyer, type: bigint, nullable: false}
      - {name: seller, type: bigint}
      - {name: one, type: billing.mood, unique: true, nullable: false, references: {table: billing.moods, column: mood}}
    foreign_keys:
      - {name: fk_buyer, columns: [tenant, buyer], references: {table: to, columns: [tenant, id]}}
      - {columns: [tenant, seller], references: {table: to, columns: [tenant, id]}}
)yaml";

constexpr auto kSeveralSchemas = R"yaml(version: 1
schema: app
tables:
  users:
    columns: [{name: id, type: bigint, primary_key: true}]
  billing.users:
    columns: [{name: id, type: bigint, primary_key: true, references: {table: users, column: id}}]
  audit.log:
    columns: [{name: at, type: timestamptz, nullable: false}]
  audit.notes:
    columns: [{name: note, type: text}]
)yaml";

constexpr auto kOrders = R"yaml(
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true}
      - {name: email, type: varchar(320), nullable: false}
  orders:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: customer_id, type: uuid, references: {table: customers, column: id, name: fk_customer}}
      - {name: seller_id, type: uuid, references: {table: customers, column: id, name: fk_seller}}
      - {name: price, type: "numeric(10,6)", nullable: false}
      - {name: note, type: text}
      - {name: country, type: text, default: app.home()}
  parcels:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: order_id, type: bigint, nullable: false, references: {table: orders, column: id}}
  places:
    columns: [{name: id, type: bigint, primary_key: true}])yaml";

constexpr auto kOrdersDatabase = R"yaml(
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true}
      - {name: email, type: varchar(320), nullable: false}
      - {name: 'old "tenant"', type: integer, nullable: false}
  orders:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: customer_id, type: uuid}
      - {name: seller_id, type: uuid, references: {table: customers, column: id, name: fk_seller, on_delete: cascade}}
      - {name: price, type: double precision}
      - {name: country, type: text, default: app.elsewhere()}
  places:
    columns: [{name: id, type: bigint, primary_key: true}])yaml";

Diagram compared(const model::Database& file, const model::LiveDatabase& database) {
  const test::ServerAnswers server{.expressions = {model::Sameness::Undecidable, "a function is not built in"}};
  return make_diagram(file, test::differences(file, database, server));
}

Diagram orders() { return compared(test::declared(kOrders), test::live(kOrdersDatabase)); }

TEST(GraphGolden, Kraken) {
  EXPECT_TRUE(matches_golden(mermaid(make_diagram(kraken())), "graph/kraken.mmd"));
  EXPECT_TRUE(matches_golden(dot(make_diagram(kraken())), "graph/kraken.dot"));
}

TEST(GraphGolden, OddNamesAndTypes) {
  const auto diagram = make_diagram(test::declared_file(kNastyFile));
  EXPECT_TRUE(matches_golden(mermaid(diagram), "graph/odd_names.mmd"));
  EXPECT_TRUE(matches_golden(dot(diagram), "graph/odd_names.dot"));
}

TEST(GraphGolden, SeveralSchemas) {
  const auto diagram = make_diagram(test::declared_file(kSeveralSchemas));
  EXPECT_TRUE(matches_golden(mermaid(diagram), "graph/several_schemas.mmd"));
  EXPECT_TRUE(matches_golden(dot(diagram), "graph/several_schemas.dot"));
}

TEST(GraphGolden, Marks) {
  EXPECT_TRUE(matches_golden(mermaid(orders()), "graph/marks.mmd"));
  EXPECT_TRUE(matches_golden(dot(orders()), "graph/marks.dot"));
}

TEST(GraphGolden, NothingDiffers) {
  EXPECT_TRUE(matches_golden(mermaid(compared(kraken(), test::live_of(kraken()))), "graph/converged.mmd"));
}

}  // namespace
}  // namespace pgreconcile::render
