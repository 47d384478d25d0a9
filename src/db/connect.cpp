#include "src/db/connect.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "src/base/error.hpp"
#include "src/base/utf8.hpp"
#include "src/db/error_translation.hpp"

namespace pgreconcile::db {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kConnectTimeout{10};
constexpr std::chrono::milliseconds kLookForStop{50};

/// How a network that has gone silent is noticed, within a minute and a half: an idle connection is probed, and what was
/// sent has to be acknowledged. Shorter outages, as of a router that restarts, are no reason to give up an index build
/// of hours; and on a sound network it may be silent for as long as it takes.
struct Liveness {
  const char* parameter;  // of libpq, by which the user says otherwise
  int socket_option;
  int value;
};

constexpr auto kLiveness = std::to_array<Liveness>({{"keepalives_idle", TCP_KEEPIDLE, 30},
                                                    {"keepalives_interval", TCP_KEEPINTVL, 10},
                                                    {"keepalives_count", TCP_KEEPCNT, 6},
                                                    {"tcp_user_timeout", TCP_USER_TIMEOUT, 90'000}});

// What the user has set, wherever libpq takes it from: the URL, the environment or a service file.
std::optional<std::string> parameter(PGconn* connection, std::string_view keyword) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(connection), &PQconninfoFree);
  for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    if (option->keyword == keyword && option->val != nullptr) return option->val;
  }
  return std::nullopt;
}

// The user's connect_timeout (seconds, 0 for ever) holds; asynchronous libpq leaves keeping it to its caller.
std::chrono::seconds connect_timeout(PGconn* connection) {
  const auto value = parameter(connection, "connect_timeout");
  if (!value || value->empty()) return kConnectTimeout;
  // As libpq reads it.
  errno = 0;
  char* end = nullptr;
  const long seconds = std::strtol(value->c_str(), &end, 10);
  const bool has_digits = end != value->c_str();
  while (std::isspace(static_cast<unsigned char>(*end)) != 0) ++end;
  if (!has_digits || *end != '\0' || errno != 0 || std::abs(seconds) > std::numeric_limits<int>::max()) {
    throw Error(ErrorCode::Usage, fmt::format("connect_timeout is \"{}\", and no number of seconds", printable(*value)),
                "write 10, or 0 to wait for ever");
  }
  return seconds > 0 ? std::chrono::seconds(seconds) : std::chrono::hours(24);
}

// Set on the socket, because parameters given to libpq would take precedence over a service file's. A Unix socket has
// none of these, and needs none.
void watch_network(PGconn* connection) {
  for (const auto& [keyword, option, value] : kLiveness) {
    if (parameter(connection, keyword)) continue;
    setsockopt(PQsocket(connection), IPPROTO_TCP, option, &value, sizeof(value));
  }
}

// True when the socket is ready for what libpq waits for; false when the time is over.
bool wait_until_ready(PGconn* connection, PostgresPollingStatusType status, Clock::time_point deadline,
                      const std::stop_token& stop) {
  const auto events = static_cast<short>(status == PGRES_POLLING_READING ? POLLIN : POLLOUT);
  pollfd socket{PQsocket(connection), events, 0};
  while (Clock::now() < deadline && !stop.stop_requested()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (poll(&socket, 1, static_cast<int>(std::min(left, kLookForStop).count())) != 0) return true;
  }
  return false;
}

std::string place(PGconn* connection) {
  const auto text = [](const char* value) { return printable(value == nullptr ? "" : value); };
  return fmt::format("database \"{}\" at {}:{} as user \"{}\"", text(PQdb(connection)), text(PQhost(connection)),
                     text(PQport(connection)), text(PQuser(connection)));
}

[[noreturn]] void fail(PGconn* connection) {
  const auto message = split_message(PQerrorMessage(connection));
  const auto what = fmt::format("cannot connect to {}: {}", place(connection), message.text);
  if (!message.sqlstate.empty()) {
    const auto server = server_error(message, Details::Hidden);
    // A class 57 error other than "starting up" while connecting still means that there is no server to talk to.
    const bool unreachable = message.sqlstate.starts_with("57") || message.sqlstate.starts_with("08");
    throw Error(unreachable ? ErrorCode::Unreachable : server.code(), what, server.hint())
        .with_sqlstate(message.sqlstate);
  }
  if (PQconnectionNeedsPassword(connection) != 0) {
    throw Error(ErrorCode::Permission, what, "give the password in the URL, in PGPASSWORD or in ~/.pgpass");
  }
  throw Error(ErrorCode::Unreachable, what, "is the server running, and does it listen there?");
}

RawConnection start(const ConnectionTarget& target) {
  auto parameters = target.parameters;
  parameters["fallback_application_name"] = "pgreconcile";
  parameters["client_encoding"] = "UTF8";
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  RawConnection connection(PQconnectStartParams(keywords.data(), values.data(), 0), &PQfinish);
  if (!connection) throw Error(ErrorCode::Unreachable, "out of memory while connecting");
  return connection;
}

}  // namespace

RawConnection connect(const ConnectionTarget& target, const std::stop_token& stop) {
  auto connection = start(target);
  if (PQstatus(connection.get()) == CONNECTION_BAD) fail(connection.get());
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
  // A warning about the server, such as that its collations are another version's, is not about what is asked of it.
  PQsetNoticeReceiver(
      connection.get(), [](void*, const PGresult*) {}, nullptr);
  const auto deadline = Clock::now() + connect_timeout(connection.get());
  auto status = PGRES_POLLING_WRITING;
  while (status != PGRES_POLLING_OK) {
    if (!wait_until_ready(connection.get(), status, deadline, stop)) {
      throw Error(ErrorCode::Unreachable, fmt::format("cannot connect to {}: timeout", place(connection.get())),
                  "is the server running, and does it listen there?");
    }
    status = PQconnectPoll(connection.get());
    if (status == PGRES_POLLING_FAILED) fail(connection.get());
  }
  watch_network(connection.get());
  return connection;
}

}  // namespace pgreconcile::db
