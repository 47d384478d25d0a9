#include "introspect/read.hpp"

#include "introspect/snapshot.hpp"

namespace pgreconcile::introspect {

Reading read(db::Session& session, const model::Database& desired) {
  const auto names = names_of(desired);
  Reading reading;
  read_until_settled(session, [&] {
    reading.session = begin_snapshot(session);
    reading.live = read_snapshot(session, reading.session, names);
  });
  return reading;
}

}  // namespace pgreconcile::introspect
