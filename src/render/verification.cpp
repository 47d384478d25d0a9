#include "src/render/verification.hpp"

#include <fmt/format.h>

#include "src/base/utf8.hpp"
#include "src/render/json_object.hpp"

namespace pgreconcile::render {
namespace {

std::string seconds(std::chrono::milliseconds duration) {
  return fmt::format("{:.2f} s", std::chrono::duration<double>(duration).count());
}

bool is_failed(const Verification& verification, const VerifyStage& stage) {
  return verification.failure && &stage == &verification.stages.back();
}

// `apply again   0.03 s  nothing to do`
std::string stage_line(const Verification& verification, const VerifyStage& stage, const Style& style) {
  const auto result = is_failed(verification, stage) ? style.red("failed") : stage.result;
  return fmt::format("{:<15}{:>8}  {}\n", stage.name, seconds(stage.duration), result);
}

std::string subject(const Verification& verification) {
  const auto& files = verification.files;
  return files.size() == 1 ? printable(files.front()) : fmt::format("{} files", files.size());
}

std::string summary(const Verification& verification, const Style& style) {
  if (!verification.is_proven()) {
    return fmt::format("{}: {}: {} failed.\n", subject(verification), style.red("not proven"),
                       verification.stages.back().name);
  }
  return fmt::format("{}: {} on PostgreSQL {}, in {}.\n", subject(verification), style.green("proven"),
                     verification.server->version, seconds(verification.duration));
}

Json stage_json(const VerifyStage& stage) {
  return {{"stage", stage.name}, {"result", stage.result}, {"duration_ms", stage.duration.count()}};
}

Json failure_json(const Verification& verification) {
  if (!verification.failure) return {};
  const auto& [object, message, hint] = *verification.failure;
  return {{"stage", verification.stages.back().name}, {"object", object}, {"message", message}, {"hint", hint}};
}

}  // namespace

std::string verification_text(const Verification& verification, const Style& style) {
  std::string text;
  for (const auto& stage : verification.stages) text += stage_line(verification, stage, style);
  return text + summary(verification, style);
}

std::string verification_json(const Verification& verification) {
  auto json = json_head(verification.server, "verify");
  json["proven"] = verification.is_proven();
  json["files"] = verification.files;
  json["server_bin"] = verification.server_bin;
  auto& stages = json["stages"] = Json::array();
  for (const auto& stage : verification.stages) stages.push_back(stage_json(stage));
  json["failed"] = failure_json(verification);
  json["duration_ms"] = verification.duration.count();
  return json_text(json);
}

}  // namespace pgreconcile::render
