#include "src/render/status.hpp"

#include <fmt/format.h>

#include <span>

#include "src/base/utf8.hpp"
#include "src/render/recorded_run.hpp"
#include "src/render/text.hpp"

namespace pgreconcile::render {
namespace {

constexpr std::size_t kColumn = 27;

// What is asked, and what there is of it, below one another.
std::string row(std::string_view title, const std::vector<std::string>& lines, const Style& style) {
  if (lines.empty()) return row(title, {"none"}, style);
  auto text = style.bold(title) + std::string(kColumn - title.size(), ' ') + lines.front() + "\n";
  for (const auto& line : std::span(lines).subspan(1)) text += fmt::format("{:{}}{}\n", "", kColumn, line);
  return text;
}

std::string state(const model::InvalidIndex& index) {
  if (index.is_whole) return "; not on every partition";
  if (!index.is_being_built) return "; whether it is being built cannot be seen by this role";
  return *index.is_being_built ? "; it is being built" : "";
}

std::vector<std::string> invalid_indexes(const model::HalfDone& half_done) {
  std::vector<std::string> lines;
  for (const auto& index : half_done.invalid_indexes) {
    lines.push_back(printable(fmt::format("{} on {}{}", index.index.quoted(), index.table.quoted(), state(index))));
  }
  return lines;
}

std::vector<std::string> not_validated(const model::HalfDone& half_done) {
  std::vector<std::string> lines;
  for (const auto& [constraint, table] : half_done.not_validated) {
    lines.push_back(printable(fmt::format("{} on {}", constraint.quoted(), table.quoted())));
  }
  return lines;
}

std::vector<std::string> running(const DatabaseStatus& status) {
  if (status.server_role == ServerRole::Standby) return {"cannot be seen from a standby"};
  if (!status.running) return {};
  if (status.running->doing.empty()) return {status.running->who};
  return {status.running->who, status.running->doing};
}

std::vector<std::string> last_record(const LastRecord& last, const Style& style) {
  if (!last.unreadable.empty()) return {fmt::format("cannot be read: {}", printable(last.unreadable))};
  if (!last.run) return {};
  std::vector<std::string> lines{recorded_run_line(*last.run, style)};
  if (last.run->message) lines.push_back(printable(*last.run->message));
  return lines;
}

std::string advice(const DatabaseStatus& status) {
  if (status.running) return "Wait for the apply that runs, and look again.\n";
  switch (status.plan.status()) {
    case reconciler::Status::Converged:
      return "";
    case reconciler::Status::Pending:
      return "Run pgreconcile plan to see the steps.\n";
    case reconciler::Status::Conflict:
      return "Run pgreconcile drift to see what differs.\n";
  }
  return {};
}

Json index_json(const model::InvalidIndex& index) {
  return {{"index", index.index.quoted()},
          {"table", index.table.quoted()},
          {"is_being_built", json_or_null(index.is_being_built)},
          {"is_whole", index.is_whole}};
}

}  // namespace

std::string status_text(const DatabaseStatus& status, const Style& style) {
  return row("invalid indexes", invalid_indexes(status.half_done), style) +
         row("constraints not validated", not_validated(status.half_done), style) +
         row("running apply", running(status), style) +
         row("last record", last_record(status.last_record, style), style) + "\n" + summary_text(status.plan, style) +
         advice(status);
}

std::string status_json(const DatabaseStatus& status) {
  auto json = json_head(status.plan.server, "status");
  json["status"] = to_string(status.plan.status());
  json["summary"] = json_summary(status.plan);
  auto& indexes = json["invalid_indexes"] = Json::array();
  for (const auto& index : status.half_done.invalid_indexes) indexes.push_back(index_json(index));
  auto& constraints = json["not_validated"] = Json::array();
  for (const auto& [constraint, table] : status.half_done.not_validated) {
    constraints.push_back({{"constraint", constraint.quoted()}, {"table", table.quoted()}});
  }
  json["is_standby"] = status.server_role == ServerRole::Standby;
  json["running"] = running_json(status.running);
  json["last_record"] = status.last_record.run ? recorded_run_json(*status.last_record.run) : Json();
  json["record_unreadable"] = status.last_record.unreadable;
  return json_text(json);
}

}  // namespace pgreconcile::render
