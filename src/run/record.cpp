#include "src/run/record.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "introspect/history.hpp"
#include "src/base/utf8.hpp"
#include "src/model/canonical_text.hpp"
#include "src/model/fingerprint.hpp"
#include "src/run/origin.hpp"
#include "src/sql/additive_gate.hpp"

namespace pgreconcile::run {
namespace {

using Json = nlohmann::ordered_json;

constexpr Timeouts kTimeouts{std::chrono::seconds(2), std::chrono::seconds(30)};

constexpr auto kTool = "pgreconcile " PGRECONCILE_VERSION;

constexpr auto kSchema = R"(CREATE SCHEMA IF NOT EXISTS "pgreconcile")";

// Columns are added in later versions, and none is changed: every version writes to this table.
constexpr auto kTable = R"(CREATE TABLE IF NOT EXISTS "pgreconcile"."history" (
  "run" uuid NOT NULL,
  "event" text NOT NULL,
  "at" timestamp with time zone NOT NULL,
  "role" text NOT NULL,
  "os_user" text NOT NULL,
  "host" text NOT NULL,
  "tool" text NOT NULL,
  "file" text NOT NULL,
  "steps" jsonb NOT NULL,
  "outcome" text,
  "sqlstate" text,
  "message" text,
  CONSTRAINT "history_pkey" PRIMARY KEY ("run", "event")
))";

// The first line: DETAIL, which --verbose shows, may hold users' data.
std::string first_line(std::string_view message) { return printable(message.substr(0, message.find('\n'))); }

Json step_json(const reconciler::Step& step, const char* state) {
  return {{"kind", to_string(step.kind)}, {"object", step.object}, {"sql", step.sql}, {"state", state}};
}

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// How a run that did not come to its end is told: itself, and the step that ran then.
struct Ending {
  const char* outcome;
  const char* step;
};

Ending ending_of(const Error& error) {
  if (error.code() == ErrorCode::Interrupted) return {"interrupted", "stopped"};
  if (error.is_lost_connection()) return {"connection lost", "stopped"};
  return {"failed", "failed"};
}

void set_failure(const Error& error, db::HistoryRow& row) {
  row.outcome = ending_of(error).outcome;
  if (!error.sqlstate().empty()) row.sqlstate = error.sqlstate();
  row.message = first_line(error.what());
}

}  // namespace

Record::Record(db::ConnectionTarget target, const model::Database& desired, ApplyObserver& next)
    : target_(std::move(target)), desired_(desired), next_(next) {}

void Record::begin(db::Session& session, const std::vector<reconciler::Step>& steps) {
  try {
    session.set_timeouts(kTimeouts);
    const auto found = introspect::find_history(session);
    // IF NOT EXISTS asks for the right to create before it looks.
    if (!found.has_schema) session.execute(sql::admit(kSchema));
    if (!found.has_table) session.execute(sql::admit(kTable));
    auto planned = Json::array();
    for (const auto& step : steps) planned.push_back(step_json(step, "planned"));
    run_ = found.new_run;
    session.add_to_history(row("started", text_of(planned)), kTimeouts);
  } catch (const Error& error) {
    // Of a row whose answer was lost nobody knows whether it is there: its end is written all the same.
    if (!error.is_lost_connection()) run_.clear();
    throw Error(error.code(), fmt::format("nothing is applied, because it cannot be recorded: {}", error.what()),
                error.code() == ErrorCode::Permission
                    ? "recording needs INSERT on pgreconcile.history, and CREATE on the database where that is not "
                      "there yet; or apply without --record"
                    : error.hint())
        .with_sqlstate(error.sqlstate());
  }
}

void Record::end(db::Session& session, const reconciler::Applied& applied) {
  if (run_.empty()) return;
  auto ended = row("ended", steps_text(applied));
  if (applied.failure) {
    set_failure(applied.failure->error, ended);
  } else {
    ended.outcome = to_string(applied.left.status());
  }
  add(session, ended);
}

void Record::on(const StepEnded& event) {
  durations_[event.step.sql] = event.elapsed;
  next_.on(event);
}

db::HistoryRow Record::row(std::string event, std::string steps) const {
  const auto origin = run::origin();
  return {.run = run_,
          .event = std::move(event),
          .os_user = origin.os_user,
          .host = origin.host,
          .tool = kTool,
          .file = model::fingerprint(model::canonical_texts(desired_)).digest(),
          .steps = std::move(steps)};
}

// On a connection of its own where the first one's broke, or where a late cancel request hit it.
void Record::add(db::Session& session, const db::HistoryRow& row) {
  try {
    session.add_to_history(row, kTimeouts);
  } catch (const Error&) {
    add_anew(row);
  }
}

void Record::add_anew(const db::HistoryRow& row) {
  try {
    db::Session session(target_);
    session.prepare_for_ddl({sql::Identifier("pg_catalog")});
    session.add_to_history(row, kTimeouts);
  } catch (const Error& error) {
    next_.on(NotRecorded{first_line(error.what())});
  }
}

std::string Record::steps_text(const reconciler::Applied& applied) const {
  auto steps = Json::array();
  const auto append = [&](const reconciler::Step& step, const char* in_state) {
    auto json = step_json(step, in_state);
    const auto duration = durations_.find(step.sql);
    if (duration != durations_.end()) json["duration_ms"] = duration->second.count();
    steps.push_back(std::move(json));
  };
  for (const auto& step : applied.done) append(step, "done");
  const auto& failure = applied.failure;
  if (failure && failure->step) append(*failure->step, ending_of(failure->error).step);
  return text_of(steps);
}

}  // namespace pgreconcile::run
