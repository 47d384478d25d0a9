#include "introspect/read.hpp"

#include "introspect/snapshot.hpp"

namespace pgreconcile::introspect {

Reading read(db::Session& session, const model::Database& desired, Scope scope) {
  auto names = names_of(desired);
  if (scope == Scope::WholeSchemas) {
    for (const auto& [schema, origin] : model::used_schemas(desired)) names.whole_schemas.push_back(schema);
  }
  auto facts = begin_snapshot(session);
  auto snapshot = read_snapshot(session, facts, names);
  return {std::move(snapshot.live), std::move(facts), std::move(snapshot.names)};
}

}  // namespace pgreconcile::introspect
