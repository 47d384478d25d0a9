#include "tests/support/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ostream>
#include <system_error>
#include <thread>

namespace pgreconcile::test {
namespace {

constexpr auto kPollInterval = std::chrono::milliseconds(5);

void check(int error, const std::string& what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

/// This process's environment with the changes, as `NAME=value`.
std::vector<std::string> make_environment(const std::map<std::string, std::optional<std::string>>& changes) {
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    if (!changes.contains(text.substr(0, text.find('=')))) environment.push_back(text);
  }
  for (const auto& [name, value] : changes) {
    if (value) environment.push_back(name + "=" + *value);
  }
  return environment;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (const auto& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const ProcessResult& result) {
  out << "exit code " << result.exit_code;
  if (result.signal != 0) out << ", signal " << result.signal;
  if (result.timed_out) out << ", timed out";
  return out << "\nstandard output:\n" << result.output << "\nstandard error:\n" << result.errors;
}

Process::Process(const std::vector<std::string>& command, const ProcessOptions& options)
    : deadline_(std::chrono::steady_clock::now() + options.timeout) {
  if (std::fwrite(options.input.data(), 1, options.input.size(), input_.get()) != options.input.size()) {
    check(errno, "cannot write standard input");
  }
  std::rewind(input_.get());

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(input_.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(output_.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors_.get()), STDERR_FILENO);
  if (!options.working_directory.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, options.working_directory.c_str());
  }

  // The program gets every signal, whatever the test's own starter has ignored or blocked.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);

  const auto environment = make_environment(options.environment);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, command.at(0).c_str(), &actions, &attributes, pointers(command).data(),
                                 pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  check(error, "cannot start " + command.at(0));
  pid_.reset(new pid_t(pid));
}

void Process::KillChild::operator()(const pid_t* pid) const {
  kill(*pid, SIGKILL);
  waitpid(*pid, nullptr, 0);
  delete pid;
}

void Process::send(int signal) const {
  if (kill(*pid_, signal) != 0) check(errno, "cannot send a signal");
}

std::string Process::output() const { return contents(output_); }
std::string Process::errors() const { return contents(errors_); }

bool Process::wait_for(const std::string& text) {
  while (true) {
    // Asked before the files are read, so that what it wrote last is not missed.
    const bool over = has_ended() || std::chrono::steady_clock::now() >= deadline_;
    if (output().find(text) != std::string::npos || errors().find(text) != std::string::npos) return true;
    if (over) return false;
    std::this_thread::sleep_for(kPollInterval);
  }
}

ProcessResult Process::wait() {
  bool timed_out = false;
  while (!has_ended()) {
    if (!timed_out && std::chrono::steady_clock::now() >= deadline_) {
      timed_out = true;
      send(SIGKILL);
    }
    std::this_thread::sleep_for(kPollInterval);
  }
  result_->timed_out |= timed_out;
  result_->output = output();
  result_->errors = errors();
  return *result_;
}

Process::File Process::temporary_file() {
  File file(std::tmpfile());
  // Other programs that the test starts must not inherit it; dup2 clears the flag for the one that shall.
  if (!file || fcntl(fileno(file.get()), F_SETFD, FD_CLOEXEC) != 0) check(errno, "cannot make a temporary file");
  return file;
}

std::string Process::contents(const File& file) {
  // By position: the offset belongs to the program, which shares the file.
  std::string text;
  std::array<char, 4096> buffer{};
  ssize_t size = 0;
  while ((size = pread(fileno(file.get()), buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return text;
}

bool Process::has_ended() {
  if (result_) return true;
  int status = 0;
  if (waitpid(*pid_, &status, WNOHANG) == 0) return false;
  delete pid_.release();
  result_.emplace();
  if (WIFEXITED(status)) result_->exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result_->signal = WTERMSIG(status);
  return true;
}

ProcessResult run(const std::vector<std::string>& command, const ProcessOptions& options) {
  return Process(command, options).wait();
}

}  // namespace pgreconcile::test
