#include "src/cli/secrets.hpp"

#include <gtest/gtest.h>

namespace pgreconcile::cli {
namespace {

TEST(Secrets, AreNotShown) {
  EXPECT_EQ(without_secrets("cannot read postgresql://app:s3cret@db/x: no"), "cannot read … no");
  EXPECT_EQ(without_secrets("a postgresql://app:my s3cret@db/x b"), "a … b");
  EXPECT_EQ(without_secrets("a mysql://db b\nc app:s3cret@h/db d"), "a … b\nc … d");
  EXPECT_EQ(without_secrets("database \"host=x password=s3 cret\" is not there"), "database \"host=x password=…");
  EXPECT_EQ(without_secrets("app:s3cret@h password = s3 cret"), "… password =…");
}

TEST(Secrets, LeaveOtherTextAlone) {
  for (const auto* text : {"", " ", "schema.yaml:5:35: unknown key \"a@b\"", "give the password in the URL",
                           "canceling statement (SQLSTATE 57014):\n  next line  ", "a@b at 127.0.0.1:5432"}) {
    EXPECT_EQ(without_secrets(text), text);
  }
}

}  // namespace
}  // namespace pgreconcile::cli
