#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pgreconcile::render {

/// Who applies now, and what at.
struct RunningApply {
  std::string who = {};  ///< `deploy (pid 4711), connected since 2026-11-23 07:01:12 UTC`
  std::optional<std::int64_t> pid = {};
  std::optional<std::string> application_name = {};
  std::optional<std::string> connected_since = {};
  std::string doing = {};  ///< `building index: scanning table, 42% of 2900 blocks`; empty where that cannot be seen
  std::optional<std::string> phase = {};
  std::optional<std::int64_t> percent = {};
  std::vector<std::string> waits_for = {};
};

/// `deploy (pid 4711), connected since 2026-11-23 07:01:12 UTC: building index: scanning table, 42% of 2900 blocks`
std::string to_string(const RunningApply& running);

}  // namespace pgreconcile::render
