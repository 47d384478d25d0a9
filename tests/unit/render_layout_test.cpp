#include <gtest/gtest.h>

#include <random>

#include "src/render/layered_layout.hpp"

namespace pgreconcile::render {
namespace {

const Size kBox{100, 60};

Line line(std::size_t child, std::size_t parent) {
  return {.child = child, .parent = parent, .child_row = 40, .parent_row = 15};
}

bool overlap(const Point& a, const Size& a_size, const Point& b, const Size& b_size) {
  return a.x < b.x + b_size.width && b.x < a.x + a_size.width && a.y < b.y + b_size.height && b.y < a.y + a_size.height;
}

// What must hold whatever the tables refer to.
void check(const std::vector<Size>& boxes, const std::vector<Line>& lines) {
  const auto layout = lay_out(boxes, lines);
  for (std::size_t a = 0; a < boxes.size(); ++a) {
    EXPECT_GE(layout.boxes[a].x, 0);
    EXPECT_GE(layout.boxes[a].y, 0);
    EXPECT_LE(layout.boxes[a].x + boxes[a].width, layout.size.width);
    EXPECT_LE(layout.boxes[a].y + boxes[a].height, layout.size.height);
    for (std::size_t b = a + 1; b < boxes.size(); ++b) {
      EXPECT_FALSE(overlap(layout.boxes[a], boxes[a], layout.boxes[b], boxes[b])) << a << " and " << b;
    }
    for (const auto& way : layout.ways) {
      for (std::size_t at = 0; at < way.size(); at += 2) {
        const Point left{std::min(way[at].x, way[at + 1].x), way[at].y};
        const Size width{std::abs(way[at].x - way[at + 1].x), 0.5};
        EXPECT_FALSE(overlap(left, width, layout.boxes[a], boxes[a])) << "a line goes through " << a;
      }
    }
  }
}

TEST(Layout, ParentsStandLeftOfTheirChildren) {
  const auto layout = lay_out({kBox, kBox, kBox}, {line(1, 0), line(2, 1), line(2, 0)});
  EXPECT_EQ(layout.boxes[0].x, 0);
  EXPECT_EQ(layout.boxes[1].x, 172);
  EXPECT_EQ(layout.boxes[2].x, 344);
  EXPECT_EQ(layout.ways[0].size(), 0U);
  ASSERT_EQ(layout.ways[2].size(), 2U) << "the third line passes the second table";
  EXPECT_EQ(layout.ways[2][0].x, 272);
  EXPECT_EQ(layout.ways[2][1].x, 172);
}

TEST(Layout, LabelsGetRoom) {
  auto labelled = line(1, 0);
  labelled.label_width = 200;
  EXPECT_EQ(lay_out({kBox, kBox}, {labelled}).boxes[1].x, 344);
}

TEST(Layout, AParentStandsBesideItsChild) {
  const auto layout = lay_out({kBox, kBox, kBox, kBox}, {line(1, 0), line(2, 1), line(2, 3)});
  EXPECT_EQ(layout.boxes[3].x, layout.boxes[1].x);
}

TEST(Layout, TablesWithoutLinesFillRows) {
  const std::vector<Size> boxes(20, kBox);
  const auto layout = lay_out(boxes, {});
  EXPECT_EQ(layout.size.width, 1136);
  EXPECT_EQ(layout.size.height, 276);
  EXPECT_EQ(layout.boxes[8].x, 0);
  EXPECT_EQ(layout.boxes[8].y, 108);
  check(boxes, {});
}

TEST(Layout, Circles) {
  check({kBox}, {line(0, 0)});
  check({kBox, kBox}, {line(0, 1), line(1, 0)});
  check({kBox, kBox, kBox}, {line(0, 1), line(1, 2), line(2, 0), line(1, 1)});
}

TEST(Layout, OfNothing) {
  const auto layout = lay_out({}, {});
  EXPECT_EQ(layout.size.width, 0);
  EXPECT_EQ(layout.size.height, 0);
}

TEST(Layout, NothingOverlapsWhateverTablesReferTo) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto up_to = [&](std::size_t most) { return random() % (most + 1); };
    std::vector<Size> boxes;
    for (auto count = 1 + up_to(29); count > 0; --count) {
      boxes.push_back({80 + static_cast<double>(up_to(200)), 30 + static_cast<double>(up_to(250))});
    }
    std::vector<Line> lines;
    for (auto count = up_to(2 * boxes.size()); count > 0; --count) {
      lines.push_back(line(up_to(boxes.size() - 1), up_to(boxes.size() - 1)));
    }
    check(boxes, lines);
    EXPECT_EQ(lay_out(boxes, lines).boxes, lay_out(boxes, lines).boxes);
  }
}

}  // namespace
}  // namespace pgreconcile::render
