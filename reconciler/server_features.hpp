#pragma once

#include <vector>

#include "src/base/diagnostic.hpp"
#include "src/model/database.hpp"

namespace pgreconcile::reconciler {

/// What the file uses and a server of that version (`140011`) is too old for, each at its place. Pure.
std::vector<Diagnostic> missing_features(const model::Database& desired, int server_version_number);

}  // namespace pgreconcile::reconciler
