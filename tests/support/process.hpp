#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pgreconcile::test {

struct ProcessOptions {
  /// Variables on top of this process's own environment; std::nullopt takes one away.
  std::map<std::string, std::optional<std::string>> environment = {};
  /// All that the program can read from its standard input.
  std::string input = {};
  /// Where it starts; empty is where this process is.
  std::filesystem::path working_directory = {};
  /// How long Process::wait waits before it kills the program.
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
};

/// How a program ended and what it wrote.
struct ProcessResult {
  /// What the program returned; -1 if a signal ended it.
  int exit_code = -1;
  /// The signal that ended the program, or 0.
  int signal = 0;
  bool timed_out = false;
  std::string output;  ///< standard output
  std::string errors;  ///< standard error

  friend bool operator==(const ProcessResult&, const ProcessResult&) = default;
};

/// So that a failed expectation shows all of it.
std::ostream& operator<<(std::ostream& out, const ProcessResult& result);

/// A program that runs beside the test; the destructor kills it.
class Process {
 public:
  /// Starts command[0], looked for in PATH. Throws std::system_error if that fails.
  explicit Process(const std::vector<std::string>& command, const ProcessOptions& options = {});

  /// Sends it a signal, such as SIGTERM. REQUIRES: wait() was not called.
  void send(int signal) const;
  /// What it has written so far.
  std::string output() const;
  std::string errors() const;
  /// True as soon as its standard output or error holds the text; false if it ends, or its time is over, before.
  bool wait_for(const std::string& text);
  /// Waits for its end, or kills it when its time is over. Called again, it returns the same result.
  ProcessResult wait();

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;

  struct KillChild {
    void operator()(const pid_t* pid) const;
  };

  static File temporary_file();
  static std::string contents(const File& file);
  /// Looks whether the program has ended, and keeps how.
  bool has_ended();

  // Files and not pipes: nothing blocks, however much is written and whoever reads when.
  File input_ = temporary_file();
  File output_ = temporary_file();
  File errors_ = temporary_file();
  std::chrono::steady_clock::time_point deadline_;
  std::unique_ptr<const pid_t, KillChild> pid_;  // null once the program has ended
  std::optional<ProcessResult> result_;
};

/// Runs a program to its end.
ProcessResult run(const std::vector<std::string>& command, const ProcessOptions& options = {});

}  // namespace pgreconcile::test
