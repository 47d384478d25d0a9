#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pgreconcile::model {

// What `apply --record` keeps in pgreconcile.history, as texts: a newer version may have written more than this one knows.

struct RecordedStep {
  std::string kind = {};
  std::string object = {};
  std::string sql = {};
  std::string state = {};  ///< `planned`, `done`, `failed`, `stopped`
  std::optional<std::int64_t> duration_ms = {};

  friend bool operator==(const RecordedStep&, const RecordedStep&) = default;
};

/// The outcome of a run that has no end in the record: it runs still, or was killed.
inline constexpr auto kUnfinished = "unfinished";

struct RecordedRun {
  std::string run = {};                      ///< a UUID
  std::string started = {};                  ///< `2026-11-23T07:01:12.250Z`
  std::optional<std::string> finished = {};  ///< std::nullopt of one that is unfinished
  std::optional<std::int64_t> duration_ms = {};
  std::string role = {};
  std::string os_user = {};
  std::string host = {};
  std::string tool = {};
  std::string file = {};  ///< the fingerprint of what the file declares
  std::string outcome =
      {};  ///< `converged`, `pending`, `conflict`, `failed`, `interrupted`, `connection lost`, or kUnfinished
  std::optional<std::string> sqlstate = {};
  std::optional<std::string> message = {};
  /// What was done, and the step that failed; of an unfinished run all that it set out to do.
  std::vector<RecordedStep> steps = {};

  friend bool operator==(const RecordedRun&, const RecordedRun&) = default;
};

}  // namespace pgreconcile::model
