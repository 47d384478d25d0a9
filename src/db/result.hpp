#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pgreconcile::db {

/// The rows of one query, as text. Columns count from 0.
class Result {
 public:
  struct Rows;
  explicit Result(std::shared_ptr<const Rows> rows) : rows_(std::move(rows)) {}

  std::size_t size() const;
  /// Where the column of that name stands. Throws Error(Internal) where the query has none.
  int column(const std::string& name) const;
  bool is_null(std::size_t row, int column) const;
  /// The field's text; empty for NULL.
  std::string text(std::size_t row, int column) const;
  bool boolean(std::size_t row, int column) const { return text(row, column) == "t"; }
  /// Throws Error(Internal) where the field is no integer.
  std::int64_t integer(std::size_t row, int column) const;

 private:
  std::shared_ptr<const Rows> rows_;
};

}  // namespace pgreconcile::db
