#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
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
#include <vector>

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

/// Stands between the tool and the throwaway server, and shows the test each message:
/// https://www.postgresql.org/docs/current/protocol-message-formats.html
class WireProxy {
 public:
  enum class Verdict {
    Pass,
    Cut,    ///< the connection ends before the message is passed on
    Stall,  ///< it stays open, and nothing is passed on any more
  };
  /// Gets the message's type and its body, which it may change in place; runs on the connection's own thread. The first
  /// message of a client has no type, '\0' instead.
  using OnMessage = std::function<Verdict(char type, std::string& body)>;

  explicit WireProxy(OnMessage from_server, OnMessage from_client = {})
      : from_server_(std::move(from_server)),
        from_client_(std::move(from_client)),
        listener_(listen_on_loopback()),
        thread_([this] { serve(); }) {}
  WireProxy(const WireProxy&) = delete;
  WireProxy& operator=(const WireProxy&) = delete;
  ~WireProxy() {
    stopping_ = true;
    shutdown(listener_.socket, SHUT_RDWR);
    thread_.join();
    connections_.clear();
    close(listener_.socket);
  }

  /// Without TLS, which the proxy could not read.
  std::string url(const TestDatabase& database) const {
    return "postgresql://postgres@127.0.0.1:" + std::to_string(listener_.port) + "/" + database.name() +
           "?sslmode=disable&gssencmode=disable";
  }

 private:
  /// What one side has sent and was not passed on yet.
  struct Flow {
    int from;
    int to;
    const OnMessage& on_message;
    std::size_t type_size;  // of the next message
    std::string pending = {};
  };

  void serve() {
    while (!stopping_) {
      const int client = accept4(listener_.socket, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      connections_.emplace_back([this, client] { connect_and_carry(client); });
    }
  }

  void connect_and_carry(int client) const {
    const int server_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // What is sent message by message must not wait for acknowledgements.
    for (const int end : {client, server_socket}) {
      const int on = 1;
      setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    }
    auto address = loopback(static_cast<std::uint16_t>(std::stoi(server().port)));
    if (connect(server_socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
      carry(client, server_socket);
    }
    close(client);
    close(server_socket);
  }

  // Until one side closes, or the test cuts.
  void carry(int client, int server_socket) const {
    std::array<Flow, 2> flows{{{client, server_socket, from_client_, 0}, {server_socket, client, from_server_, 1}}};
    while (!stopping_) {
      std::array<pollfd, 2> sockets{{{client, POLLIN, 0}, {server_socket, POLLIN, 0}}};
      poll(sockets.data(), sockets.size(), 100);
      for (std::size_t side = 0; side < flows.size(); ++side) {
        if (sockets[side].revents == 0) continue;
        const auto text = receive(flows[side].from);
        flows[side].pending += text;
        const auto verdict = text.empty() ? Verdict::Cut : pass_messages(flows[side]);
        if (verdict == Verdict::Stall) wait_for_end_of(client);
        if (verdict != Verdict::Pass) return;
      }
    }
  }

  static Verdict pass_messages(Flow& flow) {
    constexpr std::size_t kLength = 4;  // which counts itself, and not the type
    while (flow.pending.size() >= flow.type_size + kLength) {
      std::uint32_t length = 0;
      std::memcpy(&length, flow.pending.data() + flow.type_size, sizeof(length));
      const std::size_t header = flow.type_size + kLength;
      const std::size_t end = flow.type_size + ntohl(length);
      if (flow.pending.size() < end) return Verdict::Pass;
      auto body = flow.pending.substr(header, end - header);
      const char type = flow.type_size == 0 ? '\0' : flow.pending[0];
      const auto verdict = flow.on_message ? flow.on_message(type, body) : Verdict::Pass;
      if (verdict != Verdict::Pass) return verdict;
      if (!send_all(flow.to, flow.pending.substr(0, header) + body)) return Verdict::Cut;
      flow.pending.erase(0, end);
      flow.type_size = 1;
    }
    return Verdict::Pass;
  }

  void wait_for_end_of(int client) const {
    pollfd socket{client, POLLIN, 0};
    do {
      poll(&socket, 1, 20);
    } while (!stopping_ && (socket.revents == 0 || !receive(client).empty()));
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

  OnMessage from_server_;
  OnMessage from_client_;
  Listener listener_;
  std::atomic<bool> stopping_ = false;
  std::vector<std::jthread> connections_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace pgreconcile::test
