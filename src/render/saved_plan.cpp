#include "src/render/saved_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/base/error.hpp"
#include "src/model/sha256.hpp"
#include "src/render/saved_plan_json.hpp"

namespace pgreconcile::render {
namespace {

/// With its keys sorted: the other kind looks for each among all.
using Parsed = nlohmann::json;
using reconciler::Phase;
using std::chrono::milliseconds;

constexpr auto kMakeAnew = "make the plan anew with plan --save";

constexpr auto kPhases = std::to_array<Phase>({Phase::Enum, Phase::Create, Phase::Column, Phase::Index, Phase::Attach,
                                               Phase::Constraint, Phase::Validate, Phase::Repair});

[[noreturn]] void refuse(const std::string& place, const std::string& cause, const std::string& hint = kMakeAnew) {
  throw Error(ErrorCode::SchemaFile, fmt::format("{}: {}", place, cause), hint);
}

// A value of the file, and where it stands: `steps[2].sql`.
class Value {
 public:
  Value(const Parsed& json, std::string file, std::string path = "")
      : json_(&json), file_(std::move(file)), path_(std::move(path)) {}

  Value at(const std::string& key) const {
    const auto path = path_.empty() ? key : path_ + "." + key;
    if (!json_->is_object()) wrong("an object");
    const auto found = json_->find(key);
    if (found == json_->end()) refuse(file_, fmt::format("\"{}\" is missing", path));
    return {*found, file_, path};
  }

  std::vector<Value> items() const {
    if (!json_->is_array()) wrong("a list");
    std::vector<Value> items;
    for (const auto& item : *json_) items.emplace_back(item, file_, fmt::format("{}[{}]", path_, items.size()));
    return items;
  }

  std::map<std::string, std::string> texts_by_key() const {
    if (!json_->is_object()) wrong("an object");
    std::map<std::string, std::string> texts;
    for (const auto& [key, value] : json_->items()) texts.emplace(key, Value(value, file_, path_).text());
    return texts;
  }

  std::string text() const { return is_a<std::string>(json_->is_string(), "a string"); }
  bool flag() const { return is_a<bool>(json_->is_boolean(), "true or false"); }
  std::int64_t integer() const { return is_a<std::int64_t>(json_->is_number_integer(), "a whole number"); }
  milliseconds duration() const { return milliseconds(integer()); }
  bool is_null() const { return json_->is_null(); }

  Phase phase() const { return one_of(kPhases, "a phase"); }
  reconciler::StepKind step_kind() const { return one_of(reconciler::kStepKinds, "a kind of step"); }
  reconciler::DifferenceClass difference_class() const { return one_of(reconciler::kDifferenceClasses, "a class"); }

  sql::Identifier identifier() const {
    auto name = text();
    if (name.empty() || name.size() > sql::kMaxIdentifierBytes) wrong("a name");
    return sql::Identifier(std::move(name));
  }

 private:
  [[noreturn]] void wrong(const char* expected) const {
    refuse(file_, fmt::format("\"{}\" is not {}", path_, expected));
  }

  // The one that is called so.
  template <typename All>
  typename All::value_type one_of(const All& all, const char* expected) const {
    const auto name = text();
    const auto found = std::ranges::find(all, name, [](auto each) { return to_string(each); });
    if (found == all.end()) wrong(expected);
    return *found;
  }

  template <typename Result>
  Result is_a(bool has_type, const char* expected) const {
    if (!has_type) wrong(expected);
    return json_->get<Result>();
  }

  const Parsed* json_;
  std::string file_;
  std::string path_;
};

Parsed parse(std::string_view text, const std::string& file) {
  try {
    return Parsed::parse(text);
  } catch (const Parsed::parse_error& error) {
    // Its own words differ from release to release.
    const auto before = text.substr(0, std::min(text.size(), error.byte > 0 ? error.byte - 1 : 0));
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto column = before.size() - (before.rfind('\n') + 1) + 1;
    refuse(fmt::format("{}:{}:{}", file, line, column), "not JSON");
  }
}

void check_origin(const Value& root, const std::string& file) {
  if (root.at("command").text() != "plan") refuse(file, "is not a plan", kMakeAnew);
  const auto version = root.at("format_version").integer();
  const auto tool = root.at("tool").text();
  if (version != kFormatVersion) {
    refuse(file, fmt::format("was made by {}, in format_version {}; this one knows {}", tool, version, kFormatVersion));
  }
  // Another one may write other statements, and describe the same objects in another way.
  if (tool != kTool) refuse(file, fmt::format("was made by {}, and this is {}", tool, kTool));
}

Timeouts read_timeouts(const Value& value) {
  return {value.at("lock_ms").duration(), value.at("statement_ms").duration()};
}

reconciler::Step read_step(const Value& value) {
  reconciler::Step step;
  step.id = static_cast<int>(value.at("id").integer());
  step.phase = value.at("phase").phase();
  step.kind = value.at("kind").step_kind();
  step.object = value.at("object").text();
  step.sql = value.at("sql").text();
  const auto transaction = value.at("transaction");
  if (!transaction.is_null()) step.transaction = static_cast<int>(transaction.integer());
  step.timeouts = read_timeouts(value.at("timeouts"));
  return step;
}

reconciler::Difference read_difference(const Value& value) {
  reconciler::Difference difference{.difference_class = value.at("class").difference_class()};
  difference.object = value.at("object").text();
  difference.attribute = value.at("attribute").text();
  difference.breaks_inserts = value.at("breaks_inserts").flag();
  return difference;
}

model::Fingerprint read_fingerprint(const Value& root, const std::string& side, const std::string& file) {
  model::Fingerprint fingerprint{root.at("objects").at(side).texts_by_key()};
  if (fingerprint.digest() != root.at("fingerprint").at(side).text()) {
    refuse(file, fmt::format("\"fingerprint.{}\" is not that of its objects", side));
  }
  return fingerprint;
}

void read_options(const Value& options, reconciler::PlanBasis& basis) {
  const auto lock_timeout = options.at("lock_timeout_ms");
  if (!lock_timeout.is_null()) basis.lock_timeout = lock_timeout.duration();
  basis.options.ddl.statement = options.at("statement_timeout_ms").duration();
  basis.options.index.statement = options.at("index_timeout_ms").duration();
  basis.options.validate.statement = options.at("validate_timeout_ms").duration();
  const bool concurrently = options.at("concurrently").flag();
  basis.options.index_build = concurrently ? reconciler::IndexBuild::Concurrent : reconciler::IndexBuild::Plain;
  basis.diff.rewrite_limit = options.at("rewrite_limit_bytes").integer();
  const bool repairs = options.at("repair_invalid_indexes").flag();
  basis.diff.invalid_indexes = repairs ? reconciler::InvalidIndexes::Repaired : reconciler::InvalidIndexes::Reported;
}

reconciler::SavedPlan read_plan(const Value& root, const std::string& file) {
  reconciler::SavedPlan plan;
  plan.basis.desired = read_fingerprint(root, "desired", file);
  plan.basis.live = read_fingerprint(root, "live", file);
  read_options(root.at("options"), plan.basis);
  for (const auto& name : root.at("search_path").items()) plan.search_path.push_back(name.identifier());
  for (const auto& step : root.at("steps").items()) plan.steps.push_back(read_step(step));
  for (const auto& each : root.at("differences").items()) plan.differences.push_back(read_difference(each));
  return plan;
}

}  // namespace

Json fingerprint_json(const reconciler::PlanBasis& basis) {
  return {{"desired", basis.desired.digest()}, {"live", basis.live.digest()}};
}

Json options_json(const reconciler::PlanBasis& basis) {
  // What is not written here has no option; a new one does not compile until it stands here and in the reader.
  const auto& [rewrite_limit, invalid_indexes] = basis.diff;
  const auto& [ddl, index, validate, index_build] = basis.options;
  Json json;
  json["lock_timeout_ms"] = basis.lock_timeout ? Json(basis.lock_timeout->count()) : Json();
  json["statement_timeout_ms"] = ddl.statement.count();
  json["index_timeout_ms"] = index.statement.count();
  json["validate_timeout_ms"] = validate.statement.count();
  json["rewrite_limit_bytes"] = rewrite_limit;
  json["concurrently"] = index_build == reconciler::IndexBuild::Concurrent;
  json["repair_invalid_indexes"] = invalid_indexes == reconciler::InvalidIndexes::Repaired;
  return json;
}

Json search_path_json(const reconciler::Plan& plan) {
  auto json = Json::array();
  for (const auto& schema : plan.search_path) json.push_back(schema.name());
  return json;
}

Json timeouts_json(const Timeouts& timeouts) {
  return {{"lock_ms", timeouts.lock.count()}, {"statement_ms", timeouts.statement.count()}};
}

Json objects_json(const reconciler::PlanBasis& basis) {
  return {{"desired", basis.desired.objects}, {"live", basis.live.objects}};
}

std::string checksum(nlohmann::json json) {
  json.erase("checksum");
  return "sha256:" + model::sha256(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

reconciler::SavedPlan read_saved_plan(std::string_view text, const std::string& file) {
  const auto json = parse(text, file);
  if (!json.is_object()) refuse(file, "is not a plan");
  const Value root(json, file);
  check_origin(root, file);
  auto plan = read_plan(root, file);
  if (root.at("checksum").text() != checksum(json)) refuse(file, "was changed after it was saved");
  return plan;
}

}  // namespace pgreconcile::render
