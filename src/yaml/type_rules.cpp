#include "src/yaml/type_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <vector>

namespace pgreconcile::yaml {
namespace {

// A type by the beginning of its canonical name.
struct Range {
  std::string_view type;
  std::string_view what;
  int least;
  int most;
};

// https://www.postgresql.org/docs/current/datatype.html
constexpr auto kRanges = std::to_array<Range>({
    {"character varying(", "length", 1, 10485760},
    {"character(", "length", 1, 10485760},
    {"bit varying(", "length", 1, 83886080},
    {"bit(", "length", 1, 83886080},
    {"numeric(", "precision", 1, 1000},
    {"timestamp(", "precision", 0, 6},
    {"time(", "precision", 0, 6},
    {"interval", "precision", 0, 6},
});

constexpr auto kCollatable =
    std::to_array<std::string_view>({"bpchar", "character", "character varying", "name", "text"});

// pg_type.typstorage = 'p'
// clang-format off
constexpr auto kFixedLength = std::to_array<std::string_view>({
    "\"char\"", "bigint", "boolean", "box", "circle", "date", "double precision", "integer", "interval", "line", "lseg",
    "macaddr", "macaddr8", "money", "name", "oid", "pg_lsn", "point", "real", "smallint", "tid", "time with time zone",
    "time without time zone", "timestamp with time zone", "timestamp without time zone", "uuid", "xid", "xid8"});
// clang-format on

std::vector<long> modifiers(std::string_view canonical) {
  std::vector<long> numbers;
  auto at = canonical.find('(');
  while (at != std::string_view::npos && canonical[at] != ')') {
    long number = 0;
    const auto [end, error] = std::from_chars(canonical.data() + at + 1, canonical.data() + canonical.size(), number);
    // A number that does not fit is larger than every limit.
    numbers.push_back(error == std::errc::result_out_of_range ? std::numeric_limits<long>::max() : number);
    at = canonical.find_first_of(",)", static_cast<std::size_t>(end - canonical.data()));
  }
  return numbers;
}

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::optional<std::string> refuse_modifier(const sql::TypeName& type) {
  const auto& name = type.canonical();
  const auto* range = std::ranges::find_if(kRanges, [&](const Range& r) { return name.starts_with(r.type); });
  const auto numbers = modifiers(name);
  if (!type.is_builtin() || range == kRanges.end() || numbers.empty()) return std::nullopt;
  if (numbers.front() < range->least || numbers.front() > range->most) {
    return fmt::format("the {} must be between {} and {}", range->what, range->least, range->most);
  }
  constexpr long kMaxScale = 1000;
  if (range->type == "numeric(" && (numbers.back() < -kMaxScale || numbers.back() > kMaxScale)) {
    return fmt::format("the scale must be between {} and {}", -kMaxScale, kMaxScale);
  }
  return std::nullopt;
}

void refuse_collation(const sql::TypeName& type, std::size_t offset, FileContext& file) {
  if (!type.is_builtin() || contains(kCollatable, type.base())) return;
  file.problems.add(offset, fmt::format("type {} has no collations", type.canonical()), "remove the key");
}

bool may_be_toasted(const sql::TypeName& type) {
  const bool is_array = type.element() != type.canonical();
  return !type.is_builtin() || is_array || !contains(kFixedLength, type.base());
}

bool is_integer(const sql::TypeName& type) {
  return type.canonical() == "smallint" || type.canonical() == "integer" || type.canonical() == "bigint";
}

}  // namespace pgreconcile::yaml
