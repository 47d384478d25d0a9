#include "introspect/lock_conflicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/base/error.hpp"

namespace pgreconcile::introspect {
namespace {

struct Mode {
  LockModeName name;
  /// A mark for each mode, in the order of the table, that conflicts with this one.
  std::string_view conflicts;
};

// https://www.postgresql.org/docs/current/explicit-locking.html#TABLE-LOCK-COMPATIBILITY
constexpr auto kModes = std::to_array<Mode>({
    {{"ACCESS SHARE", "AccessShareLock"}, ".......x"},
    {{"ROW SHARE", "RowShareLock"}, "......xx"},
    {{"ROW EXCLUSIVE", "RowExclusiveLock"}, "....xxxx"},
    {{"SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock"}, "...xxxxx"},
    {{"SHARE", "ShareLock"}, "..xx.xxx"},
    {{"SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock"}, "..xxxxxx"},
    {{"EXCLUSIVE", "ExclusiveLock"}, ".xxxxxxx"},
    {{"ACCESS EXCLUSIVE", "AccessExclusiveLock"}, "xxxxxxxx"},
});

}  // namespace

std::vector<LockModeName> conflicting_modes(std::string_view sql_mode) {
  const auto* mode = std::ranges::find(kModes, sql_mode, [](const Mode& entry) { return entry.name.sql; });
  if (mode == kModes.end()) throw Error(ErrorCode::Internal, fmt::format("\"{}\" is no lock mode", sql_mode));
  std::vector<LockModeName> modes;
  for (std::size_t at = 0; at < kModes.size(); ++at) {
    if (mode->conflicts[at] == 'x') modes.push_back(kModes[at].name);
  }
  return modes;
}

}  // namespace pgreconcile::introspect
