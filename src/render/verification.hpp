#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "src/model/live_database.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

/// One thing that verify does, in its turn.
struct VerifyStage {
  std::string name;  ///< `apply again`
  std::chrono::milliseconds duration{0};
  std::string result = {};  ///< `nothing to do`
};

/// What the last stage failed of.
struct VerifyFailure {
  std::string object = {};  ///< empty where it is no object of the file
  std::string message;
  std::string hint = {};
};

/// What verify found.
struct Verification {
  std::vector<std::string> files;
  std::string server_bin;                         ///< the folder of the server's programs
  std::optional<model::ServerFacts> server = {};  ///< std::nullopt where it did not start
  std::vector<VerifyStage> stages = {};  ///< those that were begun; the last is the one that failed, if one did
  std::optional<VerifyFailure> failure = {};
  std::chrono::milliseconds duration{0};

  bool is_proven() const { return !failure; }
};

/// A line for each stage, and the summary.
std::string verification_text(const Verification& verification, const Style& style);

/// One JSON object, as docs/cli.md describes it.
std::string verification_json(const Verification& verification);

}  // namespace pgreconcile::render
