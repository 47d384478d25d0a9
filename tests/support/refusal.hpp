#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "src/yaml/load.hpp"

namespace pgreconcile::test {

/// A schema file, and what the loader says of it.
struct Refusal {
  std::string text;
  std::string messages;  ///< all of them, each on a line of its own, in file order
};

inline void PrintTo(const Refusal& refusal, std::ostream* stream) { *stream << refusal.text; }

inline std::string messages(const std::string& text) {
  std::string all;
  for (const auto& diagnostic : yaml::load(text, "s.yaml").diagnostics) all += to_string(diagnostic) + "\n";
  return all;
}

/// Loads each file of a suite and compares all messages. A test file has a suite class of its own that derives from it.
class RefusalTest : public testing::TestWithParam<Refusal> {
 protected:
  static void expect_messages() { EXPECT_EQ(messages(GetParam().text), GetParam().messages); }
};

}  // namespace pgreconcile::test
