#include "src/cli/verification.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "introspect/export.hpp"
#include "src/base/duration.hpp"
#include "src/cli/progress_printer.hpp"
#include "src/db/session.hpp"
#include "src/model/readable.hpp"
#include "src/render/plural.hpp"
#include "src/render/text.hpp"
#include "src/run/run_apply.hpp"
#include "src/server/throwaway_server.hpp"
#include "src/yaml/scalar_spelling.hpp"
#include "src/yaml/write.hpp"

namespace pgreconcile::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr auto kAllFiles =
    "the server has what these files declare and nothing else; --file may be given several times";
constexpr auto kReport = "please report this";

/// Why a stage failed, and what that makes of the whole.
struct NotProven {
  render::VerifyFailure failure;
  ExitCode exit_code = ExitCode::Failure;
};

std::string at_source(const SourceLocation& source, const std::string& message) {
  return source.line == 0 ? message : fmt::format("{}: {}", to_string(source), message);
}

// A file that the server is too old for, or a bug of ours: nothing that a proof could say.
void throw_if_about_us(const Error& error) {
  if (error.code() == ErrorCode::SchemaFile || error.code() == ErrorCode::Internal) throw error;
}

// What keeps the database from being what the file says, and is no step: a line for each.
NotProven not_proven(const std::vector<const reconciler::Difference*>& differences, ExitCode exit_code,
                     const std::string& hint = "") {
  std::vector<std::string> lines;
  for (const auto* difference : differences) {
    lines.push_back(at_source(difference->source, fmt::format("{}: {}", difference->object, difference->message)));
  }
  return {{differences.front()->object, fmt::format("{}", fmt::join(lines, "\n")), hint}, exit_code};
}

// On a server that has nothing else, every difference but what nobody manages says that something was not understood.
void expect_converged(const reconciler::Plan& plan) {
  std::vector<const reconciler::Difference*> conflicts;
  std::vector<const reconciler::Difference*> others;
  for (const auto& difference : plan.differences) {
    if (difference.difference_class == reconciler::DifferenceClass::Unmanaged) continue;
    (is_conflict(difference) ? conflicts : others).push_back(&difference);
  }
  if (!conflicts.empty()) throw not_proven(conflicts, ExitCode::Conflict, kAllFiles);
  if (!others.empty()) throw not_proven(others, ExitCode::Failure);
}

// They have to be there before a table can lie in them. Those of the system always are.
std::vector<sql::Identifier> tablespaces_of(const model::Database& desired) {
  std::set<sql::Identifier> names;
  const auto add = [&](const std::optional<sql::Identifier>& tablespace) {
    if (tablespace && !tablespace->name().starts_with("pg_")) names.insert(*tablespace);
  };
  for (const auto& table : desired.tables) {
    add(table.tablespace);
    for (const auto& index : table.indexes) add(index.tablespace);
  }
  return {names.begin(), names.end()};
}

/// The stages in their order, each of which returns its result or throws NotProven.
class Verifier {
 public:
  Verifier(const model::Database& desired, std::filesystem::path programs, Verbosity verbosity,
           run::InterruptWatcher& interrupt)
      : desired_(desired), programs_(std::move(programs)), verbosity_(verbosity), interrupt_(interrupt) {}

  /// REQUIRES: once.
  void run(VerifyResult& result) {
    for (const auto& [name, stage] : kStages) {
      const auto start = steady_clock::now();
      auto& line = result.verification.stages.emplace_back(render::VerifyStage{name});
      try {
        line.result = (this->*stage)();
      } catch (const NotProven& reason) {
        result.verification.failure = reason.failure;
        result.exit_code = reason.exit_code;
      } catch (const Error& error) {
        if (interrupt_.interrupted()) return;
        fail(error, result);
      }
      line.duration = elapsed_since(start);
      result.verification.server = server_facts_;
      if (result.verification.failure || interrupt_.interrupted()) return;
    }
  }

 private:
  struct Stage {
    const char* name;
    std::string (Verifier::*run)();
  };
  static const std::array<Stage, 7> kStages;

  void fail(const Error& error, VerifyResult& result) const {
    throw_if_about_us(error);
    result.exit_code = error.code() == ErrorCode::Unreachable ? ExitCode::Unreachable : ExitCode::Failure;
    result.verification.failure = failure_of(error);
  }

  // A server that goes away says why in its log, and comes not again.
  render::VerifyFailure failure_of(const Error& error) const {
    if (!error.is_lost_connection()) return {"", error.what(), error.hint()};
    return {"", fmt::format("{}; the end of the server's log:{}", error.what(), server_->end_of_log())};
  }

  void check_applied(const reconciler::Applied& applied) const {
    if (!applied.failure) return expect_converged(applied.left);
    throw_if_about_us(applied.failure->error);
    auto failure = failure_of(applied.failure->error);
    if (const auto& step = applied.failure->step) {
      failure.object = step->object;
      failure.message = at_source(step->source, fmt::format("{}: {}", render::step_title(*step), failure.message));
    }
    throw NotProven{failure};
  }

  std::string start() {
    server_.emplace(programs_, tablespaces_of(desired_), [this](milliseconds time) { interrupt_.sleep(time); });
    target_.parameters = server_->connection_parameters();
    target_.show_details = verbosity_ == Verbosity::Verbose;
    session_.emplace(target_);
    cancelling_.emplace(interrupt_, session_->canceller());
    const auto comparison = run::compare(*session_, desired_, {});
    server_facts_ = comparison.plan.server;
    check_extensions(comparison.live);
    return fmt::format("PostgreSQL {} of {}", server_facts_->version, programs_.native());
  }

  // Not the file's fault: the proof needs a machine that has them.
  void check_extensions(const model::LiveDatabase& live) const {
    std::vector<std::string> missing;
    for (const auto& extension : desired_.extensions) {
      const auto is_it = [&](const auto& there) { return there.name == extension.name; };
      const bool is_there =
          std::ranges::any_of(live.extensions, is_it) || std::ranges::any_of(live.available_extensions, is_it);
      if (!is_there) missing.push_back(extension.name.quoted());
    }
    if (missing.empty()) return;
    throw NotProven{{missing.front(),
                     fmt::format("not available on this server, {}: {}", render::plural(missing.size(), "extension"),
                                 fmt::join(missing, ", ")),
                     fmt::format("install what has them for PostgreSQL {} (Debian: postgresql-{}-…), or give "
                                 "--server-bin of a server that has them",
                                 live.server.version_number / 10'000, live.server.version_number / 10'000)},
                    ExitCode::Unreachable};
  }

  reconciler::Applied apply_file() {
    // Nobody asks what is done to a server that is thrown away, unless it takes too long.
    const bool is_verbose = verbosity_ == Verbosity::Verbose;
    ProgressPrinter progress(standard_error(), is_verbose ? Verbosity::Verbose : Verbosity::Quiet);
    run::ApplyRunOptions options;
    if (!is_verbose) options.watch.reset();
    auto applied = run::run_apply(target_, desired_, options, interrupt_, progress);
    check_applied(applied);
    return applied;
  }

  std::string apply() { return render::plural(apply_file().done.size(), "step"); }

  std::string apply_again() {
    const auto applied = apply_file();
    if (applied.done.empty()) return "nothing to do";
    const auto& step = applied.done.front();
    throw NotProven{
        {step.object, at_source(step.source, fmt::format("{} was done again", render::step_title(step))), kReport}};
  }

  std::string plan_of(const model::Database& desired) {
    expect_converged(run::compare(*session_, desired, {}).plan);
    return "converged";
  }

  std::string plan() { return plan_of(desired_); }

  std::string export_all() {
    const auto exported = introspect::export_database(*session_, {});
    for (const auto& what : exported.left_out) {
      warn(fmt::format("not in the export: {}", yaml::visible(what)), verbosity_);
    }
    export_ = yaml::write(model::readable(exported.database), {});
    return render::plural(exported.database.tables.size(), "table");
  }

  std::string load() {
    auto loaded = yaml::load(export_, "export");
    exported_ = std::move(loaded.database);
    if (!loaded.has_errors()) return "valid";
    std::vector<std::string> lines;
    for (const auto& diagnostic : loaded.diagnostics) lines.push_back(to_string(diagnostic));
    throw NotProven{{"", fmt::format("{}", fmt::join(lines, "\n")), kReport}};
  }

  std::string plan_export() { return plan_of(exported_); }

  const model::Database& desired_;
  std::filesystem::path programs_;
  Verbosity verbosity_;
  run::InterruptWatcher& interrupt_;
  // In this order: the server is the last to go.
  std::optional<server::ThrowawayServer> server_;
  db::ConnectionTarget target_;
  std::optional<db::Session> session_;
  std::optional<run::OnSignal> cancelling_;
  std::optional<model::ServerFacts> server_facts_;
  std::string export_;
  model::Database exported_;
};

const std::array<Verifier::Stage, 7> Verifier::kStages{{{"start", &Verifier::start},
                                                        {"apply", &Verifier::apply},
                                                        {"apply again", &Verifier::apply_again},
                                                        {"plan", &Verifier::plan},
                                                        {"export", &Verifier::export_all},
                                                        {"load", &Verifier::load},
                                                        {"plan export", &Verifier::plan_export}}};

}  // namespace

VerifyResult verify(const yaml::LoadResult& loaded, const std::filesystem::path& programs, Verbosity verbosity) {
  const auto start = steady_clock::now();
  run::InterruptWatcher interrupt(run::Ending::Orderly);
  // Where nothing can be cancelled the stage ends by itself, and then all is removed.
  const run::OnSignal nothing(interrupt, [] {});
  VerifyResult result{{loaded.files, programs}};
  Verifier(loaded.database, programs, verbosity, interrupt).run(result);
  // It makes many errors, and is the reason of them all.
  if (interrupt.interrupted()) {
    throw Error(ErrorCode::Interrupted, "interrupted", "nothing is left of it: run again");
  }
  result.verification.duration = elapsed_since(start);
  return result;
}

}  // namespace pgreconcile::cli
