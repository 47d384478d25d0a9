#pragma once

#include "src/base/error.hpp"
#include "src/db/connection_target.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::db {

/// Error(Usage) for a pooler that does not leave a server's session to one client as long as that is connected.
Error not_pooled_by_session();

/// Throws it where the session, which runs nothing now, does not keep its server process to itself: one connection more
/// tells. Where that one has to wait, the pool is by session, and full.
void check_pooled_by_session(Session& session, const SessionFacts& facts, const ConnectionTarget& target);

}  // namespace pgreconcile::db
