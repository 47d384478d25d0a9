#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/server/child_process.hpp"
#include "src/server/server_folder.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::server {

/// Waits for the time, or throws where the user stops it.
using Pause = std::function<void(std::chrono::milliseconds)>;

/// A PostgreSQL server that nobody else can reach, with an empty database. It keeps nothing: its data is not synced, and is
/// removed with it. It ends with this object, and with this process however that ends; then the folder may be left.
class ThrowawayServer {
 public:
  /// Of the programs in that folder. Returns once it takes connections. It has these tablespaces, beside its own.
  /// Throws what `pause` throws, and Error(Unreachable), with the end of the server's log, where it does not start.
  /// REQUIRES: a thread that lives as long as the process
  ThrowawayServer(std::filesystem::path programs, const std::vector<sql::Identifier>& tablespaces, const Pause& pause);

  /// libpq's, of a superuser in the empty database.
  std::map<std::string, std::string> connection_parameters() const;
  /// What the server said last, as lines to go below a message.
  std::string end_of_log() const;

 private:
  Program program(const std::string& name, const std::vector<std::string>& arguments) const;
  void run(const Program& program, const Pause& pause) const;
  [[noreturn]] void fail(const Program& program, std::string_view how) const;
  void make_cluster(const Pause& pause) const;
  void make_tablespaces(const std::vector<sql::Identifier>& tablespaces, const Pause& pause) const;
  void start(const Pause& pause);
  std::filesystem::path data() const { return folder_.path() / "data"; }
  std::filesystem::path log() const { return folder_.path() / "log"; }

  std::filesystem::path programs_;
  std::optional<SystemUser> user_;
  ServerFolder folder_;  // goes after the server
  std::optional<ChildProcess> process_;
};

}  // namespace pgreconcile::server
