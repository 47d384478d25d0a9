#include "src/db/error_translation.hpp"

#include <gtest/gtest.h>

namespace pgreconcile::db {
namespace {

TEST(ServerMessage, IsTakenApart) {
  const auto message = split_message(
      "ERROR:  23505: duplicate key value violates unique constraint \"t_pkey\"\n"
      "DETAIL:  Key (id)=(1) already exists.\nSCHEMA NAME:  public\nLOCATION:  _bt_check_unique, nbtinsert.c:664\n");
  EXPECT_EQ(message.sqlstate, "23505");
  EXPECT_EQ(message.text, "duplicate key value violates unique constraint \"t_pkey\"");
  EXPECT_EQ(message.details,
            "\nDETAIL:  Key (id)=(1) already exists.\nSCHEMA NAME:  public\n"
            "LOCATION:  _bt_check_unique, nbtinsert.c:664");
}

TEST(ServerMessage, KeepsANameWithALineEndOnOneLine) {
  const auto message =
      split_message("FATAL:  3D000: database \"a\n::error::b\" does not exist\nLOCATION:  InitPostgres\n");
  EXPECT_EQ(message.sqlstate, "3D000");
  EXPECT_EQ(message.text, "database \"a ::error::b\" does not exist");
  EXPECT_EQ(message.details, "\nLOCATION:  InitPostgres");
}

TEST(ServerMessage, OfLibpqItselfIsItsFirstLine) {
  const auto message =
      split_message("connection to server at \"::1\", port 1 failed: Connection refused\n\tIs the server running?\n");
  EXPECT_EQ(message.sqlstate, "");
  EXPECT_EQ(message.text, "connection to server at \"::1\", port 1 failed: Connection refused");
  EXPECT_EQ(message.details, "\n\tIs the server running?");
}

}  // namespace
}  // namespace pgreconcile::db
