#include "src/db/error_translation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/base/utf8.hpp"

namespace pgreconcile::db {
namespace {

struct Translation {
  std::string_view sqlstate;  // a whole code, or a class of two characters
  ErrorCode code;
  std::string_view hint = {};
};

// Whole codes stand before their classes: the first that fits counts.
constexpr auto kTranslations = std::to_array<Translation>({
    {"57P03", ErrorCode::Unreachable, "the server is starting up or shutting down; try again"},
    {"3D000", ErrorCode::Unreachable, "create the database first; pgreconcile creates what is in it"},
    {"28", ErrorCode::Permission, "check the user, its password and pg_hba.conf"},
    {"42501", ErrorCode::Permission, "run as the owner of the tables, with CREATE on the schema"},
    {"25006", ErrorCode::Permission, "the server or the role is read-only"},
    {"53300", ErrorCode::TryAgain, "the server has no free connection; try again"},
    {"53100", ErrorCode::Failure, "the server's disk is full: make room, and run again"},
    {"53200", ErrorCode::Failure,
     "the server has no memory or no lock left: see its setting max_locks_per_transaction"},
    {"55P03", ErrorCode::TryAgain, "another session holds the lock; try again"},
    {"40P01", ErrorCode::TryAgain, "try again"},
    {"40001", ErrorCode::TryAgain, "try again"},
    {"57014", ErrorCode::TryAgain, "it took longer than its timeout, which may be raised, or was cancelled; try again"},
    {"57", ErrorCode::TryAgain, "the server ended the session; try again"},
    {"08", ErrorCode::TryAgain, "the connection broke; try again"},
});

const Translation* find_translation(std::string_view sqlstate) {
  const auto fits = [&](const Translation& entry) { return sqlstate.starts_with(entry.sqlstate); };
  const auto found = std::ranges::find_if(kTranslations, fits);
  return found == kTranslations.end() ? nullptr : &*found;
}

// What libpq puts before the fields that follow the primary message, each on a line of its own: pqBuildErrorMessage3()
// in https://github.com/postgres/postgres/blob/REL_15_STABLE/src/interfaces/libpq/fe-protocol3.c
constexpr auto kFields = std::to_array<std::string_view>(
    {"\nLINE ", "\nDETAIL: ", "\nHINT: ", "\nQUERY: ", "\nCONTEXT: ", "\nSCHEMA NAME: ", "\nTABLE NAME: ",
     "\nCOLUMN NAME: ", "\nDATATYPE NAME: ", "\nCONSTRAINT NAME: ", "\nLOCATION: "});

// A name in the primary message may have line ends of its own.
std::size_t end_of_primary(std::string_view message) {
  auto end = message.size();
  for (const auto field : kFields) end = std::min(end, message.find(field));
  return end;
}

}  // namespace

ErrorCode code_of_sqlstate(std::string_view sqlstate) {
  const auto* translation = find_translation(sqlstate);
  return translation == nullptr ? ErrorCode::Failure : translation->code;
}

ServerMessage split_message(std::string_view message) {
  constexpr std::size_t kSqlstateLength = 5;
  while (message.ends_with('\n')) message.remove_suffix(1);
  const auto first_line = message.substr(0, message.find('\n'));
  for (auto at = first_line.find(":  "); at != std::string_view::npos; at = first_line.find(":  ", at + 1)) {
    const auto state = first_line.substr(at + 3, kSqlstateLength);
    const auto is_state = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    const auto rest = first_line.substr(std::min(at + 3 + kSqlstateLength, first_line.size()));
    if (state.size() == kSqlstateLength && std::ranges::all_of(state, is_state) && rest.starts_with(": ")) {
      const auto start = first_line.size() - rest.size() + 2;
      const auto end = end_of_primary(message);
      return {std::string(state), printable(message.substr(start, end - start)), std::string(message.substr(end))};
    }
  }
  return {"", std::string(first_line), std::string(message.substr(first_line.size()))};
}

Error server_error(const ServerMessage& message, Details details) {
  const auto* translation = find_translation(message.sqlstate);
  Error error(code_of_sqlstate(message.sqlstate),
              fmt::format("{} (SQLSTATE {}){}", message.text, message.sqlstate,
                          details == Details::Shown ? message.details : ""),
              std::string(translation == nullptr ? "" : translation->hint));
  return error.with_sqlstate(message.sqlstate);
}

}  // namespace pgreconcile::db
