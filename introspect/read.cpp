#include "introspect/read.hpp"

#include "introspect/snapshot.hpp"

namespace pgreconcile::introspect {

Reading read(db::Session& session, const model::Database& desired) {
  auto facts = begin_snapshot(session);
  auto snapshot = read_snapshot(session, facts, names_of(desired));
  return {std::move(snapshot.live), std::move(facts), std::move(snapshot.names)};
}

}  // namespace pgreconcile::introspect
