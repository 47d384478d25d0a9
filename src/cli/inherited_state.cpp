#include "src/cli/inherited_state.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <initializer_list>

namespace pgreconcile::cli {
namespace {

// A file or connection that is opened later would get the number of a stream that the caller has closed, and what is
// written to that would go there. Nothing can be read from it or, as before, be written to stdout.
void keep_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const bool is_closed = fcntl(stream, F_GETFD) == -1;
    if (is_closed) open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
  }
}

}  // namespace

void settle_inherited_state() {
  keep_closed_streams();
  // A reader that is gone and a file that grows too large are errors of the write, which is not always worth the run.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  // Where it is ignored, nobody learns how a child ended.
  std::signal(SIGCHLD, SIG_DFL);
}

}  // namespace pgreconcile::cli
