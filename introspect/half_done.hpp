#pragma once

#include <vector>

#include "src/db/session.hpp"
#include "src/model/half_done.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// What is half done on these tables and their partitions, whoever began it.
model::HalfDone half_done(db::Session& session, const db::SessionFacts& facts,
                          const std::vector<sql::QualifiedName>& tables);

}  // namespace pgreconcile::introspect
