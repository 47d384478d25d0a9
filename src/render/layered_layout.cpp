#include "src/render/layered_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace pgreconcile::render {
namespace {

constexpr double kRowGap = 26;        // between what stands in one column
constexpr double kColumnGap = 72;     // room for lines to bend
constexpr double kLabelMargin = 44;   // beside a label
constexpr double kGroupGap = 48;      // between what no line joins
constexpr double kWayHeight = 12;     // of a line that passes a column
constexpr double kUsualWidth = 1150;  // groups fill rows of this width, unless one of them is wider

using Positions = std::vector<std::size_t>;

// In which column each box stands: the next after that of its rightmost parent. A line that closes a circle does not count.
class Ranking {
 public:
  Ranking(std::size_t boxes, const std::vector<Line>& lines) : lines_(lines), states_(boxes), ranks_(boxes, 0) {
    for (std::size_t box = 0; box < boxes; ++box) visit(box);
    for (std::size_t box = 0; box < boxes; ++box) move_to_children(box);
  }

  const Positions& ranks() const { return ranks_; }

 private:
  enum class State { New, Begun, Done };

  void visit(std::size_t box) {
    if (states_[box] != State::New) return;
    states_[box] = State::Begun;
    for (const auto& line : lines_) {
      if (line.child != box || line.parent == box) continue;
      visit(line.parent);
      if (states_[line.parent] == State::Done) ranks_[box] = std::max(ranks_[box], ranks_[line.parent] + 1);
    }
    states_[box] = State::Done;
  }

  // A table without parents stands beside its nearest child, not at the far left.
  void move_to_children(std::size_t box) {
    std::optional<std::size_t> nearest;
    for (const auto& line : lines_) {
      if (line.child == line.parent) continue;
      if (line.child == box) return;
      if (line.parent == box) nearest = std::min(nearest.value_or(ranks_[line.child]), ranks_[line.child]);
    }
    if (nearest) ranks_[box] = *nearest - 1;
  }

  const std::vector<Line>& lines_;
  std::vector<State> states_;
  Positions ranks_;
};

// Each box's group: those that lines join, directly or through others. A group has the number of its first box.
Positions groups_of(std::size_t boxes, const std::vector<Line>& lines) {
  Positions groups(boxes);
  std::iota(groups.begin(), groups.end(), 0);
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (const auto& line : lines) {
      const auto group = std::min(groups[line.child], groups[line.parent]);
      has_changed = has_changed || groups[line.child] != group || groups[line.parent] != group;
      groups[line.child] = groups[line.parent] = group;
    }
  }
  return groups;
}

// Values as near as can be to the wanted ones, in their order, with room for each. The pool adjacent violators algorithm.
std::vector<double> settled(const std::vector<double>& wanted, const std::vector<double>& heights) {
  struct Block {
    double sum;
    std::size_t count;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<double> offsets(wanted.size(), 0);
  for (std::size_t at = 1; at < wanted.size(); ++at) offsets[at] = offsets[at - 1] + heights[at - 1] + kRowGap;
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    blocks.push_back({wanted[at] - offsets[at], 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
      const auto last = blocks.back();
      blocks.pop_back();
      blocks.back() = {blocks.back().sum + last.sum, blocks.back().count + last.count};
    }
  }
  std::vector<double> result;
  for (const auto& block : blocks) {
    for (std::size_t of_block = 0; of_block < block.count; ++of_block) {
      result.push_back(block.mean() + offsets[result.size()]);
    }
  }
  return result;
}

// What stands in a column: a box, or a line on its way past it.
struct Item {
  std::optional<std::size_t> box = {};
  double width = 0;
  double height = kWayHeight;
  Point place = {};
};

// A part of a line, between items of two columns that stand side by side.
struct Joint {
  std::size_t left;  ///< positions among the items
  std::size_t right;
  double left_row;
  double right_row;
};

// Boxes that lines join, in columns. https://en.wikipedia.org/wiki/Layered_graph_drawing
class Group {
 public:
  Group(const std::vector<Size>& boxes, const std::vector<Line>& lines, const Positions& ranks,
        const Positions& members)
      : lines_(lines), ranks_(ranks), item_of_box_(boxes.size()), ways_(lines.size()) {
    for (const auto box : members) {
      item_of_box_[box] = add_item(ranks[box], {.box = box, .width = boxes[box].width, .height = boxes[box].height});
    }
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (item_of_box_[lines[at].child]) join(at);
    }
    put_in_order();
    put_in_columns();
    put_in_rows();
  }

  Size size() const {
    Size size;
    for (const auto& item : items_) {
      size.width = std::max(size.width, item.place.x + item.width);
      size.height = std::max(size.height, item.place.y + item.height);
    }
    return size;
  }

  void write_to(Layout& layout, const Point& corner) const {
    const auto moved = [&](double x, double y) { return Point{corner.x + x, corner.y + y}; };
    for (const auto& item : items_) {
      if (item.box) layout.boxes[*item.box] = moved(item.place.x, item.place.y);
    }
    for (std::size_t at = 0; at < ways_.size(); ++at) {
      for (const auto way : ways_[at]) {
        const auto& item = items_[way];
        auto from = moved(item.place.x + item.width, item.place.y + kWayHeight / 2);
        auto to = moved(item.place.x, from.y - corner.y);
        if (goes_right(lines_[at])) std::swap(from.x, to.x);
        layout.ways[at].insert(layout.ways[at].end(), {from, to});
      }
    }
  }

 private:
  // From the child to the parent: only a line that closes a circle goes that way.
  bool goes_right(const Line& line) const { return ranks_[line.parent] > ranks_[line.child]; }

  std::size_t add_item(std::size_t column, Item item) {
    if (columns_.size() <= column) columns_.resize(column + 1);
    columns_[column].push_back(items_.size());
    items_.push_back(item);
    return items_.size() - 1;
  }

  void join(std::size_t at) {
    const auto& line = lines_[at];
    if (line.child == line.parent) return;
    const bool is_parent_right = goes_right(line);
    const auto left = is_parent_right ? line.child : line.parent;
    const auto right = is_parent_right ? line.parent : line.child;
    Joint joint{.left = *item_of_box_[left],
                .right = 0,
                .left_row = is_parent_right ? line.child_row : line.parent_row,
                .right_row = kWayHeight / 2};
    auto& way = ways_[at];
    for (auto column = ranks_[left] + 1; column < ranks_[right]; ++column) {
      joint.right = add_item(column, {});
      joints_.push_back(joint);
      way.push_back(joint.right);
      joint.left = joint.right;
      joint.left_row = kWayHeight / 2;
    }
    joint.right = *item_of_box_[right];
    joint.right_row = is_parent_right ? line.parent_row : line.child_row;
    joints_.push_back(joint);
    if (!is_parent_right) std::ranges::reverse(way);
  }

  Positions positions_in_columns() const {
    Positions positions(items_.size());
    for (const auto& column : columns_) {
      for (std::size_t at = 0; at < column.size(); ++at) positions[column[at]] = at;
    }
    return positions;
  }

  std::size_t crossings() const {
    const auto position = positions_in_columns();
    std::size_t count = 0;
    for (std::size_t a = 0; a < joints_.size(); ++a) {
      for (std::size_t b = a + 1; b < joints_.size(); ++b) {
        if (column_of_[joints_[a].left] != column_of_[joints_[b].left]) continue;
        const bool is_above = position[joints_[a].left] < position[joints_[b].left];
        const bool ends_below = position[joints_[a].right] > position[joints_[b].right];
        const bool is_below = position[joints_[a].left] > position[joints_[b].left];
        const bool ends_above = position[joints_[a].right] < position[joints_[b].right];
        if ((is_above && ends_below) || (is_below && ends_above)) ++count;
      }
    }
    return count;
  }

  // The mean, over the joints of an item at that side, of what `value` says; its own `otherwise` where it has none.
  template <typename Value>
  double mean(std::size_t item, Side side, double otherwise, Value value) const {
    double sum = 0;
    int count = 0;
    for (const auto& joint : joints_) {
      if ((side == Side::Left ? joint.right : joint.left) != item) continue;
      sum += value(joint);
      ++count;
    }
    return count == 0 ? otherwise : sum / count;
  }

  // Puts each item of a column where the middle of its neighbours at that side is.
  void sort_column(std::size_t column, Side side) {
    const auto position = positions_in_columns();
    std::vector<std::pair<double, std::size_t>> keys;
    for (const auto item : columns_[column]) {
      const auto of_neighbour = [&](const Joint& joint) {
        return static_cast<double>(position[side == Side::Left ? joint.left : joint.right]);
      };
      keys.emplace_back(mean(item, side, static_cast<double>(position[item]), of_neighbour), item);
    }
    std::ranges::stable_sort(keys, {}, &std::pair<double, std::size_t>::first);
    std::ranges::transform(keys, columns_[column].begin(), &std::pair<double, std::size_t>::second);
  }

  template <typename Visit>
  void sweep(Side from, Visit visit) {
    const auto count = columns_.size();
    for (std::size_t at = 1; at < count; ++at) visit(from == Side::Left ? at : count - 1 - at);
  }

  // The order in which the fewest lines cross, of those that a few sweeps find.
  void put_in_order() {
    column_of_.resize(items_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      for (const auto item : columns_[column]) column_of_[item] = column;
    }
    constexpr int kSweeps = 6;
    auto best = columns_;
    auto fewest = crossings();
    for (int at = 0; at < kSweeps && fewest > 0; ++at) {
      const auto side = at % 2 == 0 ? Side::Left : Side::Right;
      sweep(side, [&](std::size_t column) { sort_column(column, side); });
      if (const auto count = crossings(); count < fewest) {
        fewest = count;
        best = columns_;
      }
    }
    columns_ = best;
  }

  // How much of the gap at the left of each column labels need: they stand beside the child.
  std::vector<double> gaps() const {
    std::vector<double> gaps(columns_.size() + 1, kColumnGap);
    for (const auto& line : lines_) {
      if (!item_of_box_[line.child] || line.label_width == 0 || line.child == line.parent) continue;
      auto& gap = gaps[ranks_[line.child] + (goes_right(line) ? 1 : 0)];
      gap = std::max(gap, line.label_width + kLabelMargin);
    }
    return gaps;
  }

  void put_in_columns() {
    const auto gap = gaps();
    double x = 0;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (column > 0) x += gap[column];
      double width = 0;
      for (const auto item : columns_[column]) width = std::max(width, items_[item].width);
      for (const auto item : columns_[column]) {
        items_[item].place.x = x;
        if (!items_[item].box) items_[item].width = width;
      }
      x += width;
    }
  }

  // Puts each item of a column as high as its neighbours at that side stand.
  void level_column(std::size_t column, Side side) {
    std::vector<double> wanted;
    std::vector<double> heights;
    for (const auto item : columns_[column]) {
      wanted.push_back(mean(item, side, items_[item].place.y, [&](const Joint& joint) {
        return side == Side::Left ? items_[joint.left].place.y + joint.left_row - joint.right_row
                                  : items_[joint.right].place.y + joint.right_row - joint.left_row;
      }));
      heights.push_back(items_[item].height);
    }
    const auto levels = settled(wanted, heights);
    for (std::size_t at = 0; at < levels.size(); ++at) items_[columns_[column][at]].place.y = levels[at];
  }

  void put_in_rows() {
    for (const auto& column : columns_) {
      double y = 0;
      for (const auto item : column) {
        items_[item].place.y = y;
        y += items_[item].height + kRowGap;
      }
    }
    for (const auto side : {Side::Left, Side::Right, Side::Left, Side::Right}) {
      sweep(side, [&](std::size_t column) { level_column(column, side); });
    }
    double top = items_.front().place.y;
    for (const auto& item : items_) top = std::min(top, item.place.y);
    for (auto& item : items_) item.place.y = std::round(item.place.y - top);
  }

  const std::vector<Line>& lines_;
  const Positions& ranks_;
  std::vector<Item> items_;
  std::vector<Positions> columns_;  // items, from top to bottom
  Positions column_of_;
  std::vector<Joint> joints_;
  std::vector<std::optional<std::size_t>> item_of_box_;
  std::vector<Positions> ways_;  // of each line, the items between its ends, from the child on
};

// The boxes of each group; the largest group first.
std::vector<Positions> members_of_groups(std::size_t boxes, const std::vector<Line>& lines) {
  const auto group_of = groups_of(boxes, lines);
  std::vector<Positions> members(boxes);
  for (std::size_t box = 0; box < boxes; ++box) members[group_of[box]].push_back(box);
  std::erase_if(members, [](const Positions& group) { return group.empty(); });
  std::ranges::stable_sort(members, std::ranges::greater(), &Positions::size);
  return members;
}

// Groups in rows, as words on a page.
void pack(const std::vector<Group>& groups, Layout& layout) {
  double limit = kUsualWidth;
  for (const auto& group : groups) limit = std::max(limit, group.size().width);
  Point corner;
  double row_height = 0;
  for (const auto& group : groups) {
    const auto size = group.size();
    if (corner.x > 0 && corner.x + size.width > limit) {
      corner = {0, corner.y + row_height + kGroupGap};
      row_height = 0;
    }
    group.write_to(layout, corner);
    row_height = std::max(row_height, size.height);
    layout.size.width = std::max(layout.size.width, corner.x + size.width);
    corner.x += size.width + kGroupGap;
  }
  layout.size.height = corner.y + row_height;
}

}  // namespace

Layout lay_out(const std::vector<Size>& boxes, const std::vector<Line>& lines) {
  const Ranking ranking(boxes.size(), lines);
  std::vector<Group> groups;
  for (const auto& members : members_of_groups(boxes.size(), lines)) {
    groups.emplace_back(boxes, lines, ranking.ranks(), members);
  }
  Layout layout{std::vector<Point>(boxes.size()), std::vector<std::vector<Point>>(lines.size()), {}};
  pack(groups, layout);
  return layout;
}

}  // namespace pgreconcile::render
