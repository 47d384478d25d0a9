#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/difference.hpp"
#include "src/model/database.hpp"

namespace pgreconcile::render {

/// What a comparison with a database says about a part of the diagram.
enum class Mark { None, Missing, Differs, Extra, Unknown };

/// `+`, `!`, `-`, `?`: a mark that needs no colour. Empty for None.
std::string symbol(Mark mark);

/// `missing`, `differs`, `extra`, `unknown`. Empty for None.
std::string to_string(Mark mark);

enum class ColumnKey { Primary, Foreign, Unique };

/// `PK`, `FK`, `UK`
std::string to_string(ColumnKey key);

struct DiagramColumn {
  std::string name;
  std::string type;  ///< as the file spells it
  bool nullable = true;
  /// Primary, Foreign, Unique, in this order. Unique only where the column is so by itself.
  std::vector<ColumnKey> keys = {};
  Mark mark = Mark::None;
  std::string detail = {};  ///< `type is double precision`: in what the column differs
};

struct DiagramTable {
  std::string title;  ///< with its schema where that is not the file's default
  std::vector<DiagramColumn> columns = {};
  std::string note = {};  ///< `3 partitions`, `not in the file`; empty where there is nothing to add
  /// Missing, or else Differs where anything of the table does, be it drawn or not.
  Mark mark = Mark::None;
};

/// How many rows of one table stand for a row of the other.
enum class Cardinality { ZeroOrOne, ExactlyOne, ZeroOrMore };

/// A foreign key, from the table that has it (child) to the one that it refers to (parent).
struct DiagramRelation {
  std::string name;
  std::size_t child;  ///< positions in Diagram::tables
  std::size_t parent;
  std::vector<std::pair<std::string, std::string>> columns;  ///< the child's and the parent's
  Cardinality children = Cardinality::ZeroOrMore;
  Cardinality parents = Cardinality::ExactlyOne;
  Mark mark = Mark::None;
};

/// Tables in file order, after them those that foreign keys refer to and the file does not declare.
struct Diagram {
  std::vector<DiagramTable> tables;
  std::vector<DiagramRelation> relations;
  bool is_compared = false;
};

/// What the marks mean: one line.
inline constexpr auto kLegend = "compared with the database: + missing, ! differs, - extra, ? could not be compared";

Diagram make_diagram(const model::Database& desired);

/// The same, with what a comparison of the file found marked.
Diagram make_diagram(const model::Database& desired, const std::vector<reconciler::Difference>& differences);

/// The tables that are marked and those that they refer to, of which only the columns stay that are referred to.
Diagram changed_part(const Diagram& diagram);

/// Mermaid's erDiagram. https://mermaid.js.org/syntax/entityRelationshipDiagram.html
std::string mermaid(const Diagram& diagram);

/// A digraph in Graphviz's language. https://graphviz.org/doc/info/lang.html
std::string dot(const Diagram& diagram);

}  // namespace pgreconcile::render
