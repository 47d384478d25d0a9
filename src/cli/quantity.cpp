#include "src/cli/quantity.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <span>

namespace pgreconcile::cli {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

constexpr auto kDurations = std::to_array<Unit>({{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}});
constexpr auto kSizes =
    std::to_array<Unit>({{"B", 1}, {"kB", 1LL << 10}, {"MB", 1LL << 20}, {"GB", 1LL << 30}, {"TB", 1LL << 40}});

std::optional<std::int64_t> parse(std::string_view text, std::span<const Unit> units, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  const auto unit_name = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const auto& unit : units) {
    if (unit.name == unit_name && number <= most / unit.factor) return number * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  // PostgreSQL's timeouts are milliseconds in an int.
  const auto duration = parse(text, kDurations, std::numeric_limits<int>::max());
  return duration ? std::optional(std::chrono::milliseconds(*duration)) : std::nullopt;
}

std::optional<std::int64_t> parse_size(std::string_view text) {
  return parse(text, kSizes, std::numeric_limits<std::int64_t>::max());
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  constexpr std::array kOne{Unit{"", 1}};
  const auto count = parse(text, kOne, 1'000'000);
  return count == 0 ? std::nullopt : count;
}

}  // namespace pgreconcile::cli
