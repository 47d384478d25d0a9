#include "reconciler/server_features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>

namespace pgreconcile::reconciler {
namespace {

constexpr auto kMultiranges = std::to_array<std::string_view>(
    {"datemultirange", "int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange"});

// The canonical type `numeric(3,-2)` or `numeric(2,5)`: a scale that is negative or greater than the precision.
// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL
bool has_unusual_scale(const std::string& type) {
  static const std::regex kScaled(R"(numeric\((\d{1,4}),(-?\d{1,4})\))");
  std::smatch parts;
  if (!std::regex_match(type, parts, kScaled)) return false;
  const int scale = std::stoi(parts[2]);
  return scale < 0 || scale > std::stoi(parts[1]);
}

class MissingFeatures {
 public:
  explicit MissingFeatures(int server_version_number) : version_(server_version_number) {}

  void look_at(const model::Database& desired) {
    for (const auto& domain : desired.domains) look_at_type(domain.type, domain.origin);
    for (const auto& table : desired.tables) look_at(table);
  }

  std::vector<Diagnostic> take() {
    std::ranges::stable_sort(diagnostics_, {}, &Diagnostic::where);
    return std::move(diagnostics_);
  }

 private:
  void look_at(const model::Table& table) {
    for (const auto& column : table.columns) {
      look_at_type(column.type, column.origin);
      if (column.compression) need(14, "compression", column.origin);
    }
    if (table.primary_key) look_at_nulls(*table.primary_key);
    for (const auto& key : table.unique) look_at_nulls(key);
    for (const auto& index : table.indexes) look_at_nulls(index);
    for (const auto& key : table.foreign_keys) {
      if (!key.on_delete_columns.empty()) need(15, "on_delete with columns", key.origin);
    }
  }

  void look_at_type(const sql::TypeName& type, const model::Origin& origin) {
    const auto name = type.element();
    if (std::ranges::find(kMultiranges, name) != kMultiranges.end()) need(14, name, origin);
    if (has_unusual_scale(name)) need(15, name, origin);
  }

  template <typename KeyOrIndex>
  void look_at_nulls(const KeyOrIndex& object) {
    if (object.nulls_distinct == model::NullsDistinct::No) need(15, "nulls_not_distinct", object.origin);
  }

  // https://www.postgresql.org/docs/release/
  void need(int major, std::string_view feature, const model::Origin& origin) {
    if (version_ / 10000 >= major) return;
    diagnostics_.push_back({.where = origin.where,
                            .message = fmt::format("\"{}\" needs PostgreSQL {}; the server is {}.{}", feature, major,
                                                   version_ / 10000, version_ % 10000),
                            .hint = {}});
  }

  int version_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

std::vector<Diagnostic> missing_features(const model::Database& desired, int server_version_number) {
  MissingFeatures features(server_version_number);
  features.look_at(desired);
  return features.take();
}

}  // namespace pgreconcile::reconciler
