#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/diagnostic.hpp"

namespace pgreconcile::yaml {

/// The text of one schema file, without a byte order mark and with LF line ends; places in it are byte offsets from 0.
class Source {
 public:
  Source(std::string file, std::string_view raw);

  const std::string& file() const { return file_; }
  const std::string& text() const { return text_; }
  /// The byte at `offset`, or NUL at the end and behind it.
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  /// The end of the line that `offset` is on: its line feed's offset, or the end of the text.
  std::size_t line_end(std::size_t offset) const;
  SourceLocation location(std::size_t offset) const;
  /// The line of a place. REQUIRES: location() has returned the place, or its line is 0 and there is none to show.
  Excerpt excerpt(const SourceLocation& where) const;

  /// A byte that cannot stand in a schema file is taken out of the way, so that the rest can be read.
  void blank_out(std::size_t offset, char replacement) { text_[offset] = replacement; }

 private:
  std::size_t characters_before(std::size_t offset) const;
  // The inverse of location().
  std::size_t offset(const SourceLocation& where) const;

  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  // How many characters lie before each block of the text: a column is then found in constant time, also where a
  // whole file stands on one line.
  std::vector<std::size_t> characters_before_block_;
};

}  // namespace pgreconcile::yaml
