#include "src/server/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>

#include "src/base/error.hpp"

namespace pgreconcile::server {
namespace {

constexpr int kNotStarted = 127;
constexpr std::chrono::seconds kLongestEnd{10};
constexpr std::chrono::milliseconds kLookForEnd{5};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

class File {
 public:
  File(const char* path, int flags) : descriptor_(open(path, flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) {
      throw Error(ErrorCode::Unreachable, fmt::format("cannot open {}: {}", path, std::strerror(errno)));
    }
  }
  ~File() { close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// All that the new process needs, made before there is one: between fork() and exec() hardly anything is allowed.
// https://man7.org/linux/man-pages/man7/signal-safety.7.html
struct Start {
  char* const* command;
  const Program& program;
  int input;
  int log;
  pid_t parent;
};

[[noreturn]] void give_up(std::string_view what) {
  const std::string_view why = strerrordesc_np(errno);
  for (const auto text : {what, std::string_view(": "), why, std::string_view("\n")}) {
    if (write(STDERR_FILENO, text.data(), text.size()) < 0) break;
  }
  _exit(kNotStarted);
}

void become_user(const SystemUser& user) {
  if (setgroups(0, nullptr) != 0 || setresgid(user.gid, user.gid, user.gid) != 0 ||
      setresuid(user.uid, user.uid, user.uid) != 0) {
    give_up("cannot switch to the user that runs the server");
  }
}

// Whatever this process blocks or ignores.
void reset_signals() {
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM, SIGXFSZ}) {
    std::signal(signal, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void become(const Start& start) {
  dup2(start.input, STDIN_FILENO);
  dup2(start.log, STDOUT_FILENO);
  dup2(start.log, STDERR_FILENO);
  setsid();
  reset_signals();
  if (start.program.user) become_user(*start.program.user);
  // After the user, with whom it is forgotten; and the parent may have ended before.
  prctl(PR_SET_PDEATHSIG, start.program.end_signal);
  if (getppid() != start.parent) _exit(kNotStarted);
  if (chdir(start.program.folder.c_str()) != 0) give_up("cannot enter the server's folder");
  execv(start.command[0], start.command);
  give_up(start.command[0]);
}

}  // namespace

ChildProcess::ChildProcess(const Program& program) : end_signal_(program.end_signal) {
  auto command = program.command;
  const auto command_pointers = pointers(command);
  const File input(program.input.c_str(), O_RDONLY);
  const File log(program.log.c_str(), O_WRONLY | O_CREAT | O_APPEND);
  const Start start{command_pointers.data(), program, input.descriptor(), log.descriptor(), getpid()};
  pid_ = fork();
  if (pid_ == 0) become(start);
  if (pid_ < 0) {
    throw Error(ErrorCode::Unreachable, fmt::format("cannot start {}: {}", command.front(), std::strerror(errno)));
  }
}

ChildProcess::~ChildProcess() {
  if (ended()) return;
  kill(pid_, end_signal_);
  const auto deadline = std::chrono::steady_clock::now() + kLongestEnd;
  while (std::chrono::steady_clock::now() < deadline) {
    if (ended()) return;
    std::this_thread::sleep_for(kLookForEnd);
  }
  kill(-pid_, SIGKILL);
  kill(pid_, SIGKILL);  // before setsid() it has no group yet
  waitpid(pid_, nullptr, 0);
}

std::optional<int> ChildProcess::ended() {
  int status = 0;
  if (ended_ || waitpid(pid_, &status, WNOHANG) != pid_) return ended_;
  ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended_;
}

}  // namespace pgreconcile::server
