#include "tests/support/other_tablespace.hpp"

namespace pgreconcile::test {

void make_other_tablespace() {
  // In the one database that all tests have: an advisory lock holds in its own alone.
  auto session = connect_to_server();
  const std::string exists = "SELECT count(*) FROM pg_tablespace WHERE spcname = 'pgreconcile_other'";
  // Tests that run at the same time make it once.
  session.execute("SELECT pg_advisory_lock(2)");
  if (session.value(exists) == "1") return;
  session.execute("SET allow_in_place_tablespaces = on");
  session.execute("CREATE TABLESPACE pgreconcile_other LOCATION ''");
}

}  // namespace pgreconcile::test
