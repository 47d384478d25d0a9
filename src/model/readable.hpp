#pragma once

#include "src/model/database.hpp"

namespace pgreconcile::model {

/// The database with every expression as a person would write it (sql::readable): the catalog's are full of parentheses
/// and casts.
Database readable(Database database);

}  // namespace pgreconcile::model
