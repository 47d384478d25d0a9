#include "introspect/history.hpp"

#include <fmt/format.h>

#include "introspect/row.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::introspect {
namespace {

// One row. The names are looked up as names: to_regclass() fails without the right to use the schema.
constexpr auto kFind =
    "SELECT n.oid IS NOT NULL AS has_schema, c.oid IS NOT NULL AS has_table,"
    "       pg_catalog.gen_random_uuid() AS new_run,"
    "       (SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.oid IN (n.nspowner, c.relowner)"
    "           AND NOT r.rolsuper AND r.rolname <> CURRENT_USER"
    "           AND r.oid <> (SELECT d.datdba FROM pg_catalog.pg_database d"
    "                          WHERE d.datname = pg_catalog.current_database())"
    "         LIMIT 1) AS stranger"
    "  FROM (SELECT) AS one LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'pgreconcile'"
    "  LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = 'history'";

// A row for each run: its start, and what its end adds.
constexpr auto kRuns =
    "SELECT s.run, {0} AS started, {1} AS finished,"
    "       (pg_catalog.date_part('epoch', e.at - s.at) * 1000)::bigint AS duration_ms,"
    "       s.role, s.os_user, s.host, s.tool, s.file, COALESCE(e.outcome, '{3}') AS outcome, e.sqlstate, e.message,"
    "       COALESCE(e.steps, s.steps) AS steps"
    "  FROM pgreconcile.history s LEFT JOIN pgreconcile.history e ON e.run = s.run AND e.event = 'ended'"
    " WHERE s.event = 'started' ORDER BY s.at DESC, s.run LIMIT {2}";

std::string utc(std::string_view column) {
  return fmt::format(R"(pg_catalog.to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))", column);
}

std::optional<std::int64_t> optional_integer(const Row& row, const std::string& column) {
  if (!row.has(column)) return std::nullopt;
  return row.integer(column);
}

// Whoever may write to the table may have put anything there.
model::RecordedStep recorded_step(const nlohmann::json& json) {
  model::RecordedStep step;
  if (!json.is_object()) return step;
  const auto text = [&](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  step = {text("kind"), text("object"), text("sql"), text("state")};
  const auto duration = json.find("duration_ms");
  if (duration != json.end() && duration->is_number_integer()) step.duration_ms = duration->get<std::int64_t>();
  return step;
}

model::RecordedRun recorded_run(const Row& row) {
  model::RecordedRun run{.run = row.text("run"),
                         .started = row.text("started"),
                         .finished = row.optional_text("finished"),
                         .duration_ms = optional_integer(row, "duration_ms"),
                         .role = row.text("role"),
                         .os_user = row.text("os_user"),
                         .host = row.text("host"),
                         .tool = row.text("tool"),
                         .file = row.text("file"),
                         .outcome = row.text("outcome"),
                         .sqlstate = row.optional_text("sqlstate"),
                         .message = row.optional_text("message")};
  const auto steps = row.json("steps");
  if (!steps.is_array()) return run;
  for (const auto& step : steps) run.steps.push_back(recorded_step(step));
  return run;
}

}  // namespace

FoundHistory find_history(db::Session& session) {
  const auto rows = session.read(db::CatalogQuery{kFind});
  const Row row(rows, 0);
  if (const auto stranger = row.optional_text("stranger")) {
    throw Error(
        ErrorCode::Permission,
        fmt::format("the schema pgreconcile or its table history belongs to the role {}, whose code would be run",
                    sql::Identifier(*stranger).quoted()),
        "let it belong to this role, to the database's owner or to a superuser");
  }
  return {row.boolean("has_schema"), row.boolean("has_table"), row.text("new_run")};
}

std::optional<std::vector<model::RecordedRun>> recorded_runs(db::Session& session, std::int64_t limit) {
  if (!find_history(session).has_table) return std::nullopt;
  const auto rows =
      session.read(db::CatalogQuery{fmt::format(kRuns, utc("s.at"), utc("e.at"), limit, model::kUnfinished)});
  std::vector<model::RecordedRun> runs;
  each_row(rows, [&](const Row& row) { runs.push_back(recorded_run(row)); });
  return runs;
}

}  // namespace pgreconcile::introspect
