#include "src/db/result.hpp"

#include <fmt/format.h>

#include <charconv>

#include "src/base/error.hpp"
#include "src/db/pqxx_result.hpp"

namespace pgreconcile::db {
namespace {

auto field(const Result::Rows& rows, std::size_t row, int column) {
  return rows.result[static_cast<pqxx::result::size_type>(row)][static_cast<pqxx::row::size_type>(column)];
}

}  // namespace

std::size_t Result::size() const { return static_cast<std::size_t>(rows_->result.size()); }

int Result::column(const std::string& name) const {
  try {
    return static_cast<int>(rows_->result.column_number(name));
  } catch (const pqxx::argument_error&) {
    throw Error(ErrorCode::Internal, fmt::format("a query has no column \"{}\"", name));
  }
}

bool Result::is_null(std::size_t row, int column) const { return field(*rows_, row, column).is_null(); }

std::string Result::text(std::size_t row, int column) const {
  const auto value = field(*rows_, row, column);
  return {value.c_str(), value.size()};
}

std::int64_t Result::integer(std::size_t row, int column) const {
  const auto value = text(row, column);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) {
    throw Error(ErrorCode::Internal, fmt::format("the server sent \"{}\" where a number was expected", value));
  }
  return number;
}

}  // namespace pgreconcile::db
