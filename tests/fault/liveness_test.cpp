// A network that goes silent is noticed by what the connection's socket is told, which is all that a test can see of it.

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "src/db/connect.hpp"
#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;

int option(const db::RawConnection& connection, int level, int name) {
  int value = -1;
  socklen_t size = sizeof(value);
  EXPECT_EQ(getsockopt(PQsocket(connection.get()), level, name, &value, &size), 0);
  return value;
}

/// Whether it is probed at all, after how many idle seconds, how often, how many times; and for how many milliseconds
/// what was sent may stay unacknowledged.
std::vector<int> liveness(const std::string& url) {
  const auto connection = db::connect(db::parse_connection_target(url), {});
  return {option(connection, SOL_SOCKET, SO_KEEPALIVE), option(connection, IPPROTO_TCP, TCP_KEEPIDLE),
          option(connection, IPPROTO_TCP, TCP_KEEPINTVL), option(connection, IPPROTO_TCP, TCP_KEEPCNT),
          option(connection, IPPROTO_TCP, TCP_USER_TIMEOUT)};
}

TEST(SilentNetwork, IsNoticedInAMinuteAndAHalf) {
  const TestDatabase database;
  EXPECT_THAT(liveness(database.url()), ElementsAre(1, 30, 10, 6, 90'000));
}

TEST(SilentNetwork, IsNoticedAsTheUserWantsIt) {
  const TestDatabase database;
  EXPECT_THAT(liveness(database.url() + "?keepalives_idle=7&keepalives_interval=3&keepalives_count=2"),
              ElementsAre(1, 7, 3, 2, 90'000));
  EXPECT_THAT(liveness(database.url() + "?tcp_user_timeout=5000"), ElementsAre(1, 30, 10, 6, 5000));
  EXPECT_EQ(liveness(database.url() + "?keepalives=0").front(), 0);
}

TEST(SilentNetwork, IsNoticedAsAServiceFileWantsIt) {
  const TestDatabase database;
  const TemporaryDirectory folder;
  folder.write("services", "[slow]\nkeepalives_idle=600\ntcp_user_timeout=700000\n");
  const auto file = (folder.path() / "services").string();
  ASSERT_EQ(setenv("PGSERVICEFILE", file.c_str(), 1), 0);
  EXPECT_THAT(liveness(database.url() + "?service=slow"), ElementsAre(1, 600, 10, 6, 700'000));
  unsetenv("PGSERVICEFILE");
}

}  // namespace
}  // namespace pgreconcile::test
