#pragma once

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// Makes the tablespace pgreconcile_other, once for the whole server: inside the server's own folder, so that it needs no
/// other. https://www.postgresql.org/docs/current/runtime-config-developer.html#GUC-ALLOW-IN-PLACE-TABLESPACES
void make_other_tablespace();

}  // namespace pgreconcile::test
