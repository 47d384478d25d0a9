#include "src/render/picture.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "src/render/layered_layout.hpp"
#include "src/render/markup.hpp"
#include "src/render/table_box.hpp"

namespace pgreconcile::render {
namespace {

constexpr std::size_t kMostTables = 60;
constexpr double kMostShrunk = 1300;   // up to this width, the picture gets as narrow as the page, if that is no phone
constexpr double kLabelDistance = 24;  // from the child
constexpr double kLoop = 30;           // how far the line of a table that refers to itself goes out

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

std::string label_of(const DiagramRelation& relation) {
  if (relation.mark == Mark::None) return "";
  return fmt::format("{} {} {}", symbol(relation.mark), shortened_name(relation.name), to_string(relation.mark));
}

double sign(Side side) { return side == Side::Left ? -1 : 1; }

// What stands at the end of a line: a crow's foot for many, a ring for none, a bar for one. The line leaves at that
// side.
std::string end_mark(const Point& end, Side side, Cardinality cardinality) {
  const auto x = [&](double distance) { return end.x + sign(side) * distance; };
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
      boxes_.push_back(table_box(diagram.tables[at]));
    }
    for (const auto& relation : diagram.relations) {
      if (boxes.contains(relation.child) && boxes.contains(relation.parent)) add_line(relation, boxes);
    }
    std::vector<Size> sizes;
    for (const auto& box : boxes_) sizes.push_back(box.size);
    for (const auto& line : lines_) {
      if (line.child == line.parent) make_room_for_loop(line, sizes[line.child]);
    }
    layout_ = lay_out(sizes, lines_);
  }

  std::string svg() const {
    constexpr double kMargin = 4;
    std::string content;
    for (std::size_t at = 0; at < lines_.size(); ++at) content += relation_svg(at);
    for (std::size_t at = 0; at < boxes_.size(); ++at) content += table_svg(boxes_[at], layout_.boxes[at]);
    const auto width = layout_.size.width + 2 * kMargin;
    const auto height = layout_.size.height + 2 * kMargin;
    return fmt::format(
        "<svg{} role=\"img\" aria-labelledby=\"picture-name\" aria-describedby=\"picture-text\" viewBox=\"-{:.0f} "
        "-{:.0f} "
        "{:.0f} {:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" xmlns=\"http://www.w3.org/2000/svg\">\n"
        "<title id=\"picture-name\">Tables that differ, and those that they refer to</title>\n"
        "<desc id=\"picture-text\">{}</desc>\n{}</svg>\n",
        width <= kMostShrunk ? " class=\"fits\"" : "", kMargin, kMargin, width, height, width, height,
        markup(description()), content);
  }

 private:
  void make_room_for_loop(const Line& line, Size& size) const {
    const auto label = line.label_width == 0 ? 0 : kLabelDistance + line.label_width;
    size.width = std::max(size.width, boxes_[line.child].size.width + std::max(kLoop, label));
  }

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
                      .label_width = text_width(label_of(relation))});
  }

  // What a picture says to those who do not see it.
  std::string description() const {
    std::vector<std::string> parts;
    for (const auto& box : boxes_) {
      parts.push_back(box.mark == Mark::None ? box.title : fmt::format("{} {}", box.title, to_string(box.mark)));
    }
    return fmt::format("{}. The list of differences says all that the picture shows.", fmt::join(parts, ", "));
  }

  Point at_side(std::size_t box, double row, Side side) const {
    const auto& corner = layout_.boxes[box];
    return {corner.x + (side == Side::Right ? boxes_[box].size.width : 0), corner.y + row};
  }

  std::string relation_svg(std::size_t at) const {
    const auto& line = lines_[at];
    const auto& relation = relations_[at];
    const bool is_loop = line.child == line.parent;
    const bool goes_right = is_loop || layout_.boxes[line.parent].x > layout_.boxes[line.child].x;
    const auto child_side = goes_right ? Side::Right : Side::Left;
    const auto parent_side = goes_right && !is_loop ? Side::Left : Side::Right;
    const auto from = at_side(line.child, line.child_row, child_side);
    const auto to = at_side(line.parent, line.parent_row, parent_side);
    return fmt::format("<g class=\"line{}\"><path d=\"{}\"/>{}{}{}</g>\n", mark_class(relation.mark),
                       is_loop ? loop(from, to) : path(from, layout_.ways[at], to),
                       end_mark(from, child_side, relation.children), end_mark(to, parent_side, relation.parents),
                       label_svg(relation, from, child_side));
  }

  static std::string label_svg(const DiagramRelation& relation, const Point& end, Side side) {
    const auto label = label_of(relation);
    if (label.empty()) return "";
    return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\"{}>{}</text>", end.x + sign(side) * kLabelDistance, end.y - 5,
                       side == Side::Left ? " text-anchor=\"end\"" : "", markup(label));
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
