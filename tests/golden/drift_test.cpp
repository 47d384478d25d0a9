// What drift prints in other formats than text and JSON: render_test.cpp has those, with the same plans.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "src/render/drift.hpp"
#include "src/render/html_assets.hpp"
#include "src/render/markdown.hpp"
#include "src/render/picture.hpp"
#include "tests/support/differences.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::DifferenceClass;
using test::matches_golden;
using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::system_clock::time_point kAt{std::chrono::milliseconds(1'795'445'375'250)};
constexpr std::chrono::milliseconds kDuration{1'234};

const RunningApply kRunning{.who = "deploy (pid 4711), connected since 2026-11-23 07:01:12 UTC",
                            .pid = 4711,
                            .application_name = "deploy",
                            .connected_since = "2026-11-23 07:01:12 UTC",
                            .doing = "building index: scanning table, 42% of 2900 blocks",
                            .phase = "building index: scanning table",
                            .percent = 42,
                            .waits_for = {"reporter (pid 4712)"}};

// What was compared, and what came of it.
struct Compared {
  Drift drift;
  model::Database file;
};

Compared compared(const model::Database& file, const model::LiveDatabase& database) {
  const test::ServerAnswers server{.expressions = {model::Sameness::Undecidable, "a function is not built in"},
                                   .size = {200'000'000, false},
                                   .functions = model::Volatility::Volatile};
  return {{.plan = reconciler::make_plan(file, database, test::differences(file, database, server), {}),
           .at = kAt,
           .duration = kDuration},
          file};
}

// A shop whose database people have changed by hand: every class of difference, and every mark.
constexpr auto kShop = R"yaml(version: 1
tables:
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true, default: gen_random_uuid()}
      - {name: email, type: varchar(320), nullable: false, unique: true}
      - {name: referred_by, type: uuid, references: {table: customers, column: id, name: fk_referred_by}}
  countries:
    columns:
      - {name: code, type: varchar(2), primary_key: true}
      - {name: name, type: text, nullable: false}
  orders:
    columns:
      - {name: id, type: bigint, nullable: false}
      - {name: customer_id, type: uuid, references: {table: customers, column: id, on_delete: cascade, name: fk_customer}}
      - {name: seller_id, type: uuid, references: {table: customers, column: id, name: fk_seller}}
      - {name: country, type: varchar(2), nullable: false, references: {table: countries, column: code, name: fk_country}}
      - {name: price, type: "numeric(10,6)", nullable: false, default: 0}
      - {name: note, type: text, default: app.default_note()}
      - {name: token, type: uuid, default: gen_random_uuid()}
      - {name: placed_at, type: timestamptz}
    primary_key: [id]
    unique: [{name: orders_token_key, columns: [token]}]
    checks: [{name: price_not_negative, expr: price >= 0}]
    indexes:
      - {name: ix_orders_customer, columns: [customer_id]}
      - {name: ix_orders_placed, columns: [{column: placed_at, order: desc}]}
      - {name: ix_orders_broken, columns: [seller_id]}
  parcels:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: order_id, type: bigint, nullable: false, references: {table: orders, column: id, name: fk_order}}
      - {name: weight, type: "numeric(8,3)"}
    indexes: [{name: ix_parcels_order, columns: [order_id]}]
  settings:
    columns:
      - {name: key, type: text, primary_key: true}
      - {name: value, type: jsonb}
)yaml";

constexpr auto kShopDatabase = R"(
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true, default: gen_random_uuid()}
      - {name: email, type: varchar(255), nullable: false}
      - {name: referred_by, type: uuid, references: {table: customers, column: id, name: fk_referred_by}}
      - {name: tenant, type: integer, nullable: false}
    indexes: [{name: ux_email, unique: true, columns: [email]}]
  countries:
    columns:
      - {name: code, type: varchar(2), primary_key: true}
      - {name: name, type: text, nullable: false}
  orders:
    columns:
      - {name: id, type: bigint, nullable: false}
      - {name: customer_id, type: uuid}
      - {name: seller_id, type: uuid}
      - {name: country, type: varchar(2), nullable: false, references: {table: countries, column: code, name: fk_country}}
      - {name: price, type: double precision, nullable: false}
      - {name: note, type: text, default: "'none'"}
    primary_key: {name: orders_pkey, columns: [id]}
    checks: [{name: price_not_negative, expr: price > 0}]
    foreign_keys: [{name: orders_customer_fkey, columns: [customer_id], references: {table: customers, columns: [id]}}]
    indexes: [{name: orders_by_customer, columns: [customer_id]}, {name: ix_orders_broken, columns: [seller_id]}]
  settings:
    columns:
      - {name: key, type: text, primary_key: true}
      - {name: value, type: jsonb}
)";

model::Table& table_of(model::LiveDatabase& database, const std::string& table) {
  return *std::ranges::find(database.tables, test::relation(table), &model::Table::name);
}

Compared shop() {
  auto database = test::live(kShopDatabase);
  database.server.database = "shop";
  auto& indexes = table_of(database, "orders").indexes;
  std::ranges::find(indexes, test::name("ix_orders_broken"), &model::Index::name)->valid = false;
  database.unmanaged = {{test::relation("orders"), "trigger", "audit"}};
  return compared(test::declared_file(kShop), database);
}

Compared converged() {
  const auto file = test::declared_file(kShop);
  return compared(file, test::live_of(file));
}

Compared pending() {
  const auto file = test::declared_file(kShop);
  auto database = test::live_of(file);
  std::erase_if(table_of(database, "orders").indexes,
                [](const auto& index) { return index.name == test::name("ix_orders_placed"); });
  database.relations.erase(test::relation("ix_orders_placed"));
  auto result = compared(file, database);
  result.drift.running = kRunning;
  return result;
}

// Tables beside those of the file, one of them under a name that wants to be more than that.
Compared undeclared() {
  using model::RelationKind;
  const auto file = test::declared_file(kShop);
  auto database = test::live_of(file);
  database.server.database = "shop";
  database.tables_of_schemas = {
      {test::relation("orders"), RelationKind::Table},
      {test::relation("alembic_version"), RelationKind::Table},
      {test::relation("events"), RelationKind::PartitionedTable},
      {test::relation("rates"), RelationKind::ForeignTable},
      {test::relation("<b>|`\"x\"\n::error::"), RelationKind::Table},
  };
  return compared(file, database);
}

// What the README shows: an older release's database, which somebody has changed by hand.
Compared kraken() {
  const auto file = test::declared_file(test::project_file("schema.yaml"));
  auto database = test::live_of(file);
  auto& turns = table_of(database, "kraken_turns");
  std::erase_if(turns.columns, [](const auto& column) { return column.name == test::name("cache_read_tokens"); });
  const auto by_hand =
      test::live("  t: {columns: [{name: cost_usd, type: double precision}, {name: debug_note, type: text}]}");
  const auto cost = std::ranges::find(turns.columns, test::name("cost_usd"), &model::Column::name);
  const auto& other = by_hand.tables[0].columns;
  cost->type = other[0].type;
  cost->default_value.reset();
  turns.columns.push_back(other[1]);
  return compared(file, database);
}

// Names that want to be more than text wherever they stand.
Compared hostile() {
  constexpr auto kFile = R"yaml(version: 1
tables:
  '"</script><script>alert(1)</script>"':
    columns:
      - {name: '"><img src=x onerror=alert(1)>', type: integer, primary_key: true}
      - {name: "'><svg onload=alert(1)>", type: text}
      - name: '<!-- {{7*7}} ${alert(1)} `x` &lt;b&gt; ]]>'
        type: integer
        references: {table: '"</script><script>alert(1)</script>"', column: '"><img src=x onerror=alert(1)>', name: '</desc></svg><b>'}
      - {name: "right\u202Eto\u202Cleft", type: text}
      - {name: 名前の長い列名前の長い列, type: text}
  '"x"" onmouseover=""alert(1)"':
    columns: [{name: a, type: text, default: {literal: "</style></title></textarea><script>alert(1)</script>"}}]
)yaml";
  constexpr auto kDatabase = R"yaml(
  '"</script><script>alert(1)</script>"':
    columns:
      - {name: '"><img src=x onerror=alert(1)>', type: bigint, primary_key: true}
      - {name: 'javascript:alert(1)', type: text, nullable: false}
  '"x"" onmouseover=""alert(1)"':
    columns: [{name: a, type: text, default: {literal: '<script>alert(2)</script>'}}])yaml";
  auto database = test::live(kDatabase);
  database.server.database = "</title><script>alert(1)</script>\n\"\\";
  auto result = compared(test::declared_file(kFile), database);
  result.drift.running = kRunning;
  result.drift.running->who = "<img src=x onerror=alert(1)> (pid 4711), connected since an unknown time";
  return result;
}

// Ten differences a table.
Compared large(int tables) {
  Compared result = converged();
  std::string file = "version: 1\ntables:\n";
  for (int table = 0; table < tables; ++table) {
    const auto name = fmt::format("measurements_{}", table);
    file += fmt::format("  {}:\n    columns:\n", name);
    for (int column = 0; column < 10; ++column) {
      file += fmt::format("      - {{name: value_{}, type: 'numeric(10,6)'}}\n", column);
      const auto object = fmt::format("public.{}.value_{}", name, column);
      result.drift.plan.differences.push_back(
          {.difference_class = DifferenceClass::Conflict,
           .object = object,
           .attribute = "type",
           .desired = "numeric(10,6)",
           .live = "double precision",
           .message = "the column has another type",
           .manual_sql = fmt::format("ALTER TABLE public.{} ALTER COLUMN value_{} TYPE numeric(10,6);", name, column),
           .source = {"schema.yaml", 10, 9}});
    }
  }
  result.file = test::declared_file(file);
  return result;
}

std::string html(const Compared& compared) { return drift_html(compared.drift, compared.file); }

Picture picture(const Compared& compared) {
  return drift_picture(make_diagram(compared.file, compared.drift.plan.differences));
}

// By a parser that knows nothing of us.
testing::AssertionResult is_sound_html(const std::string& page) {
  const test::TemporaryFile file(page, "page.html");
  const auto result = test::run({"python3", PGRECONCILE_SOURCE_DIR "/tests/support/check_html.py", file.path()});
  if (result.exit_code == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << result;
}

// All pages have the same style and script: only that of the converged database is kept with them.
std::string without_style_and_script(std::string page) {
  for (const auto* asset : {kHtmlStyle, kHtmlScript}) {
    const auto at = page.find(asset);
    if (at != std::string::npos) page.erase(at, std::string_view(asset).size());
  }
  return page;
}

void expect_page(const Compared& compared, const std::string& golden) {
  const auto page = html(compared);
  EXPECT_TRUE(is_sound_html(page));
  EXPECT_TRUE(matches_golden(without_style_and_script(page), golden));
}

// As strict as the text format is: each metric has its HELP, its TYPE, and then its samples, none of them twice.
testing::AssertionResult are_sound_metrics(const std::string& text) {
  static const std::regex kMetric("# HELP ([a-z_]+) [^\n]+\n# TYPE \\1 gauge\n((?:\\1(?:\\{[^\n]*\\})? [0-9.]+\n)+)");
  static const std::regex kSample(
      "[a-z_]+(?:\\{[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"(?:,[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\")*\\})? "
      "[0-9]+(?:\\.[0-9]+)?");
  std::set<std::string> seen;
  std::string rest = text;
  for (std::smatch metric; !rest.empty(); rest = metric.suffix()) {
    if (!std::regex_search(rest, metric, kMetric, std::regex_constants::match_continuous)) {
      return testing::AssertionFailure() << "no metric begins here: " << rest;
    }
    std::istringstream samples(metric[2]);
    for (std::string sample; std::getline(samples, sample);) {
      if (!std::regex_match(sample, kSample)) return testing::AssertionFailure() << "no sample: " << sample;
      if (!seen.insert(sample.substr(0, sample.rfind(' '))).second) {
        return testing::AssertionFailure() << "twice: " << sample;
      }
    }
  }
  return testing::AssertionSuccess();
}

TEST(DriftMetrics, OfEveryClass) { EXPECT_TRUE(matches_golden(drift_prometheus(shop().drift), "drift/shop.prom")); }

TEST(DriftMetrics, OfNone) {
  EXPECT_EQ(drift_prometheus(converged().drift),
            R"prom(# HELP pgreconcile_drift_differences Differences between the schema file and the database, by class.
# TYPE pgreconcile_drift_differences gauge
pgreconcile_drift_differences{database="kraken",class="missing"} 0
pgreconcile_drift_differences{database="kraken",class="conflict"} 0
pgreconcile_drift_differences{database="kraken",class="blocked"} 0
pgreconcile_drift_differences{database="kraken",class="invalid"} 0
pgreconcile_drift_differences{database="kraken",class="extra"} 0
pgreconcile_drift_differences{database="kraken",class="renamed"} 0
pgreconcile_drift_differences{database="kraken",class="unknown"} 0
pgreconcile_drift_differences{database="kraken",class="unmanaged"} 0
# HELP pgreconcile_converged Whether nothing is missing or in the way: 1, or else 0.
# TYPE pgreconcile_converged gauge
pgreconcile_converged{database="kraken"} 1
# HELP pgreconcile_apply_running Whether there are differences and an apply runs, whose work they may be: 1, or else 0.
# TYPE pgreconcile_apply_running gauge
pgreconcile_apply_running{database="kraken"} 0
# HELP pgreconcile_last_run_timestamp_seconds When the last comparison ended, in seconds since 1970.
# TYPE pgreconcile_last_run_timestamp_seconds gauge
pgreconcile_last_run_timestamp_seconds{database="kraken"} 1795445375.250
# HELP pgreconcile_run_duration_seconds How long the last comparison took.
# TYPE pgreconcile_run_duration_seconds gauge
pgreconcile_run_duration_seconds{database="kraken"} 1.234
)prom");
}

TEST(DriftMetrics, WhileAnApplyRuns) {
  EXPECT_THAT(drift_prometheus(pending().drift), HasSubstr("\npgreconcile_apply_running{database=\"kraken\"} 1\n"));
}

TEST(DriftMetrics, TheNameOfTheDatabaseStaysWithinItsQuotes) {
  auto drift = converged().drift;
  drift.plan.server.database = "a\"b\\c\nd";
  EXPECT_THAT(drift_prometheus(drift), HasSubstr("\npgreconcile_converged{database=\"a\\\"b\\\\c\\nd\"} 1\n"));
  EXPECT_TRUE(are_sound_metrics(drift_prometheus(drift)));
}

// What node_exporter refuses, it refuses with the whole file.
TEST(DriftMetrics, CanBeRead) {
  for (const auto& compared : {shop(), converged(), pending(), hostile()}) {
    EXPECT_TRUE(are_sound_metrics(drift_prometheus(compared.drift)));
  }
  EXPECT_FALSE(are_sound_metrics("a 1\n"));
  EXPECT_FALSE(are_sound_metrics("# HELP a A.\n# TYPE a gauge\na{b=\"c\"d\"} 1\n"));
  EXPECT_FALSE(are_sound_metrics("# HELP a A.\n# TYPE a gauge\na 1\na 2\n"));
}

// Alerts that ask for what is not there never fire.
TEST(CronRecipes, AskForMetricsThatThereAre) {
  const auto metrics = drift_prometheus(shop().drift);
  for (const std::string file : {"alerts.yaml", "grafana-dashboard.json"}) {
    const auto text = test::project_file("ci/recipes/cron/" + file);
    const std::regex name("pgreconcile_[a-z_]+");
    int count = 0;
    for (std::sregex_iterator found(text.begin(), text.end(), name); found != std::sregex_iterator();
         ++found, ++count) {
      EXPECT_THAT(metrics, HasSubstr("\n# TYPE " + found->str() + " gauge\n")) << file;
    }
    EXPECT_GE(count, 5) << file;
  }
  const auto dashboard = nlohmann::json::parse(test::project_file("ci/recipes/cron/grafana-dashboard.json"));
  for (const auto& panel : dashboard.at("panels")) {
    for (const auto& target : panel.at("targets")) {
      EXPECT_THAT(target.at("expr").get<std::string>(), HasSubstr("pgreconcile_")) << panel.at("title");
    }
  }
}

TEST(DriftWhileAnApplyRuns, IsToldAtTheTop) {
  const auto drift = pending().drift;
  EXPECT_TRUE(matches_golden(drift_text(drift, Style(Color::Off)), "drift/running.txt"));
  EXPECT_TRUE(matches_golden(drift_json(drift), "drift/running.json"));
  const auto file = test::declared_file(kShop);
  const std::vector<std::string> files{"schema.yaml"};
  EXPECT_TRUE(matches_golden(drift_markdown(drift, {file, files}), "drift/running.md"));
}

TEST(DriftOfUndeclaredTables, IsToldInEveryFormat) {
  const auto compared = undeclared();
  const auto& drift = compared.drift;
  EXPECT_TRUE(matches_golden(drift_text(drift, Style(Color::Off)), "drift/undeclared.txt"));
  EXPECT_TRUE(matches_golden(drift_json(drift), "drift/undeclared.json"));
  const auto file = test::declared_file(kShop);
  const std::vector<std::string> files{"schema.yaml"};
  EXPECT_TRUE(matches_golden(drift_markdown(drift, {file, files}), "drift/undeclared.md"));
  EXPECT_TRUE(matches_golden(drift_prometheus(drift), "drift/undeclared.prom"));
  expect_page(compared, "drift/undeclared.html");
}

TEST(DriftPage, WithEveryClassOfDifference) {
  const auto compared = shop();
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    EXPECT_GT(compared.drift.plan.count(difference_class), 0U) << to_string(difference_class);
  }
  expect_page(compared, "drift/shop.html");
}

TEST(DriftPage, OfTheReadme) { expect_page(kraken(), "drift/kraken.html"); }

TEST(DriftPage, WithNone) {
  EXPECT_TRUE(is_sound_html(html(converged())));
  EXPECT_TRUE(matches_golden(html(converged()), "drift/converged.html"));
}

TEST(DriftPage, WhileAnApplyRuns) { expect_page(pending(), "drift/running.html"); }

TEST(DriftPage, NamesAreTextAndNothingElse) { expect_page(hostile(), "drift/hostile.html"); }

TEST(DriftPage, OfManyDifferences) {
  const auto page = html(large(1'000));
  EXPECT_LT(page.size(), 7'000'000U);
  EXPECT_THAT(page, HasSubstr("<summary>940 tables more that differ are not drawn</summary><p>measurements_60, "));
}

TEST(DriftPage, SqlOfALongReportIsShownOnRequest) {
  auto compared = large(11);
  EXPECT_TRUE(is_sound_html(html(compared)));
  EXPECT_THAT(html(compared), HasSubstr("<details class=\"sql\"><summary>"));
  EXPECT_THAT(html(compared), Not(HasSubstr("<details class=\"sql\" open>")));
  compared.drift.plan.differences.resize(100);
  EXPECT_THAT(html(compared), HasSubstr("<details class=\"sql\" open><summary>"));
}

TEST(DriftPicture, LeavesOutWhatDoesNotDiffer) {
  const auto svg = picture(shop()).svg;
  EXPECT_THAT(svg, HasSubstr(">countries</text>")) << "an order refers to it";
  EXPECT_THAT(svg, Not(HasSubstr(">settings</text>")));
  EXPECT_EQ(picture(converged()).svg, "");
}

}  // namespace
}  // namespace pgreconcile::render
