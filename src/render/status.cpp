#include "src/render/status.hpp"

#include <fmt/format.h>

#include "src/base/utf8.hpp"
#include "src/render/recorded_run.hpp"
#include "src/render/text.hpp"

namespace pgreconcile::render {
namespace {

std::string heading(std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return fmt::format("{}: none\n", title);
  auto text = fmt::format("{}:\n", title);
  for (const auto& line : lines) text += fmt::format("     {}\n", line);
  return text;
}

std::string state(const model::InvalidIndex& index) {
  if (index.is_whole) return "; not on every partition";
  if (!index.is_being_built) return "; whether it is being built cannot be seen by this role";
  return *index.is_being_built ? "; it is being built" : "";
}

std::string invalid_indexes(const model::HalfDone& half_done) {
  std::vector<std::string> lines;
  for (const auto& index : half_done.invalid_indexes) {
    lines.push_back(printable(fmt::format("{} on {}{}", index.index.quoted(), index.table.quoted(), state(index))));
  }
  return heading("invalid indexes", lines);
}

std::string not_validated(const model::HalfDone& half_done) {
  std::vector<std::string> lines;
  for (const auto& [constraint, table] : half_done.not_validated) {
    lines.push_back(printable(fmt::format("{} on {}", constraint.quoted(), table.quoted())));
  }
  return heading("constraints not validated", lines);
}

std::string running(const DatabaseStatus& status) {
  if (status.server_role == ServerRole::Standby) return "running apply: cannot be seen from a standby\n";
  if (!status.running) return "running apply: none\n";
  return fmt::format("running apply: {}\n", to_string(*status.running));
}

std::string last_record(const LastRecord& last, const Style& style) {
  if (!last.unreadable.empty()) return fmt::format("last record: cannot be read: {}\n", printable(last.unreadable));
  if (!last.run) return "last record: none\n";
  auto text = fmt::format("last record: {}\n", recorded_run_line(*last.run, style));
  if (last.run->message) text += fmt::format("     {}\n", printable(*last.run->message));
  return text;
}

Json index_json(const model::InvalidIndex& index) {
  return {{"index", index.index.quoted()},
          {"table", index.table.quoted()},
          {"is_being_built", json_or_null(index.is_being_built)},
          {"is_whole", index.is_whole}};
}

}  // namespace

std::string status_text(const DatabaseStatus& status, const Style& style) {
  return summary_text(status.plan, style) + invalid_indexes(status.half_done) + not_validated(status.half_done) +
         running(status) + last_record(status.last_record, style);
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
