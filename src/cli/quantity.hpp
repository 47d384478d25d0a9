#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pgreconcile::cli {

/// `500ms`, `2s`, `10m`, `1h`; std::nullopt for anything else. A number without a unit is no duration.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// `100MB`, `1GB`, `512kB`, `0B`, as PostgreSQL writes sizes (1 kB is 1,024 bytes); std::nullopt for anything else.
std::optional<std::int64_t> parse_size(std::string_view text);

/// `1` to `1000000`; std::nullopt for anything else.
std::optional<std::int64_t> parse_count(std::string_view text);

}  // namespace pgreconcile::cli
