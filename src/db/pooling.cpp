#include "src/db/pooling.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace pgreconcile::db {
namespace {

/// A pooler gives what is free at once.
constexpr std::chrono::seconds kFree{2};

// In a transaction of its own, after which a pooler may give the process to others.
std::int64_t pid_of(Session& session) {
  const auto pid = session.begin_read_only({sql::Identifier("pg_catalog")}, {}).backend_pid;
  session.rollback();
  return pid;
}

std::optional<std::int64_t> pid_of_another(ConnectionTarget target) {
  target.reading = kFree;
  target.patience = {};
  try {
    Session session(target);
    return pid_of(session);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Error not_pooled_by_session() {
  return {ErrorCode::Usage, "the pooler between pgreconcile and the server does not pool by session",
          "connect to the server itself: the settings and the apply lock belong to one session of the server"};
}

void check_pooled_by_session(Session& session, const SessionFacts& facts, const ConnectionTarget& target) {
  const auto is_kept = pid_of_another(session.same_server(target)) != facts.backend_pid;
  // Twice, since a pool that goes round may be where it was.
  const auto keeps = [&] { return pid_of(session) == facts.backend_pid; };
  if (!is_kept || !keeps() || !keeps()) throw not_pooled_by_session();
}

}  // namespace pgreconcile::db
