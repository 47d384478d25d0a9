#include "src/db/connection_target.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>

#include "src/base/error.hpp"

namespace pgreconcile::db {
namespace {

// asyncpg's and SQLAlchemy's connection parameters that mean nothing to libpq. Sorted.
constexpr auto kDriverParameters = std::to_array<std::string_view>(
    {"async_fallback", "command_timeout", "direct_tls", "max_cacheable_statement_size", "max_cached_statement_lifetime",
     "prepared_statement_cache_size", "prepared_statement_name_func", "server_settings", "statement_cache_size",
     "timeout"});
static_assert(std::ranges::is_sorted(kDriverParameters));

[[noreturn]] void refuse(std::string_view cause) {
  throw Error(ErrorCode::Usage, fmt::format("the database URL is malformed: {}", cause),
              "write postgresql://user:password@host:5432/database, with special characters percent-encoded");
}

// A value of a `key=value` string may hold :// too.
bool is_url(std::string_view text) { return text.substr(0, text.find('=')).find("://") != std::string_view::npos; }

std::string without_driver(std::string_view url) {
  const auto scheme_end = url.find("://");
  const auto plus = url.substr(0, scheme_end).find('+');
  const auto scheme = url.substr(0, std::min(plus, scheme_end));
  if (scheme != "postgresql" && scheme != "postgres") refuse("its scheme is not postgresql");
  return std::string(scheme) + std::string(url.substr(scheme_end));
}

// As libpq reads it: an @ before the first slash ends user and password, and these may hold a question mark.
std::size_t end_of_user(std::string_view url) {
  const auto authority = url.find("://") + 3;
  const auto end = url.find_first_of("@/", authority);
  return end != std::string_view::npos && url[end] == '@' ? end : authority;
}

std::size_t start_of_parameters(std::string_view url) { return url.find('?', end_of_user(url)); }

// Mostly that of a password with a slash, which libpq would quote as a part of the database's name.
void check_path(std::string_view url) {
  const auto place = url.substr(0, start_of_parameters(url));
  const auto path = place.find('/', end_of_user(url));
  if (path != std::string_view::npos && place.find('@', path) != std::string_view::npos) {
    refuse("there is an @ in its path");
  }
}

// The URL without the parameters that only a Python driver knows, and with ssl= spelled as libpq spells it.
std::string translate_parameters(const std::string& url, std::vector<std::string>& warnings) {
  const auto question = start_of_parameters(url);
  if (question == std::string::npos) return url;
  std::string translated = url.substr(0, question);
  char separator = '?';
  std::string_view rest = std::string_view(url).substr(question + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto parameter = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto name = parameter.substr(0, parameter.find('='));
    if (std::ranges::binary_search(kDriverParameters, name)) {
      warnings.push_back(fmt::format("connection parameter {} is not known to libpq and is left out", name));
      continue;
    }
    const bool is_ssl = parameter.starts_with("ssl=") && parameter != "ssl=true";
    translated += fmt::format("{}{}{}", separator, is_ssl ? "sslmode" : name, parameter.substr(name.size()));
    separator = '&';
  }
  return translated;
}

// One port for each host; an empty one is libpq's default.
bool are_ports(std::string_view list) {
  while (!list.empty()) {
    const auto text = list.substr(0, list.find(','));
    list.remove_prefix(std::min(text.size() + 1, list.size()));
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool is_port = error == std::errc() && end == text.data() + text.size() && port > 0;
    if (!text.empty() && !is_port) return false;
  }
  return true;
}

// What libpq would quote in its messages, were it wrong.
void check_plain(const std::map<std::string, std::string>& parameters) {
  const auto value = [&](const char* keyword) {
    const auto found = parameters.find(keyword);
    return found == parameters.end() ? std::string() : found->second;
  };
  constexpr auto kSslModes =
      std::to_array<std::string_view>({"", "allow", "disable", "prefer", "require", "verify-ca", "verify-full"});
  if (std::ranges::find(kSslModes, value("sslmode")) == kSslModes.end())
    refuse("its sslmode is not one that libpq knows");
  if (!are_ports(value("port"))) refuse("its port is not a number from 1 to 65535");
  if (value("host").find_first_of("@?#[]\"'\\ ") != std::string::npos) refuse("its host is not a host name");
}

}  // namespace

ConnectionTarget parse_connection_target(std::string_view url) {
  if (url.find('\0') != std::string_view::npos) refuse("it holds a NUL character");
  ConnectionTarget target;
  auto text = std::string(url);
  const bool has_path = is_url(text);
  if (has_path) text = translate_parameters(without_driver(text), target.warnings);
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(text.c_str(), &message),
                                                                             &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> message_owner(message, &PQfreemem);
  if (!options) refuse("libpq cannot read it");
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) target.parameters[option->keyword] = option->val;
  }
  check_plain(target.parameters);
  if (has_path) check_path(text);
  return target;
}

}  // namespace pgreconcile::db
