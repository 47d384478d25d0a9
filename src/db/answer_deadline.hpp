#pragma once

// Private to src/db.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace pgreconcile::db {

/// Hangs up a connection whose answer does not come in time. A proxy may keep one open over which nothing comes any
/// more; no keepalive sees that.
class AnswerDeadline {
 public:
  using Time = std::optional<std::chrono::milliseconds>;  ///< std::nullopt: as long as it takes

  /// REQUIRES: the socket is connected.
  explicit AnswerDeadline(int socket);
  ~AnswerDeadline();
  AnswerDeadline(const AnswerDeadline&) = delete;
  AnswerDeadline& operator=(const AnswerDeadline&) = delete;

  /// From its making to its end an answer is awaited.
  class Wait {
   public:
    Wait(AnswerDeadline& deadline, const Time& time);
    ~Wait();
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

   private:
    AnswerDeadline& deadline_;
  };

  bool has_passed() const;
  /// Lets what is awaited now come within that time at most. From any thread; may outlive this.
  std::function<void()> shortener(std::chrono::milliseconds time) const;
  /// Ends the connection now. From any thread; may outlive this.
  std::function<void()> hanger_up() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::jthread watch_;  // from the first wait on
};

}  // namespace pgreconcile::db
