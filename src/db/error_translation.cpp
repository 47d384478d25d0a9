#include "src/db/error_translation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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
    {"55P03", ErrorCode::TryAgain, "another session holds the lock; try again"},
    {"40P01", ErrorCode::TryAgain, "try again"},
    {"40001", ErrorCode::TryAgain, "try again"},
    {"57014", ErrorCode::TryAgain, "the statement took longer than its timeout, or was cancelled; try again"},
    {"57", ErrorCode::TryAgain, "the server ended the session; try again"},
    {"08", ErrorCode::TryAgain, "the connection broke; try again"},
});

const Translation* find_translation(std::string_view sqlstate) {
  const auto fits = [&](const Translation& entry) { return sqlstate.starts_with(entry.sqlstate); };
  const auto found = std::ranges::find_if(kTranslations, fits);
  return found == kTranslations.end() ? nullptr : &*found;
}

}  // namespace

ErrorCode code_of_sqlstate(std::string_view sqlstate) {
  const auto* translation = find_translation(sqlstate);
  return translation == nullptr ? ErrorCode::Failure : translation->code;
}

Error server_error(std::string_view sqlstate, std::string_view message) {
  while (message.ends_with('\n')) message.remove_suffix(1);
  // libpq puts the severity in front: `ERROR:  text`.
  constexpr std::size_t kLongestSeverity = 16;
  if (const auto severity = message.find(":  "); severity < kLongestSeverity) message.remove_prefix(severity + 3);
  const auto* translation = find_translation(sqlstate);
  Error error(code_of_sqlstate(sqlstate), fmt::format("{} (SQLSTATE {})", message, sqlstate),
              std::string(translation == nullptr ? "" : translation->hint));
  return error.with_sqlstate(std::string(sqlstate));
}

}  // namespace pgreconcile::db
