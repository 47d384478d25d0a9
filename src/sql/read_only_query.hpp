#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::sql {

/// A query that holds fragments of the file and that PostgreSQL's parser has read as one EXPLAIN without ANALYZE, or as
/// one SELECT over nothing but expressions. Only admit_read_only() makes one.
class ReadOnlyQuery {
 public:
  const std::string& text() const { return text_; }

 private:
  friend ReadOnlyQuery admit_read_only(std::string_view);
  explicit ReadOnlyQuery(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Throws Error(Internal) for any other text.
ReadOnlyQuery admit_read_only(std::string_view query);

}  // namespace pgreconcile::sql
