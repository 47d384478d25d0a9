#pragma once

#include "src/sql/identifier.hpp"

namespace pgreconcile::yaml {

/// True for the columns that every table has already. https://www.postgresql.org/docs/current/ddl-system-columns.html
bool is_system_column(const sql::Identifier& column);

}  // namespace pgreconcile::yaml
