#pragma once

// Private to src/render: where the boxes of a picture stand.

#include <cstddef>
#include <vector>

namespace pgreconcile::render {

struct Size {
  double width = 0;
  double height = 0;
};

/// Of a box, or of a column of boxes.
enum class Side { Left, Right };

struct Point {
  double x = 0;
  double y = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

/// A line between a row of one box and a row of another. Parents stand at the left of their children, as far as lines
/// do not go in a circle.
struct Line {
  std::size_t child = 0;  ///< positions among the boxes
  std::size_t parent = 0;
  double child_row = 0;  ///< how far below its box's top it ends
  double parent_row = 0;
  double label_width = 0;  ///< what has to stand between the two boxes
};

struct Layout {
  std::vector<Point> boxes;  ///< upper left corners
  /// Between which points each line crosses the columns of boxes that it passes, from the child to the parent, in pairs.
  std::vector<std::vector<Point>> ways;
  Size size;
};

/// Boxes that lines join stand in columns, each such group by itself; groups stand in rows. Equal input, equal layout.
Layout lay_out(const std::vector<Size>& boxes, const std::vector<Line>& lines);

}  // namespace pgreconcile::render
