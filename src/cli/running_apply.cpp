#include "src/cli/running_apply.hpp"

#include "introspect/activity.hpp"
#include "src/cli/progress_text.hpp"

namespace pgreconcile::cli {
namespace {

std::string doing_text(const introspect::StatementProgress& progress) {
  const auto amount = counted(progress);
  return state_text(progress) + (amount ? counted_text(*amount, std::nullopt) : "");
}

}  // namespace

std::optional<render::RunningApply> running_apply(db::Session& session) {
  const auto holder = introspect::apply_lock_holder(session);
  if (!holder) return std::nullopt;
  render::RunningApply running{.who = to_string(holder),
                               .pid = holder->holder.pid,
                               .application_name = holder->holder.name,
                               .connected_since = holder->connected_since};
  if (!running.pid) return running;
  const auto progress = introspect::statement_progress(session, *running.pid);
  running.doing = doing_text(progress);
  if (progress.index_build) running.phase = progress.index_build->phase;
  if (const auto amount = counted(progress)) running.percent = percent(amount->amount);
  for (const auto& waited_for : progress.waits_for) running.waits_for.push_back(to_string(waited_for));
  return running;
}

}  // namespace pgreconcile::cli
