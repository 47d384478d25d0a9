#pragma once

#include <chrono>
#include <string>

namespace pgreconcile {

/// As a person reads it: `12 ms`, `2.3 s`, `3 min 12 s`, `1 h 2 min`
std::string duration_text(std::chrono::milliseconds duration);

std::chrono::milliseconds elapsed_since(std::chrono::steady_clock::time_point start);

}  // namespace pgreconcile
