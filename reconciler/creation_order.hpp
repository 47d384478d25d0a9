#pragma once

#include <vector>

#include "src/model/table.hpp"

namespace pgreconcile::reconciler {

/// The tables in an order in which each comes after those that its foreign keys refer to, by name where that leaves a
/// choice. Where foreign keys form a cycle, its first table by name goes first.
std::vector<const model::Table*> creation_order(const std::vector<const model::Table*>& tables);

}  // namespace pgreconcile::reconciler
