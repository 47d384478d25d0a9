#pragma once

#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "src/server/system_user.hpp"

namespace pgreconcile::server {

/// What to run, and how.
struct Program {
  std::vector<std::string> command;  ///< the program's whole path, and its arguments
  std::filesystem::path folder;      ///< where it starts
  std::filesystem::path log;         ///< its output is added to this file
  std::optional<SystemUser> user;    ///< std::nullopt: who we are
  std::filesystem::path input = "/dev/null";
  /// Ends it, when this process ends, whatever ends that, or when nobody wants it any more.
  int end_signal = SIGTERM;
};

/// A program that runs beside this one, in a session of its own: what a terminal sends does not reach it.
class ChildProcess {
 public:
  /// What goes wrong in it from the start, as that there is no such program, is in its log, and its exit code is 127.
  /// REQUIRES: a thread that lives as long as the process, because the signal comes when that ends.
  /// Throws Error(Unreachable).
  explicit ChildProcess(const Program& program);
  /// Ends it and waits for that; what takes too long is killed, with what it has started in its process group.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Its exit code, or 128 and the signal that ended it; std::nullopt while it runs.
  std::optional<int> ended();

 private:
  int end_signal_;
  pid_t pid_ = 0;
  std::optional<int> ended_;
};

}  // namespace pgreconcile::server
