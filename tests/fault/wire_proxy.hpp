#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// A socket on 127.0.0.1 that takes connections.
struct Listener {
  int socket = -1;
  std::uint16_t port = 0;
};

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

inline Listener listen_on_loopback() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof(address);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener, 16) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("cannot listen on 127.0.0.1");
  }
  return {listener, ntohs(address.sin_port)};
}

/// Stands between the tool and the throwaway server, one connection at a time, and shows the test each message of the
/// server's: https://www.postgresql.org/docs/current/protocol-message-formats.html
class WireProxy {
 public:
  enum class Verdict { Pass, Cut };
  /// Gets the message's type and its body, which it may change in place; runs on the proxy's own thread.
  using OnMessage = std::function<Verdict(char type, std::string& body)>;

  explicit WireProxy(OnMessage on_message)
      : on_message_(std::move(on_message)), listener_(listen_on_loopback()), thread_([this] { serve(); }) {}
  WireProxy(const WireProxy&) = delete;
  WireProxy& operator=(const WireProxy&) = delete;
  ~WireProxy() {
    stopping_ = true;
    shutdown(listener_.socket, SHUT_RDWR);
    thread_.join();
    close(listener_.socket);
  }

  /// Without TLS, which the proxy could not read.
  std::string url(const TestDatabase& database) const {
    return "postgresql://postgres@127.0.0.1:" + std::to_string(listener_.port) + "/" + database.name() +
           "?sslmode=disable&gssencmode=disable";
  }

 private:
  void serve() {
    while (!stopping_) {
      const int client = accept4(listener_.socket, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      const int server_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      auto address = loopback(static_cast<std::uint16_t>(std::stoi(server().port)));
      if (connect(server_socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
        carry(client, server_socket);
      }
      close(client);
      close(server_socket);
    }
  }

  // Until one side closes, or the test cuts.
  void carry(int client, int server_socket) {
    std::string from_server;
    while (!stopping_) {
      std::array<pollfd, 2> sockets{{{client, POLLIN, 0}, {server_socket, POLLIN, 0}}};
      poll(sockets.data(), sockets.size(), 100);
      if (sockets[0].revents != 0) {
        const auto text = receive(client);
        if (text.empty() || !send_all(server_socket, text)) return;
      }
      if (sockets[1].revents != 0) {
        const auto text = receive(server_socket);
        if (text.empty()) return;
        from_server += text;
        if (!pass_messages(client, from_server)) return;
      }
    }
  }

  bool pass_messages(int client, std::string& pending) const {
    constexpr std::size_t kHeader = 5;  // the type, and a length that counts itself
    while (pending.size() >= kHeader) {
      std::uint32_t length = 0;
      std::memcpy(&length, pending.data() + 1, sizeof(length));
      const std::size_t end = 1 + ntohl(length);
      if (pending.size() < end) return true;
      auto body = pending.substr(kHeader, end - kHeader);
      if (on_message_(pending[0], body) == Verdict::Cut) return false;
      if (!send_all(client, pending.substr(0, kHeader) + body)) return false;
      pending.erase(0, end);
    }
    return true;
  }

  static std::string receive(int from) {
    std::string text(65536, '\0');
    const auto size = recv(from, text.data(), text.size(), 0);
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text;
  }
  static bool send_all(int to, std::string_view text) {
    while (!text.empty()) {
      const auto sent = send(to, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  OnMessage on_message_;
  Listener listener_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace pgreconcile::test
