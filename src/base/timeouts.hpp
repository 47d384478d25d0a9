#pragma once

#include <chrono>

namespace pgreconcile {

/// What a statement may wait and run for. Zero means no limit, as in PostgreSQL.
struct Timeouts {
  std::chrono::milliseconds lock{0};
  std::chrono::milliseconds statement{0};

  friend bool operator==(const Timeouts&, const Timeouts&) = default;
};

/// Of what only reads the catalog.
inline constexpr Timeouts kReadTimeouts{std::chrono::seconds(5), std::chrono::minutes(1)};

}  // namespace pgreconcile
