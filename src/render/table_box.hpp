#pragma once

// Private to src/render: a table in a picture.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "src/render/graph.hpp"
#include "src/render/layered_layout.hpp"

namespace pgreconcile::render {

/// A line of text in a table, of which a column that differs has two.
struct TableRow {
  std::string name;
  std::string type = {};
  std::string keys = {};
  std::string detail = {};  ///< in what it differs
  Mark mark = Mark::None;
  bool is_note = false;
};

/// What is drawn of a table, and how large that is.
struct TableBox {
  std::string title;
  Mark mark = Mark::None;
  std::vector<TableRow> rows = {};
  std::map<std::string, double> ports = {};  ///< how far below the top lines end, by the column's name
  double name_width = 0;
  double type_width = 0;
  Size size = {};
};

/// A table that differs shows its columns, or of many those that differ and keys; one that does not, its keys.
TableBox table_box(const DiagramTable& table);

/// How far below the top a line to this column ends, be it drawn or not.
double port(const TableBox& box, const std::string& column);

/// With its upper left corner there.
std::string table_svg(const TableBox& box, const Point& corner);

/// ` m-differs`, after another class; empty for None.
std::string mark_class(Mark mark);

/// A name as far as there is room for it.
std::string shortened_name(const std::string& name);

/// In pixels: text is set in a font whose characters are equally wide.
double text_width(std::string_view text);

}  // namespace pgreconcile::render
