#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgreconcile {

/// A line of a schema file, fit to be shown with a caret under the place that matters.
struct Excerpt {
  std::string line = {};  ///< printable, and clipped around the caret; empty where there is nothing to show
  std::size_t caret = 0;  ///< how many characters of the line stand before it

  friend bool operator==(const Excerpt&, const Excerpt&) = default;
};

/// The line around its byte `place`, which may be its end. Takes the same time however long the line is.
Excerpt make_excerpt(std::string_view line, std::size_t place);

}  // namespace pgreconcile
