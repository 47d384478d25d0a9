#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"

namespace pgreconcile::yaml {

/// How a scalar was written: `id`; `"id"` or `'id'`; after `|` or `>`.
enum class ScalarStyle { Plain, Quoted, Block };

struct Scalar {
  std::string text;
  ScalarStyle style = ScalarStyle::Plain;
};

struct Node;
struct Entry;
using Sequence = std::vector<Node>;
using Mapping = std::vector<Entry>;

/// A value of a schema file and the place where it starts. A value that was left out is an empty plain scalar.
struct Node {
  std::size_t offset = 0;
  std::variant<Scalar, Sequence, Mapping> content;
  /// True for a sequence or mapping in which reading broke off: what it lacks may well be in the file.
  bool cut_off = false;

  const Scalar* scalar() const { return std::get_if<Scalar>(&content); }
  const Sequence* sequence() const { return std::get_if<Sequence>(&content); }
  const Mapping* mapping() const { return std::get_if<Mapping>(&content); }
  /// True where the file has nothing: `key:` or `key: ""` without the quotes.
  bool left_out() const;
};

/// One `key: value` of a mapping; mappings keep the file's order. The key is always a scalar.
struct Entry {
  Node key;
  Node value;

  const std::string& name() const { return key.scalar()->text; }
};

struct Tree {
  /// Empty where the file holds no value at all.
  std::optional<Node> root;
  /// False where reading broke off at an error.
  bool complete = true;
};

/// Reads YAML into a tree. All that YAML allows and a schema file does not is refused here: anchors, aliases, merge
/// keys, tags, duplicate keys, keys that are not text, text that YAML splits, quotes over several lines, deep nesting,
/// more than one document.
Tree parse_tree(const Source& source, Problems& problems);

}  // namespace pgreconcile::yaml
