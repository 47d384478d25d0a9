#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What a file is written from: an ordered tree, and how it is laid out.
namespace pgreconcile::yaml {

/// Written as it is: `true`, `90`, `minvalue`.
struct Word {
  std::string text;
};

/// `{literal: text}`, which counts as a scalar.
struct Literal {
  std::string text;
};

/// Compact values take one line where they fit; the others begin a line of their own for each item.
enum class Layout { Compact, Block };

struct Value;
struct Member;
using Items = std::vector<Value>;
using Members = std::vector<Member>;

struct Value {
  std::variant<std::string, Word, Literal, Items, Members> content;
  Layout layout = Layout::Compact;
};

struct Member {
  std::string key;
  Value value;
};

/// The longest line that a compact value may make.
inline constexpr std::size_t kLineCharacters = 100;

/// The members as the lines of a YAML document. Flow style holds no mapping within a mapping: `{a: {b: c}}` is never
/// written.
std::string to_text(const Members& document);

}  // namespace pgreconcile::yaml
