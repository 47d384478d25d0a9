#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "src/base/error.hpp"
#include "src/db/connection_target.hpp"

namespace pgreconcile::db {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Parameters = std::map<std::string, std::string>;

TEST(ConnectionTarget, ReadsUrls) {
  struct Case {
    std::string url;
    Parameters parameters;
  };
  const Parameters usual{{"user", "app"}, {"password", "pw"}, {"host", "db"}, {"port", "5432"}, {"dbname", "kraken"}};
  const auto with_password = [&](const std::string& password) {
    auto parameters = usual;
    parameters["password"] = password;
    return parameters;
  };
  const std::vector<Case> cases{
      {"postgresql://app:pw@db:5432/kraken", usual},
      {"postgres://app:pw@db:5432/kraken", usual},
      {"postgresql+asyncpg://app:pw@db:5432/kraken", usual},
      {"postgresql+psycopg2://app:pw@db:5432/kraken", usual},
      {"postgresql+psycopg://app:pw@db:5432/kraken", usual},
      {"postgres+asyncpg://app:pw@db:5432/kraken", usual},
      {"user=app password=pw host=db port=5432 dbname=kraken", usual},
      {"postgresql://db/kraken", {{"host", "db"}, {"dbname", "kraken"}}},
      {"postgresql:///kraken", {{"dbname", "kraken"}}},
      {"postgresql://", {}},
      {"postgresql:///kraken?host=%2Frun%2Fpostgresql", {{"host", "/run/postgresql"}, {"dbname", "kraken"}}},
      {"postgresql://a:5432,b:5433/kraken", {{"host", "a,b"}, {"port", "5432,5433"}, {"dbname", "kraken"}}},
      {"postgresql://a,b:5433/kraken", {{"host", "a,b"}, {"port", ",5433"}, {"dbname", "kraken"}}},
      {"postgresql://[::1]:5432/kraken", {{"host", "::1"}, {"port", "5432"}, {"dbname", "kraken"}}},
      {"postgresql://app:%40%2F%3A%25%23%3F@db:5432/kraken", with_password("@/:%#?")},
      {"postgresql://db/a%40b", {{"host", "db"}, {"dbname", "a@b"}}},
      {"postgresql://app:pw@db:5432/kraken?application_name=a@b",
       {{"user", "app"},
        {"password", "pw"},
        {"host", "db"},
        {"port", "5432"},
        {"dbname", "kraken"},
        {"application_name", "a@b"}}},
      {"postgresql://app@db?sslrootcert=/etc/ca.pem&application_name=deploy@ci",
       {{"user", "app"}, {"host", "db"}, {"sslrootcert", "/etc/ca.pem"}, {"application_name", "deploy@ci"}}},
      {"host=db dbname=a@b", {{"host", "db"}, {"dbname", "a@b"}}},
      // libpq takes these as they are.
      {"postgresql://app:a:b#c?d@db:5432/kraken", with_password("a:b#c?d")},
      {"postgresql://app:a?ssl=b&timeout=c@db:5432/kraken", with_password("a?ssl=b&timeout=c")},
      {"user=app password=a://b?ssl=c host=db port=5432 dbname=kraken", with_password("a://b?ssl=c")},
  };
  for (const auto& [url, parameters] : cases) {
    const auto target = parse_connection_target(url);
    EXPECT_EQ(target.parameters, parameters) << url;
    EXPECT_THAT(target.warnings, IsEmpty()) << url;
  }
}

TEST(ConnectionTarget, SpellsSslAsLibpqDoes) {
  struct Case {
    std::string query;
    std::string sslmode;
  };
  const std::vector<Case> cases{{"?ssl=disable", "disable"},         {"?ssl=prefer", "prefer"},
                                {"?ssl=verify-full", "verify-full"}, {"?ssl=true", "require"},
                                {"?sslmode=require", "require"},     {"?application_name=x&ssl=require", "require"}};
  for (const auto& [query, sslmode] : cases) {
    EXPECT_EQ(parse_connection_target("postgresql+asyncpg://db/kraken" + query).parameters.at("sslmode"), sslmode)
        << query;
  }
}

TEST(ConnectionTarget, LeavesOutWhatOnlyADriverKnows) {
  const auto target = parse_connection_target(
      "postgresql+asyncpg://db/kraken?prepared_statement_cache_size=0&ssl=disable&timeout=5&options=-c%20a.b%3D1");
  EXPECT_EQ(target.parameters,
            (Parameters{{"host", "db"}, {"dbname", "kraken"}, {"sslmode", "disable"}, {"options", "-c a.b=1"}}));
  EXPECT_THAT(target.warnings,
              ElementsAre("connection parameter prepared_statement_cache_size is not known to libpq and is left out",
                          "connection parameter timeout is not known to libpq and is left out"));
}

TEST(ConnectionTarget, RefusesWhatIsMalformedAndQuotesNothing) {
  struct Case {
    std::string url;
    std::string cause;
  };
  const std::vector<Case> cases{
      {"postgresql://app:pw@word@db/kraken", "its host is not a host name"},
      {"postgresql://app:pw/word@db/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:12/word@db/kraken", "there is an @ in its path"},
      {"postgresql://app:123456/word", "its port is not a number from 1 to 65535"},
      {"postgresql://app:12/34?word@db/kraken", "libpq cannot read it"},
      {"postgresql://app:pw%zzword@db/kraken", "libpq cannot read it"},
      {"postgresql://app:pw%@db/kraken", "libpq cannot read it"},
      {"postgresql://app:pw%00word@db/kraken", "libpq cannot read it"},
      {"postgresql://app:pw@db:word/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:pw@db:0/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:pw@db:65536/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:pw@db:-5432/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:pw@a:1,b:word/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:pw@[::1/kraken", "libpq cannot read it"},
      {"postgresql://app:pw@::1]/kraken", "its port is not a number from 1 to 65535"},
      {"postgresql://app:pw@[::1]word/kraken", "libpq cannot read it"},
      {"postgresql://app:pw@db/kraken?password", "libpq cannot read it"},
      {"postgresql://app:pw@db/kraken?passwrod=word", "libpq cannot read it"},
      {"mysql://app:pw@db/kraken", "its scheme is not postgresql"},
      {"postgresqlx://app:pw@db/kraken", "its scheme is not postgresql"},
      {"PostgreSQL://app:pw@db/kraken", "its scheme is not postgresql"},
      {"://app:pw@db/kraken", "its scheme is not postgresql"},
      {"postgresql:/app:pw@db/kraken", "libpq cannot read it"},
      {"app:pw@db/kraken", "libpq cannot read it"},
      {"host=db password=pw word", "libpq cannot read it"},
      {"host=db password='pw", "libpq cannot read it"},
      {"host=db passwrod=pw", "libpq cannot read it"},
      {"host=db port=word", "its port is not a number from 1 to 65535"},
      {std::string("postgresql://app:pw\0@db/kraken", 30), "it holds a NUL character"},
  };
  for (const auto& [url, cause] : cases) {
    try {
      parse_connection_target(url);
      ADD_FAILURE() << url;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::Usage) << url;
      EXPECT_EQ(error.what(), "the database URL is malformed: " + cause) << url;
      EXPECT_EQ(error.hint(),
                "write postgresql://user:password@host:5432/database, with special characters percent-encoded")
          << url;
    }
  }
}

}  // namespace
}  // namespace pgreconcile::db
