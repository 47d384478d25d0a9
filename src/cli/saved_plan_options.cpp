#include "src/cli/saved_plan_options.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "src/base/new_file.hpp"
#include "src/base/utf8.hpp"
#include "src/render/saved_plan.hpp"
#include "src/run/saved_plan.hpp"

namespace pgreconcile::cli {
namespace {

namespace fs = std::filesystem;

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code no_file;
  const auto place = [&](const std::string& path) { return fs::absolute(path, no_file).lexically_normal(); };
  return fs::equivalent(a, b, no_file) || place(a) == place(b);
}

// An option that decides about a plan, and whether two plans have it alike.
struct PlanOption {
  const char* name;
  bool (*is_same)(const run::CompareOptions& a, const run::CompareOptions& b);
};

using Options = run::CompareOptions;

constexpr auto kPlanOptions = std::to_array<PlanOption>({
    {"--lock-timeout", [](const Options& a, const Options& b) { return a.lock_timeout == b.lock_timeout; }},
    {"--statement-timeout",
     [](const Options& a, const Options& b) { return a.plan.ddl.statement == b.plan.ddl.statement; }},
    {"--index-timeout",
     [](const Options& a, const Options& b) { return a.plan.index.statement == b.plan.index.statement; }},
    {"--validate-timeout",
     [](const Options& a, const Options& b) { return a.plan.validate.statement == b.plan.validate.statement; }},
    {"--rewrite-limit",
     [](const Options& a, const Options& b) { return a.diff.rewrite_limit == b.diff.rewrite_limit; }},
    {"--no-concurrently", [](const Options& a, const Options& b) { return a.plan.index_build == b.plan.index_build; }},
});

}  // namespace

void check_save(const std::string& path, const OutputOptions& output) {
  if (path.empty()) return;
  check_new_file(path);
  for (const auto& file : output.files) {
    if (!is_same_file(file, path)) continue;
    throw Error(ErrorCode::Usage, fmt::format("the plan would replace the schema file {}", file),
                "give another --save");
  }
  if (!output.output.empty() && is_same_file(output.output, path)) {
    throw Error(ErrorCode::Usage, fmt::format("--save and --output are both {}", path), "give another --save");
  }
}

void save_plan(const std::string& path, const std::string& json) {
  if (!path.empty()) write_new_file(path, json);
}

reconciler::SavedPlan load_saved_plan(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad() || fs::is_directory(path)) {
    throw Error(ErrorCode::SchemaFile, fmt::format("{}: cannot be read", printable(path)), "write it with plan --save");
  }
  return render::read_saved_plan(text, path);
}

run::CompareOptions options_of_saved(const reconciler::SavedPlan& saved, const CLI::App& command,
                                     const run::CompareOptions& given) {
  auto options = run::options_of(saved);
  if (given.diff.invalid_indexes != options.diff.invalid_indexes) {
    // A file alone must not let anything be dropped.
    throw Error(ErrorCode::Usage, "the saved plan and this apply are not of one mind about --repair-invalid-indexes",
                "give it to both, or to neither");
  }
  for (const auto& option : kPlanOptions) {
    const bool is_given = command.get_option(option.name)->count() > 0;
    if (!is_given || option.is_same(given, options)) continue;
    throw Error(ErrorCode::Usage, fmt::format("the saved plan was made with another {}", option.name),
                "leave it out here: apply takes it from the plan");
  }
  return options;
}

}  // namespace pgreconcile::cli
