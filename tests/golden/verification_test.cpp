// What verify prints.

#include <gtest/gtest.h>

#include "src/render/verification.hpp"
#include "tests/support/golden.hpp"

namespace pgreconcile::render {
namespace {

using std::chrono::milliseconds;
using test::matches_golden;

const Style kPlain(Color::Off);
const model::ServerFacts kServer{"postgres", "15.18", 150018};

Verification proven() {
  return {.files = {"schema.yaml"},
          .server_bin = "/usr/lib/postgresql/15/bin",
          .server = kServer,
          .stages = {{"start", milliseconds(612), "PostgreSQL 15.18 of /usr/lib/postgresql/15/bin"},
                     {"apply", milliseconds(12'345), "3 steps"},
                     {"apply again", milliseconds(4), "nothing to do"}},
          .duration = milliseconds(12'961)};
}

TEST(RenderVerification, OfWhatIsProven) {
  EXPECT_TRUE(matches_golden(verification_text(proven(), kPlain), "verify/proven.txt"));
  EXPECT_TRUE(matches_golden(verification_json(proven()), "verify/proven.json"));
}

TEST(RenderVerification, OfAFailedStage) {
  auto verification = proven();
  verification.files = {"a.yaml", "b.yaml"};
  verification.stages.resize(2);
  verification.stages.back().result.clear();
  verification.failure = {"public.items", "a.yaml:4: step 1: create table public.items: function f() does not exist",
                          "declare it"};
  EXPECT_TRUE(matches_golden(verification_text(verification, kPlain), "verify/failed.txt"));
  EXPECT_TRUE(matches_golden(verification_json(verification), "verify/failed.json"));
}

TEST(RenderVerification, OfAServerThatDoesNotStart) {
  auto verification = proven();
  verification.server.reset();
  verification.stages = {{"start", milliseconds(20)}};
  verification.failure = {"", "initdb failed with exit code 1:\n  no space left", ""};
  EXPECT_TRUE(matches_golden(verification_text(verification, kPlain), "verify/no_server.txt"));
  EXPECT_TRUE(matches_golden(verification_json(verification), "verify/no_server.json"));
}

}  // namespace
}  // namespace pgreconcile::render
