#pragma once

// Private to src/cli.

#include <optional>

#include "src/db/session.hpp"
#include "src/render/running_apply.hpp"

namespace pgreconcile::cli {

/// Who holds the apply lock of this database, and what that session is at; std::nullopt where nobody does.
std::optional<render::RunningApply> running_apply(db::Session& session);

}  // namespace pgreconcile::cli
