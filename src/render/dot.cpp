#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "src/render/graph.hpp"
#include "src/render/markup.hpp"

namespace pgreconcile::render {
namespace {

// Dark enough to be read on white, and different from each other in grey.
std::string_view color(Mark mark) {
  switch (mark) {
    case Mark::None:
      return "#24292f";
    case Mark::Missing:
      return "#1a7f37";
    case Mark::Differs:
      return "#cf222e";
    case Mark::Extra:
      return "#6e7781";
    case Mark::Unknown:
      return "#9a6700";
  }
  return {};
}

std::string marked(Mark mark, std::string_view name) {
  return mark == Mark::None ? markup(name) : fmt::format("{} {}", symbol(mark), markup(name));
}

bool is_primary(const DiagramColumn& column) {
  return std::ranges::find(column.keys, ColumnKey::Primary) != column.keys.end();
}

std::string cell(std::string_view attributes, std::string_view content, Mark mark) {
  return fmt::format(R"(<td align="left"{}><font color="{}">{}</font></td>)", attributes, color(mark), content);
}

// Graphviz refuses an empty element.
std::string or_blank(const std::string& text) { return text.empty() ? " " : text; }

std::string row(const DiagramColumn& column, std::size_t port) {
  std::vector<std::string> keys;
  for (const auto key : column.keys) keys.push_back(to_string(key));
  auto name = marked(column.mark, column.name);
  if (is_primary(column)) name = fmt::format("<b><u>{}</u></b>", name);
  auto type = markup(column.type) + (column.nullable ? " null" : "");
  if (!column.detail.empty()) type += fmt::format("<br align=\"left\"/>{}<br align=\"left\"/>", markup(column.detail));
  return fmt::format("<tr>{}{}{}</tr>\n", cell(fmt::format(R"( sides="LB" port="w{}")", port), name, column.mark),
                     cell(R"( sides="B")", type, column.mark),
                     cell(fmt::format(R"( sides="RB" port="e{}")", port),
                          or_blank(fmt::format("{}", fmt::join(keys, " "))), column.mark));
}

std::string head(const DiagramTable& table) {
  auto title = fmt::format("<b>{}</b>", marked(table.mark, table.title));
  if (!table.note.empty()) title += fmt::format(" <i>({})</i>", markup(table.note));
  return fmt::format(R"(<tr><td colspan="3" port="title" bgcolor="#eaeef2"><font color="{}">{}</font></td></tr>)"
                     "\n",
                     color(table.mark), title);
}

std::string node(const DiagramTable& table, std::size_t position) {
  std::string rows = head(table);
  for (std::size_t at = 0; at < table.columns.size(); ++at) rows += row(table.columns[at], at);
  return fmt::format(
      "  t{} [label=<\n<table border=\"{}\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\" "
      "color=\"{}\"{}>\n{}</table>>]\n",
      position, table.mark == Mark::None ? 0 : 2, color(table.mark),
      table.mark == Mark::Missing ? " style=\"dashed\"" : "", rows);
}

// Crow's feet. https://graphviz.org/doc/info/arrows.html
std::string_view arrow(Cardinality cardinality) {
  switch (cardinality) {
    case Cardinality::ZeroOrOne:
      return "teeodot";
    case Cardinality::ExactlyOne:
      return "teetee";
    case Cardinality::ZeroOrMore:
      return "crowodot";
  }
  return {};
}

enum class Side { West, East };

// `t1:w0:w`, at that side of the column's row; the title where the table is drawn without the column.
std::string place(const Diagram& diagram, std::size_t position, const std::string& column, Side side) {
  const auto& columns = diagram.tables[position].columns;
  const auto found = std::ranges::find(columns, column, &DiagramColumn::name);
  if (found == columns.end()) return fmt::format("t{}:title", position);
  const char letter = side == Side::West ? 'w' : 'e';
  return fmt::format("t{0}:{1}{2}:{1}", position, letter, found - columns.begin());
}

// A line for each column; the first has the name.
std::string edges(const Diagram& diagram, const DiagramRelation& relation) {
  // A loop stays on one side of its table.
  const auto parent_side = relation.child == relation.parent ? Side::East : Side::West;
  std::string lines;
  for (std::size_t at = 0; at < relation.columns.size(); ++at) {
    const auto& [child, parent] = relation.columns[at];
    const auto label = at == 0 ? fmt::format(" label=<{}>", marked(relation.mark, relation.name)) : "";
    lines += fmt::format("  {} -> {} [arrowtail={} arrowhead={} color=\"{}\" fontcolor=\"{}\" style={}{}]\n",
                         place(diagram, relation.child, child, Side::East),
                         place(diagram, relation.parent, parent, parent_side), arrow(relation.children),
                         arrow(relation.parents), color(relation.mark), color(relation.mark),
                         relation.mark == Mark::Missing ? "dashed" : "solid", label);
  }
  return lines;
}

// Graphviz would stack all tables without a relation to another in one column: they are put in about as many rows as
// columns, by edges that are not drawn.
std::string rows_of_loners(const Diagram& diagram) {
  std::vector<bool> is_linked(diagram.tables.size(), false);
  for (const auto& relation : diagram.relations) {
    if (relation.child == relation.parent) continue;
    is_linked[relation.child] = is_linked[relation.parent] = true;
  }
  std::vector<std::string> loners;
  for (std::size_t at = 0; at < is_linked.size(); ++at) {
    if (!is_linked[at]) loners.push_back(fmt::format("t{}", at));
  }
  const auto row_length = static_cast<std::size_t>(std::ceil(std::sqrt(loners.size())));
  std::string lines;
  for (std::size_t at = 0; at < loners.size(); at += row_length) {
    const auto end = std::min(at + row_length, loners.size());
    const std::vector<std::string> row(loners.begin() + static_cast<std::ptrdiff_t>(at),
                                       loners.begin() + static_cast<std::ptrdiff_t>(end));
    if (row.size() > 1) lines += fmt::format("  {} [style=invis]\n", fmt::join(row, " -> "));
  }
  return lines;
}

}  // namespace

std::string dot(const Diagram& diagram) {
  std::string lines =
      "digraph schema {\n"
      "  graph [rankdir=LR ranksep=1.2 nodesep=0.4 fontname=\"Helvetica\" fontsize=11 labelloc=t]\n"
      "  node [shape=plain fontname=\"Helvetica\" fontsize=11]\n"
      "  edge [dir=both fontname=\"Helvetica\" fontsize=9]\n";
  if (diagram.is_compared) lines += fmt::format("  label=\"{}\"\n", kLegend);
  for (std::size_t at = 0; at < diagram.tables.size(); ++at) lines += node(diagram.tables[at], at);
  for (const auto& relation : diagram.relations) lines += edges(diagram, relation);
  lines += rows_of_loners(diagram);
  return lines + "}\n";
}

}  // namespace pgreconcile::render
