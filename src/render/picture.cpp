#include "src/render/picture.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

#include "src/base/utf8.hpp"
#include "src/render/layered_layout.hpp"
#include "src/render/markup.hpp"

namespace pgreconcile::render {
namespace {

constexpr std::size_t kMostTables = 60;
/// A table with more columns shows its keys and what differs.
constexpr std::size_t kMostColumns = 12;

// In pixels. Text is set in a font whose characters are equally wide.
constexpr double kCharacter = 7.25;
constexpr double kPadding = 12;
constexpr double kSign = 14;  // the mark before a name
constexpr double kTitleHeight = 30;
constexpr double kRowHeight = 22;
constexpr double kDetailHeight = 16;
constexpr double kLoop = 30;  // how far the line of a table that refers to itself goes out

// In characters.
constexpr std::size_t kMostOfName = 32;
constexpr std::size_t kMostOfType = 28;
constexpr std::size_t kMostOfDetail = 48;

std::string shortened(const std::string& text, std::size_t most) {
  auto shown = printable(text);
  if (character_count(shown) <= most) return shown;
  return shown.substr(0, character_offset(shown, most - 1)) + "…";
}

// How wide a text is: characters of East Asia are twice as wide as others.
double width_of(std::string_view text) {
  double width = 0;
  while (!text.empty()) {
    const auto character = first_character(text);
    width += code_point(character) >= 0x1100 && character != "…" ? 2 * kCharacter : kCharacter;
    text.remove_prefix(character.size());
  }
  return width;
}

// `differs: type is double precision`
std::string mark_text(Mark mark, const std::string& detail) {
  return detail.empty() ? to_string(mark) : fmt::format("{}: {}", to_string(mark), detail);
}

std::string class_of(Mark mark) { return mark == Mark::None ? "" : " m-" + to_string(mark); }

// A line of text in a table.
struct Row {
  std::string name;
  std::string type = {};
  std::string keys = {};
  std::string detail = {};  // in what it differs, on a line of its own
  Mark mark = Mark::None;
  bool is_note = false;

  double height() const { return kRowHeight + (detail.empty() ? 0 : kDetailHeight); }
};

struct TableBox {
  std::string title;
  Mark mark = Mark::None;
  std::vector<Row> rows = {};
  std::map<std::string, double> ports = {};  // how far below the top lines end, by the column's name
  double name_width = 0;
  double type_width = 0;
  double width = 0;
  double height = 0;
};

enum class Extent { All, KeysAndMarks, Keys };

// What a table shows of its columns: one that only is referred to, no more than its keys.
Extent extent_of(const DiagramTable& table) {
  if (table.mark == Mark::None) return Extent::Keys;
  return table.columns.size() > kMostColumns ? Extent::KeysAndMarks : Extent::All;
}

bool is_shown(const DiagramColumn& column, Extent extent) {
  if (extent == Extent::All || !column.keys.empty()) return true;
  return extent == Extent::KeysAndMarks && column.mark != Mark::None;
}

Row row_of(const DiagramColumn& column, Mark table) {
  std::vector<std::string> keys;
  for (const auto key : column.keys) keys.push_back(to_string(key));
  // All columns of a missing table are missing.
  const bool is_told = column.mark != Mark::None && table != Mark::Missing;
  return {.name = shortened(column.name, kMostOfName),
          .type = shortened(column.type, kMostOfType) + (column.nullable ? " null" : ""),
          .keys = fmt::format("{}", fmt::join(keys, " ")),
          .detail = is_told ? shortened(mark_text(column.mark, column.detail), kMostOfDetail) : "",
          .mark = column.mark};
}

// Missing tables show their first columns, since all of them are marked.
void add_rows(TableBox& box, const DiagramTable& table) {
  const auto extent = extent_of(table);
  std::size_t left_out = 0;
  double y = kTitleHeight;
  for (const auto& column : table.columns) {
    const bool is_one_too_many = table.mark == Mark::Missing && box.rows.size() >= kMostColumns;
    if (is_one_too_many || !is_shown(column, extent)) {
      ++left_out;
      continue;
    }
    box.rows.push_back(row_of(column, table.mark));
    box.ports.emplace(column.name, y + kRowHeight / 2);
    y += box.rows.back().height();
  }
  const auto note = [&](std::string text) { box.rows.push_back({.name = std::move(text), .is_note = true}); };
  if (left_out > 0) note(fmt::format("and {} more column{}", left_out, left_out == 1 ? "" : "s"));
  if (!table.note.empty()) note(table.note);
}

void measure(TableBox& box) {
  double keys_width = 0;
  double widest = kSign + width_of(box.title) + 2 * kCharacter + width_of(to_string(box.mark));
  box.height = kTitleHeight + (box.rows.empty() ? 0 : kPadding / 2);
  for (const auto& row : box.rows) {
    box.height += row.height();
    widest = std::max(widest, kSign + width_of(row.detail));
    if (row.is_note) {
      widest = std::max(widest, kSign + width_of(row.name));
      continue;
    }
    box.name_width = std::max(box.name_width, width_of(row.name));
    box.type_width = std::max(box.type_width, width_of(row.type));
    keys_width = std::max(keys_width, width_of(row.keys));
  }
  const auto columns = kSign + box.name_width + box.type_width + keys_width + 4 * kCharacter;
  box.width = std::ceil(2 * kPadding + std::max(widest, columns));
}

TableBox box_of(const DiagramTable& table) {
  TableBox box{.title = shortened(table.title, kMostOfName), .mark = table.mark};
  add_rows(box, table);
  measure(box);
  return box;
}

// The positions of what is drawn: of tables that differ, as many as there is room for, and then of what they refer to.
std::vector<std::size_t> drawn_tables(const Diagram& diagram, std::vector<std::string>& left_out) {
  std::vector<std::size_t> drawn;
  for (std::size_t at = 0; at < diagram.tables.size(); ++at) {
    if (diagram.tables[at].mark == Mark::None) continue;
    if (drawn.size() < kMostTables) {
      drawn.push_back(at);
    } else {
      left_out.push_back(diagram.tables[at].title);
    }
  }
  const auto differing = drawn;
  for (const auto& relation : diagram.relations) {
    const bool is_known = std::ranges::find(drawn, relation.parent) != drawn.end();
    if (is_known || drawn.size() >= kMostTables || !std::ranges::binary_search(differing, relation.child)) continue;
    drawn.push_back(relation.parent);
  }
  std::ranges::sort(drawn);
  return drawn;
}

double port(const TableBox& box, const std::string& column) {
  const auto found = box.ports.find(column);
  return found == box.ports.end() ? kTitleHeight / 2 : found->second;
}

std::string label_of(const DiagramRelation& relation) {
  if (relation.mark == Mark::None) return "";
  return fmt::format("{} {} {}", symbol(relation.mark), shortened(relation.name, kMostOfName),
                     to_string(relation.mark));
}

enum class Direction { Left, Right };

double sign(Direction direction) { return direction == Direction::Left ? -1 : 1; }

// What stands at the end of a line: a crow's foot for many, a ring for none, a bar for one. The line leaves in that
// direction.
std::string end_mark(const Point& end, Direction direction, Cardinality cardinality) {
  const auto x = [&](double distance) { return end.x + sign(direction) * distance; };
  const auto bar = [&](double distance) {
    return fmt::format(R"(<path d="M{:.0f} {:.0f}v12"/>)", x(distance), end.y - 6);
  };
  const auto ring = [&](double distance) {
    return fmt::format(R"(<circle cx="{:.0f}" cy="{:.0f}" r="4"/>)", x(distance), end.y);
  };
  switch (cardinality) {
    case Cardinality::ExactlyOne:
      return bar(7) + bar(12);
    case Cardinality::ZeroOrOne:
      return bar(7) + ring(14);
    case Cardinality::ZeroOrMore:
      return fmt::format(R"(<path d="M{0:.0f} {1:.0f}L{2:.0f} {3:.0f}L{0:.0f} {4:.0f}"/>)", end.x, end.y - 6, x(11),
                         end.y, end.y + 6) +
             ring(15);
  }
  return {};
}

// A curve that begins and ends level.
std::string curve(const Point& from, const Point& to) {
  const auto middle = (from.x + to.x) / 2;
  return fmt::format("C{0:.0f} {1:.0f} {0:.0f} {2:.0f} {3:.0f} {2:.0f}", middle, from.y, to.y, to.x);
}

std::string path(const Point& from, const std::vector<Point>& way, const Point& to) {
  auto text = fmt::format("M{:.0f} {:.0f}", from.x, from.y);
  auto last = from;
  for (std::size_t at = 0; at + 1 < way.size(); at += 2) {
    text += curve(last, way[at]) + fmt::format("L{:.0f} {:.0f}", way[at + 1].x, way[at + 1].y);
    last = way[at + 1];
  }
  return text + curve(last, to);
}

// Of a table that refers to itself.
std::string loop(const Point& from, const Point& to) {
  return fmt::format("M{0:.0f} {1:.0f}C{2:.0f} {1:.0f} {2:.0f} {4:.0f} {3:.0f} {4:.0f}", from.x, from.y, from.x + kLoop,
                     to.x, to.y);
}

// The boxes and lines of a picture, laid out.
class Drawing {
 public:
  Drawing(const Diagram& diagram, const std::vector<std::size_t>& drawn) {
    std::map<std::size_t, std::size_t> boxes;  // by the table's position
    for (const auto at : drawn) {
      boxes.emplace(at, boxes_.size());
      boxes_.push_back(box_of(diagram.tables[at]));
    }
    for (const auto& relation : diagram.relations) {
      if (boxes.contains(relation.child) && boxes.contains(relation.parent)) add_line(relation, boxes);
    }
    std::vector<Size> sizes;
    for (std::size_t at = 0; at < boxes_.size(); ++at) {
      const bool has_loop = std::ranges::any_of(lines_, [&](const Line& line) { return is_loop(line, at); });
      sizes.push_back({boxes_[at].width + (has_loop ? kLoop : 0), boxes_[at].height});
    }
    layout_ = lay_out(sizes, lines_);
  }

  std::string svg() const {
    constexpr double kMargin = 4;
    std::string content;
    for (std::size_t at = 0; at < lines_.size(); ++at) content += relation_svg(at);
    for (std::size_t at = 0; at < boxes_.size(); ++at) content += box_svg(at);
    const auto width = layout_.size.width + 2 * kMargin;
    const auto height = layout_.size.height + 2 * kMargin;
    return fmt::format(
        "<svg role=\"img\" aria-labelledby=\"picture-name\" aria-describedby=\"picture-text\" viewBox=\"-{2:.0f} "
        "-{2:.0f} {0:.0f} {1:.0f}\" "
        "width=\"{0:.0f}\" height=\"{1:.0f}\" xmlns=\"http://www.w3.org/2000/svg\">\n"
        "<title id=\"picture-name\">Tables that differ, and those that they refer to</title>\n"
        "<desc id=\"picture-text\">{3}</desc>\n{4}</svg>\n",
        width, height, kMargin, markup(description()), content);
  }

 private:
  static bool is_loop(const Line& line, std::size_t box) { return line.child == box && line.parent == box; }

  void add_line(const DiagramRelation& relation, const std::map<std::size_t, std::size_t>& boxes) {
    const auto child = boxes.at(relation.child);
    const auto parent = boxes.at(relation.parent);
    const auto& [from, to] =
        relation.columns.empty() ? std::pair<std::string, std::string>() : relation.columns.front();
    relations_.push_back(relation);
    lines_.push_back({.child = child,
                      .parent = parent,
                      .child_row = port(boxes_[child], from),
                      .parent_row = port(boxes_[parent], to),
                      .label_width = width_of(label_of(relation))});
  }

  // What a picture says to those who do not see it.
  std::string description() const {
    std::vector<std::string> parts;
    for (const auto& box : boxes_) {
      parts.push_back(box.mark == Mark::None ? box.title : fmt::format("{} {}", box.title, to_string(box.mark)));
    }
    return fmt::format("{}. The list of differences says all that the picture shows.", fmt::join(parts, ", "));
  }

  Point at_side(std::size_t box, double row, Direction side) const {
    const auto& corner = layout_.boxes[box];
    return {corner.x + (side == Direction::Right ? boxes_[box].width : 0), corner.y + row};
  }

  std::string relation_svg(std::size_t at) const {
    const auto& line = lines_[at];
    const auto& relation = relations_[at];
    const bool is_loop = line.child == line.parent;
    const bool goes_right = is_loop || layout_.boxes[line.parent].x > layout_.boxes[line.child].x;
    const auto child_side = goes_right ? Direction::Right : Direction::Left;
    const auto parent_side = goes_right && !is_loop ? Direction::Left : Direction::Right;
    const auto from = at_side(line.child, line.child_row, child_side);
    const auto to = at_side(line.parent, line.parent_row, parent_side);
    return fmt::format("<g class=\"line{}\"><path d=\"{}\"/>{}{}{}</g>\n", class_of(relation.mark),
                       is_loop ? loop(from, to) : path(from, layout_.ways[at], to),
                       end_mark(from, child_side, relation.children), end_mark(to, parent_side, relation.parents),
                       label_svg(relation, from, child_side));
  }

  static std::string label_svg(const DiagramRelation& relation, const Point& end, Direction direction) {
    const auto label = label_of(relation);
    if (label.empty()) return "";
    return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\"{}>{}</text>", end.x + sign(direction) * 24, end.y - 5,
                       direction == Direction::Left ? " text-anchor=\"end\"" : "", markup(label));
  }

  std::string box_svg(std::size_t at) const {
    const auto& box = boxes_[at];
    const auto& corner = layout_.boxes[at];
    auto text = fmt::format(
        "<g class=\"table{}\" transform=\"translate({:.0f} {:.0f})\"><rect class=\"box\" width=\"{:.0f}\" "
        "height=\"{:.0f}\" rx=\"6\"/><path class=\"head\" d=\"M0 {:.0f}V6q0 -6 6 -6H{:.0f}q6 0 6 6V{:.0f}z\"/>\n",
        class_of(box.mark), corner.x, corner.y, box.width, box.height, kTitleHeight, box.width - 6, kTitleHeight);
    text += signed_text(kTitleHeight / 2 + 4, box.mark, box.title, "title");
    if (box.mark != Mark::None) {
      text += fmt::format("<text class=\"said\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>\n",
                          box.width - kPadding, kTitleHeight / 2 + 4, to_string(box.mark));
    }
    double y = kTitleHeight;
    for (const auto& row : box.rows) {
      text += row_svg(box, row, y);
      y += row.height();
    }
    return text + "</g>\n";
  }

  // A name, and before it the sign of its mark.
  static std::string signed_text(double y, Mark mark, const std::string& name, std::string_view css_class) {
    std::string text;
    if (mark != Mark::None) {
      text = fmt::format("<text class=\"said\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", kPadding, y, symbol(mark));
    }
    return text + fmt::format("<text class=\"{}\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", css_class, kPadding + kSign,
                              y, markup(name));
  }

  static std::string row_svg(const TableBox& box, const Row& row, double y) {
    const auto baseline = y + kRowHeight / 2 + 4;
    if (row.is_note) return signed_text(baseline, Mark::None, row.name, "note");
    const auto type_x = kPadding + kSign + box.name_width + 2 * kCharacter;
    auto text = fmt::format("<g class=\"row{}\">", class_of(row.mark));
    if (row.mark != Mark::None) {
      text += fmt::format("<rect class=\"tint\" x=\"1\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\"/>", y,
                          box.width - 2, row.height());
    }
    text += signed_text(baseline, row.mark, row.name, "name");
    text += fmt::format("<text class=\"type\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", type_x, baseline, markup(row.type));
    if (!row.keys.empty()) {
      text += fmt::format("<text class=\"key\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>",
                          box.width - kPadding, baseline, row.keys);
    }
    if (!row.detail.empty()) {
      text += fmt::format("<text class=\"said\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", kPadding + kSign,
                          baseline + kDetailHeight, markup(row.detail));
    }
    return text + "</g>\n";
  }

  std::vector<TableBox> boxes_;
  std::vector<Line> lines_;
  std::vector<DiagramRelation> relations_;  // of each line
  Layout layout_;
};

}  // namespace

Picture drift_picture(const Diagram& diagram) {
  Picture picture;
  const auto drawn = drawn_tables(diagram, picture.left_out);
  if (!drawn.empty()) picture.svg = Drawing(diagram, drawn).svg();
  return picture;
}

}  // namespace pgreconcile::render
