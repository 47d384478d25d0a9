#pragma once

#include <array>
#include <string_view>

namespace pgreconcile::sql {

/// What every session and every printed script SETs first. Without these, text from the catalog would depend on the
/// settings of the role or the database, and with standard_conforming_strings off the server and the parser of the gate
/// would read different statements in one text. Some give literals their meaning: '{NULL}' as an array, `a = NULL`,
/// '<a/>' as XML.
inline constexpr auto kPinnedSettings = std::to_array<std::string_view>({
    "standard_conforming_strings = on",
    "client_encoding = 'UTF8'",
    "TimeZone = 'UTC'",
    "DateStyle = 'ISO'",
    "IntervalStyle = 'postgres'",
    "extra_float_digits = 1",
    "quote_all_identifiers = off",
    "array_nulls = on",
    "backslash_quote = safe_encoding",
    "bytea_output = 'hex'",
    "transform_null_equals = off",
    "xmloption = 'content'",
    "client_min_messages = warning",
});

/// A setting that a major release brought, as PostgreSQL numbers it: 140000.
struct SettingSince {
  int server_version;
  std::string_view text;
};

/// What a session and a printed script that change a database SET too: a role's own limits would end a long index build,
/// and a block that looks again under a lock has to see what was committed while it waited.
inline constexpr auto kSettingsOfChanges =
    std::to_array<SettingSince>({{0, "default_transaction_isolation = 'read committed'"},
                                 {0, "idle_in_transaction_session_timeout = 0"},
                                 {140000, "idle_session_timeout = 0"},
                                 {170000, "transaction_timeout = 0"}});

}  // namespace pgreconcile::sql
