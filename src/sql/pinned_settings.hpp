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

}  // namespace pgreconcile::sql
