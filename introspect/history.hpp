#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/model/recorded_run.hpp"

namespace pgreconcile::introspect {

/// The schema that `apply --record` makes: no part of what a file or an export is about.
inline constexpr auto kRecordSchema = "pgreconcile";

/// What there is of the record.
struct FoundHistory {
  bool has_schema = false;
  bool has_table = false;
  std::string new_run;  ///< a UUID that no run has
};

/// Throws Error(Permission) where somebody owns it who is not to be trusted: a trigger or a view runs as who uses it.
FoundHistory find_history(db::Session& session);

/// The runs that are recorded, the newest first; std::nullopt where the database has no record.
std::optional<std::vector<model::RecordedRun>> recorded_runs(db::Session& session, std::int64_t limit);

}  // namespace pgreconcile::introspect
