#include "src/yaml/tree.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "src/yaml/scalar_extent.hpp"
#include "src/yaml/syntax_error.hpp"
#include "src/yaml/tree_builder.hpp"

namespace pgreconcile::yaml {

bool Node::left_out() const {
  const auto* text = scalar();
  return text != nullptr && text->text.empty() && text->style == ScalarStyle::Plain;
}

Tree parse_tree(const Source& source, Problems& problems) {
  // Without a document's end, the parser takes the rest of a file behind an unclosed quote for text, and says nothing.
  std::istringstream text(source.text() + "\n...\n");
  TreeBuilder builder(source, problems);
  Tree tree;
  try {
    YAML::Parser parser(text);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const TreeBuilder::BrokenOff&) {
    tree.complete = false;
  } catch (const YAML::Exception& error) {
    const auto offset = std::min(static_cast<std::size_t>(std::max(error.mark.pos, 0)), source.text().size());
    report_syntax_error(source, {offset, error.msg, builder.last_scalar()}, problems);
    if (scalar_end(source, builder.last_scalar()) == offset) builder.drop_last_scalar();
    tree.complete = false;
  }
  tree.root = builder.take_root();
  return tree;
}

}  // namespace pgreconcile::yaml
