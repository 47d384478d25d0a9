#include "src/render/table_box.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "src/base/utf8.hpp"
#include "src/render/markup.hpp"
#include "src/render/plural.hpp"

namespace pgreconcile::render {
namespace {

/// A table with more columns shows its keys and what differs.
constexpr std::size_t kMostColumns = 12;
constexpr std::size_t kMostMarked = 40;

// In pixels.
constexpr double kCharacter = 7.25;
constexpr double kPadding = 12;
constexpr double kSign = 14;  // the mark before a name
constexpr double kTitleHeight = 30;
constexpr double kRowHeight = 22;
constexpr double kDetailHeight = 16;

// In characters.
constexpr std::size_t kMostOfName = 32;
constexpr std::size_t kMostOfType = 28;
constexpr std::size_t kMostOfDetail = 48;

std::string fitted(const std::string& text, std::size_t most) { return shortened(printable(text), most); }

// Characters of East Asia are twice as wide as others. https://www.unicode.org/reports/tr11/
bool is_wide(char32_t code) { return (0x1100 <= code && code <= 0x115F) || code >= 0x2E80; }

// `differs: type is double precision`
std::string mark_text(Mark mark, const std::string& detail) {
  return detail.empty() ? to_string(mark) : fmt::format("{}: {}", to_string(mark), detail);
}

double height_of(const TableRow& row) { return kRowHeight + (row.detail.empty() ? 0 : kDetailHeight); }

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

TableRow row_of(const DiagramColumn& column, Mark table) {
  std::vector<std::string> keys;
  for (const auto key : column.keys) keys.push_back(to_string(key));
  // All columns of a missing table are missing.
  const bool is_told = column.mark != Mark::None && table != Mark::Missing;
  return {.name = shortened_name(column.name),
          .type = fitted(column.type, kMostOfType) + (column.nullable ? " null" : ""),
          .keys = fmt::format("{}", fmt::join(keys, " ")),
          .detail = is_told ? fitted(mark_text(column.mark, column.detail), kMostOfDetail) : "",
          .mark = column.mark};
}

// Of missing tables all columns are marked, and the first ones shown.
void add_rows(TableBox& box, const DiagramTable& table) {
  const auto extent = extent_of(table);
  const auto most = table.mark == Mark::Missing ? kMostColumns : kMostMarked;
  std::size_t left_out = 0;
  double y = kTitleHeight;
  for (const auto& column : table.columns) {
    if (box.rows.size() >= most || !is_shown(column, extent)) {
      ++left_out;
      continue;
    }
    box.rows.push_back(row_of(column, table.mark));
    box.ports.emplace(column.name, y + kRowHeight / 2);
    y += height_of(box.rows.back());
  }
  const auto note = [&](std::string text) { box.rows.push_back({.name = std::move(text), .is_note = true}); };
  if (left_out > 0) note(fmt::format("and {}", plural(left_out, "more column")));
  if (!table.note.empty()) note(table.note);
}

void measure(TableBox& box) {
  double keys_width = 0;
  double widest = kSign + text_width(box.title) + 2 * kCharacter + text_width(to_string(box.mark));
  box.size.height = kTitleHeight + (box.rows.empty() ? 0 : kPadding / 2);
  for (const auto& row : box.rows) {
    box.size.height += height_of(row);
    widest = std::max(widest, kSign + text_width(row.detail));
    if (row.is_note) {
      widest = std::max(widest, kSign + text_width(row.name));
      continue;
    }
    box.name_width = std::max(box.name_width, text_width(row.name));
    box.type_width = std::max(box.type_width, text_width(row.type));
    keys_width = std::max(keys_width, text_width(row.keys));
  }
  const auto columns = kSign + box.name_width + box.type_width + keys_width + 4 * kCharacter;
  box.size.width = std::ceil(2 * kPadding + std::max(widest, columns));
}

// A name, and before it the sign of its mark.
std::string signed_text(double y, Mark mark, const std::string& name, std::string_view css_class) {
  std::string text;
  if (mark != Mark::None) {
    text = fmt::format("<text class=\"said\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", kPadding, y, symbol(mark));
  }
  return text + fmt::format("<text class=\"{}\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", css_class, kPadding + kSign, y,
                            markup(name));
}

std::string row_svg(const TableBox& box, const TableRow& row, double y) {
  const auto baseline = y + kRowHeight / 2 + 4;
  if (row.is_note) return signed_text(baseline, Mark::None, row.name, "note");
  const auto type_x = kPadding + kSign + box.name_width + 2 * kCharacter;
  auto text = fmt::format("<g class=\"row{}\">", mark_class(row.mark));
  if (row.mark != Mark::None) {
    text += fmt::format("<rect class=\"tint\" x=\"1\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\"/>", y,
                        box.size.width - 2, height_of(row));
  }
  text += signed_text(baseline, row.mark, row.name, "name");
  text += fmt::format("<text class=\"type\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", type_x, baseline, markup(row.type));
  if (!row.keys.empty()) {
    text += fmt::format("<text class=\"key\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>",
                        box.size.width - kPadding, baseline, row.keys);
  }
  if (!row.detail.empty()) {
    text += fmt::format("<text class=\"said\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>", kPadding + kSign,
                        baseline + kDetailHeight, markup(row.detail));
  }
  return text + "</g>\n";
}

}  // namespace

TableBox table_box(const DiagramTable& table) {
  TableBox box{.title = shortened_name(table.title), .mark = table.mark};
  add_rows(box, table);
  measure(box);
  return box;
}

double port(const TableBox& box, const std::string& column) {
  const auto found = box.ports.find(column);
  return found == box.ports.end() ? kTitleHeight / 2 : found->second;
}

std::string table_svg(const TableBox& box, const Point& corner) {
  auto text = fmt::format(
      "<g class=\"table{}\" transform=\"translate({:.0f} {:.0f})\"><rect class=\"box\" width=\"{:.0f}\" "
      "height=\"{:.0f}\" rx=\"6\"/><path class=\"head\" d=\"M0 {:.0f}V6q0 -6 6 -6H{:.0f}q6 0 6 6V{:.0f}z\"/>\n",
      mark_class(box.mark), corner.x, corner.y, box.size.width, box.size.height, kTitleHeight, box.size.width - 6,
      kTitleHeight);
  text += signed_text(kTitleHeight / 2 + 4, box.mark, box.title, "title");
  if (box.mark != Mark::None) {
    text += fmt::format("<text class=\"said\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>\n",
                        box.size.width - kPadding, kTitleHeight / 2 + 4, to_string(box.mark));
  }
  double y = kTitleHeight;
  for (const auto& row : box.rows) {
    text += row_svg(box, row, y);
    y += height_of(row);
  }
  return text + "</g>\n";
}

std::string mark_class(Mark mark) { return mark == Mark::None ? "" : " m-" + to_string(mark); }

std::string shortened_name(const std::string& name) { return fitted(name, kMostOfName); }

double text_width(std::string_view text) {
  double width = 0;
  while (!text.empty()) {
    const auto character = first_character(text);
    width += is_wide(code_point(character)) ? 2 * kCharacter : kCharacter;
    text.remove_prefix(character.size());
  }
  return width;
}

}  // namespace pgreconcile::render
