// The command line of export: which part of a database it prints, whole, and what it refuses.

#include <gtest/gtest.h>

#include "tests/support/database.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

constexpr auto kOrders = R"(  orders:
    columns:
      - {name: id, type: bigint}
      - {name: state, type: billing.state}
    primary_key: [id]
)";

constexpr auto kInvoices = R"(
    columns:
      - {name: id, type: integer, nullable: false}
    checks:
      - {name: positive, expr: id > 0}
)";

class ExportCommand : public testing::Test {
 protected:
  ExportCommand() {
    database_.execute(R"(
      CREATE SCHEMA billing; CREATE SCHEMA "Odd Schema";
      CREATE TYPE billing.state AS ENUM ('open', 'paid');
      CREATE TABLE orders (id bigint PRIMARY KEY, state billing.state);
      CREATE TABLE order_items (order_id bigint REFERENCES orders, note text DEFAULT 'none');
      CREATE TABLE "Order ""x"".*" (a integer);
      CREATE TABLE "Odd Schema".orders (a integer);
      CREATE TABLE billing.invoices (id integer NOT NULL, CONSTRAINT positive CHECK (id > 0));
      CREATE VIEW billing.seen AS SELECT 1 AS one)");
  }

  ProcessResult run_export(const std::vector<std::string>& options, const ProcessOptions& process = {}) const {
    std::vector<std::string> arguments{"export", "--database-url", database_.url()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_tool(arguments, process);
  }

  /// Expects that this is all that it prints.
  void expect_file(const std::vector<std::string>& options, const std::string& file) const {
    EXPECT_EQ(run_export(options), (ProcessResult{.exit_code = 0, .output = file, .errors = ""}))
        << testing::PrintToString(options);
  }

  TestDatabase database_;
};

TEST_F(ExportCommand, TablesThatFitAPatternWithWhatTheyNeed) {
  expect_file({"--table", "public.order*"}, std::string(R"(version: 1
schemas: [billing]
enums:
  billing.state: [open, paid]
tables:
  order_items:
    columns:
      - {name: order_id, type: bigint}
      - {name: note, type: text, default: {literal: none}}
    foreign_keys:
      - name: order_items_order_id_fkey
        columns: [order_id]
        references: {table: orders, columns: [id]}
)") + kOrders);
}

TEST_F(ExportCommand, TablesOfSeveralPatterns) {
  expect_file({"--table", "public.orders", "--table", "billing.*"}, std::string(R"(version: 1
schemas: [billing]
enums:
  billing.state: [open, paid]
tables:
)") + kOrders + "  billing.invoices:" + kInvoices);
}

TEST_F(ExportCommand, APatternWithoutASchemaIsOfAllOfThem) {
  expect_file({"--table", "orders"}, std::string(R"(version: 1
schemas: [Odd Schema, billing]
enums:
  billing.state: [open, paid]
tables:
)") + kOrders + R"(  '"Odd Schema".orders':
    columns:
      - {name: a, type: integer}
)");
}

// Each is exact, as all names are: what would be quotes in SQL is a part of the name here.
TEST_F(ExportCommand, NamesThatSqlWouldQuote) {
  const std::string odd = R"(version: 1
tables:
  '"Order ""x"".*"':
    columns:
      - {name: a, type: integer}
)";
  expect_file({"--table", "Order \"x\"*"}, odd);
  expect_file({"--table", "public.Order \"x\".*"}, odd);
  expect_file({"--schema", "Odd Schema"}, R"(version: 1
schema: Odd Schema
tables:
  orders:
    columns:
      - {name: a, type: integer}
)");
}

TEST_F(ExportCommand, ASchemaNamesWhatItLeavesOut) {
  const auto whole = run_export({"--schema", "billing"});
  EXPECT_EQ(whole, (ProcessResult{.exit_code = 0,
                                  .output = std::string(R"(# What the format cannot say, and is not in this file:
# - billing.seen: view
version: 1
schema: billing
enums:
  state: [open, paid]
tables:
  invoices:)") + kInvoices,
                                  .errors = "pgreconcile: warning: not in the file: billing.seen: view\n"}));
  auto quiet = whole;
  quiet.errors = "";
  EXPECT_EQ(run_export({"--schema", "billing", "--quiet"}), quiet);
  EXPECT_EQ(run_export({}, {.environment = {{"PGRECONCILE_SCHEMA", "billing"}}}), whole);
}

TEST_F(ExportCommand, TablesWithinSchemas) {
  expect_file({"--schema", "Odd Schema", "--schema", "billing", "--table", "orders", "--table", "inv*"},
              std::string(R"(version: 1
schema: Odd Schema
schemas: [billing]
tables:
  orders:
    columns:
      - {name: a, type: integer}
  billing.invoices:)") +
                  kInvoices);
}

// An empty file would be taken for an empty database.
TEST_F(ExportCommand, WhatIsNotThereIsRefused) {
  const auto refused = [&](const std::vector<std::string>& options, const std::string& errors) {
    EXPECT_EQ(run_export(options),
              (ProcessResult{.exit_code = 64, .output = "", .errors = "pgreconcile: error: " + errors}));
  };
  refused({"--table", "orders", "--table", "oders*"}, "no table's name fits \"oders*\"\n");
  refused({"--table", "seen"}, "no table's name fits \"seen\"\n");  // it is a view
  refused({"--schema", "billing", "--table", "orders"}, "no table's name fits \"orders\"\n");
  refused({"--schema", "odd schema"}, "the database has no schema \"odd schema\" to export\n");
  refused({"--table", ""}, "--table: the value is empty\nHINT: see pgreconcile export --help\n");
  refused({"--table", "orders", "order_items"}, "not expected: order_items\nHINT: see pgreconcile export --help\n");
}

}  // namespace
}  // namespace pgreconcile::test
