#pragma once

#include <chrono>

namespace pgreconcile {

/// What a statement may wait and run for. Zero means no limit, as in PostgreSQL.
struct Timeouts {
  std::chrono::milliseconds lock{0};
  std::chrono::milliseconds statement{0};

  friend bool operator==(const Timeouts&, const Timeouts&) = default;
};

}  // namespace pgreconcile
