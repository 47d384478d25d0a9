#include "src/yaml/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "src/yaml/scalar_extent.hpp"

namespace pgreconcile::yaml {
namespace {

constexpr std::size_t kMaxDepth = 16;

ScalarStyle style_at(const Source& source, std::size_t offset) {
  switch (source.at(offset)) {
    case '"':
    case '\'':
      return ScalarStyle::Quoted;
    case '|':
    case '>':
      return ScalarStyle::Block;
    default:
      return ScalarStyle::Plain;
  }
}

std::string word_at(const Source& source, std::size_t offset) {
  const auto end = std::min(source.text().find_first_of(" \t\n,]}", offset), source.text().size());
  return source.text().substr(offset, end - offset);
}

// The parser reports `~` and `null` as it does a value that was left out; the place that it names is then the next
// token's. Returns the spelling, or nothing for a value that was left out.
std::string null_spelling(const Source& source, std::size_t offset) {
  auto word = word_at(source, offset);
  if (word.ends_with(':')) word.pop_back();
  const bool is_null = word == "~" || word == "null" || word == "Null" || word == "NULL";
  return is_null ? word : std::string();
}

bool is_before_colon(const Source& source, std::size_t offset) {
  const auto next = source.text().find_first_not_of(' ', offset);
  return next != std::string::npos && source.at(next) == ':';
}

// Where the first parenthesis from `offset` on is closed again, on the same line, or nullopt.
std::optional<std::size_t> closing_parenthesis(const Source& source, std::size_t offset) {
  int depth = 0;
  // Text that is longer was hardly meant to be one value, and looking far for each would be slow.
  constexpr std::size_t kFarthest = 200;
  for (const auto end = offset + kFarthest; offset < end && source.at(offset) != '\n'; ++offset) {
    if (source.at(offset) == '(') ++depth;
    if (source.at(offset) == ')' && --depth == 0) return offset;
  }
  return std::nullopt;
}

// The second and further entries of one name are reported and removed.
void refuse_duplicate_keys(const Source& source, Mapping& mapping, Problems& problems) {
  std::vector<std::size_t> by_name(mapping.size());
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  std::ranges::stable_sort(by_name, {}, [&](std::size_t i) -> const std::string& { return mapping[i].name(); });
  std::vector<std::size_t> repeated;
  for (std::size_t first = 0, i = 1; i < by_name.size(); ++i) {
    const auto& kept = mapping[by_name[first]];
    const auto& entry = mapping[by_name[i]];
    if (kept.name() != entry.name()) {
      first = i;
      continue;
    }
    problems.add_second(source.location(entry.key.offset), fmt::format("duplicate key \"{}\"", entry.name()),
                        source.location(kept.key.offset));
    repeated.push_back(by_name[i]);
  }
  std::ranges::sort(repeated);
  std::size_t index = 0;
  std::erase_if(mapping, [&](const Entry&) { return std::ranges::binary_search(repeated, index++); });
}

}  // namespace

std::size_t TreeBuilder::offset_of(const YAML::Mark& mark) const {
  return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), source_.text().size());
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ == 1) return;
  const auto offset = offset_of(mark);
  const bool marked = source_.text().compare(offset, 3, "---") == 0;
  problems_.add(offset, marked ? "a second document starts here" : "text follows the end of the document",
                "a schema file holds one document");
  throw BrokenOff{};
}

// Reports the anchor and the tag before a value, and says where the value itself starts.
std::size_t TreeBuilder::refuse_properties(std::size_t offset) {
  while (source_.at(offset) == '&' || source_.at(offset) == '!') {
    const auto property = word_at(source_, offset);
    if (property.front() == '&') {
      problems_.add(offset, fmt::format("anchor {} is not allowed", property), "write the value out where it is used");
    } else {
      problems_.add(offset, fmt::format("tag {} is not allowed", property), "remove it");
    }
    offset = std::min(source_.text().find_first_not_of(" \t\n", offset + property.size()), source_.text().size());
  }
  return offset;
}

// The parser names the token behind a value that was left out: better is the key or the dash before it.
std::size_t TreeBuilder::offset_of_nothing(std::size_t next_token) const {
  if (open_.empty()) return next_token;
  if (open_.back().key) return open_.back().key->offset;
  if (is_in_flow() || open_.back().node.sequence() == nullptr) return next_token;
  const auto dash = source_.text().rfind('-', next_token == 0 ? 0 : next_token - 1);
  return dash == std::string::npos ? next_token : dash;
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  const auto offset = refuse_properties(offset_of(mark));
  auto word = null_spelling(source_, offset);
  if (!awaits_key() && is_before_colon(source_, offset + word.size())) word.clear();
  Node node{word.empty() ? offset_of_nothing(offset) : offset, Scalar{std::move(word)}};
  if (!node.left_out()) last_scalar_ = node;
  add(std::move(node));
}

// What the alias stands for is left out of the tree, and nothing is said of its absence.
void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  const auto offset = offset_of(mark);
  problems_.add(offset, fmt::format("alias {} is not allowed", word_at(source_, offset)), "write the value out");
  if (open_.empty()) return;
  auto& open = open_.back();
  open.node.cut_off = true;
  open.drop_value = awaits_key();
  open.key.reset();
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                           const std::string& value) {
  const auto offset = refuse_properties(offset_of(mark));
  Node node{offset, Scalar{value, style_at(source_, offset)}};
  refuse_open_quote(node);
  last_scalar_ = node;
  mend_split(node);
  add(std::move(node));
}

void TreeBuilder::refuse_open_quote(const Node& node) {
  if (node.scalar()->style != ScalarStyle::Quoted || quoted_end(source_, node.offset)) return;
  problems_.add(node.offset, "the quote that opens here is not closed on its line",
                "close it, or write text over several lines after |");
  // Behind a quote that was forgotten, quoted and unquoted text have changed places.
  throw BrokenOff{};
}

// `{type: numeric(10,2)}` is to YAML the two entries `type: numeric(10` and `2)`.
void TreeBuilder::mend_split(Node& node) {
  auto& scalar = std::get<Scalar>(node.content);
  if (!is_in_flow() || scalar.style != ScalarStyle::Plain || is_rest_of_split(node)) return;
  if (std::ranges::count(scalar.text, '(') <= std::ranges::count(scalar.text, ')')) return;
  const auto close = closing_parenthesis(source_, node.offset);
  if (!close || source_.at(scalar_end(source_, node)) != ',') return;
  split_start_ = node.offset;
  split_end_ = *close + 1;
  scalar.text = source_.text().substr(node.offset, split_end_ - node.offset);
  problems_.add(node.offset, fmt::format("YAML splits {} at the comma", scalar.text),
                fmt::format("quote it: \"{}\"", scalar.text));
}

bool TreeBuilder::is_rest_of_split(const Node& node) const {
  return node.offset > split_start_ && node.offset < split_end_;
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                                  YAML::EmitterStyle::value style) {
  open(mark, Node{0, Sequence{}}, style);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                             YAML::EmitterStyle::value style) {
  open(mark, Node{0, Mapping{}}, style);
}

void TreeBuilder::open(const YAML::Mark& mark, Node node, YAML::EmitterStyle::value style) {
  node.offset = refuse_properties(offset_of(mark));
  if (open_.size() == kMaxDepth) {
    problems_.add(node.offset, fmt::format("nesting is deeper than {} levels", kMaxDepth));
    throw BrokenOff{};
  }
  open_.push_back({std::move(node), style, std::nullopt});
}

void TreeBuilder::OnMapEnd() {
  refuse_duplicate_keys(source_, std::get<Mapping>(open_.back().node.content), problems_);
  close();
}

void TreeBuilder::close() {
  auto node = std::move(open_.back().node);
  open_.pop_back();
  add(std::move(node));
}

bool TreeBuilder::awaits_key() const {
  return !open_.empty() && open_.back().node.mapping() != nullptr && !open_.back().key && !open_.back().drop_value;
}

bool TreeBuilder::is_in_flow() const { return !open_.empty() && open_.back().style == YAML::EmitterStyle::Flow; }

void TreeBuilder::add(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
  } else if (auto* sequence = std::get_if<Sequence>(&open_.back().node.content)) {
    if (!is_rest_of_split(node)) sequence->push_back(std::move(node));
  } else {
    add_to_mapping(open_.back(), std::move(node));
  }
}

void TreeBuilder::add_to_mapping(Open& open, Node node) {
  if (open.drop_value) {
    open.drop_value = false;
    return;
  }
  if (open.key) {
    std::get<Mapping>(open.node.content).push_back({*std::move(open.key), std::move(node)});
    open.key.reset();
    return;
  }
  const auto* scalar = node.scalar();
  if (scalar == nullptr) {
    if (!node.cut_off) problems_.add(node.offset, "a key must be text", "quote it if it is text");
  } else if (scalar->text == "<<" && scalar->style == ScalarStyle::Plain) {
    problems_.add(node.offset, "a merge key (<<) is not allowed", "write the keys out");
    open.node.cut_off = true;
  } else if (!is_rest_of_split(node)) {
    open.key = std::move(node);
    return;
  }
  open.drop_value = true;
}

void TreeBuilder::drop_last_scalar() {
  if (open_.empty()) return;
  auto& content = open_.back().node.content;
  const auto is_last = [&](const Node& node) { return node.offset == last_scalar_.offset && node.scalar() != nullptr; };
  if (auto* mapping = std::get_if<Mapping>(&content); mapping != nullptr && !mapping->empty()) {
    if (is_last(mapping->back().value)) mapping->pop_back();
  } else if (auto* sequence = std::get_if<Sequence>(&content); sequence != nullptr && !sequence->empty()) {
    if (is_last(sequence->back())) sequence->pop_back();
  }
}

std::optional<Node> TreeBuilder::take_root() {
  while (!open_.empty()) {
    auto& open = open_.back();
    open.key.reset();
    open.drop_value = false;
    open.node.cut_off = true;
    if (open.node.mapping() != nullptr) {
      OnMapEnd();
    } else {
      close();
    }
  }
  return std::move(root_);
}

}  // namespace pgreconcile::yaml
