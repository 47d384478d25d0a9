#include "src/yaml/system_column.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgreconcile::yaml {
namespace {

constexpr auto kSystemColumns = std::to_array<std::string_view>({"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"});

}  // namespace

bool is_system_column(const sql::Identifier& column) {
  return std::ranges::find(kSystemColumns, column.name()) != kSystemColumns.end();
}

}  // namespace pgreconcile::yaml
