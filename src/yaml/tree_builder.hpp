#pragma once

// Private to src/yaml: the one place that sees the YAML parser's events.

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// Builds the tree from events, and refuses what a schema file may not use.
class TreeBuilder final : public YAML::EventHandler {
 public:
  /// Thrown where reading cannot go on; the problem is reported already.
  struct BrokenOff {};

  TreeBuilder(const Source& source, Problems& problems) : source_(source), problems_(problems) {}

  /// The last value that was read whole; it may be a key.
  const Node& last_scalar() const { return last_scalar_; }
  /// Takes back the last value, where what follows shows that it is not what was meant.
  void drop_last_scalar();
  /// Closes what is still open, and gives the tree away.
  std::optional<Node> take_root();

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

 private:
  // A sequence or mapping whose end has not been seen.
  struct Open {
    Node node;
    YAML::EmitterStyle::value style;
    std::optional<Node> key;  // a mapping's key that waits for its value
    bool drop_value = false;  // the key was refused; its value goes with it
  };

  std::size_t offset_of(const YAML::Mark& mark) const;
  std::size_t offset_of_nothing(std::size_t next_token) const;
  std::size_t refuse_properties(std::size_t offset);
  void add(Node node);
  void add_to_mapping(Open& open, Node node);
  void open(const YAML::Mark& mark, Node node, YAML::EmitterStyle::value style);
  void close();
  bool awaits_key() const;
  bool is_in_flow() const;
  void refuse_open_quote(const Node& node);
  void mend_split(Node& node);
  bool is_rest_of_split(const Node& node) const;

  const Source& source_;
  Problems& problems_;
  std::vector<Open> open_;
  std::optional<Node> root_;
  Node last_scalar_;
  // A text that YAML split; the scalars between its first and its end are the rest of it.
  std::size_t split_start_ = 0;
  std::size_t split_end_ = 0;
  std::size_t documents_ = 0;
};

}  // namespace pgreconcile::yaml
