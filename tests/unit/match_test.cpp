#include "reconciler/match.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace pgreconcile::reconciler {
namespace {

struct Object {
  std::optional<sql::Identifier> name;
  std::string structure;
};

// `a:x` is the object a with the structure x; `:x` has no name.
std::vector<Object> objects(const std::vector<std::string>& texts) {
  std::vector<Object> result;
  for (const auto& text : texts) {
    const auto colon = text.find(':');
    Object object{std::nullopt, text.substr(colon + 1)};
    if (colon > 0) object.name = sql::Identifier(text.substr(0, colon));
    result.push_back(object);
  }
  return result;
}

std::string text_of(const Object& object) { return (object.name ? object.name->name() : "") + ":" + object.structure; }

// `a:x=b:x` for a pair, with `~` where the names differ; `+a:x` and `-a:x` for what one side alone has.
std::string matching(const std::vector<std::string>& desired_texts, const std::vector<std::string>& live_texts) {
  const auto desired = objects(desired_texts);
  const auto live = objects(live_texts);
  const auto pairs = match(desired, live, [](const Object& a, const Object& b) { return a.structure == b.structure; });
  std::string text;
  for (const auto& [a, b] : pairs.same_name) text += fmt::format(" {}={}", text_of(*a), text_of(*b));
  for (const auto& [a, b] : pairs.other_name) text += fmt::format(" {}~{}", text_of(*a), text_of(*b));
  for (const auto* object : pairs.only_desired) text += " +" + text_of(*object);
  for (const auto* object : pairs.only_live) text += " -" + text_of(*object);
  return text.empty() ? "" : text.substr(1);
}

struct Case {
  std::string what;
  std::vector<std::string> desired;
  std::vector<std::string> live;
  std::string expected;
};

TEST(Match, PairsByNameAndThenByStructureOneToOne) {
  const Case cases[] = {
      {"nothing", {}, {}, ""},
      {"exact names, whatever the structure", {"a:x"}, {"a:y"}, "a:x=a:y"},
      {"names are never folded", {"A:x"}, {"a:y"}, "+A:x -a:y"},
      {"structure where names differ", {"a:x"}, {"b:x"}, "a:x~b:x"},
      {"neither", {"a:x"}, {"b:y"}, "+a:x -b:y"},
      {"a name takes precedence over an earlier twin", {"a:x", "b:x"}, {"b:x"}, "b:x=b:x +a:x"},
      {"each live object is taken once", {"a:x", "b:x"}, {"c:x"}, "a:x~c:x +b:x"},
      {"ties go to the first live name", {"a:x"}, {"d:x", "b:x", "c:x"}, "a:x~b:x -c:x -d:x"},
      {"two ties pair in order", {"a:x", "b:x"}, {"d:x", "c:x"}, "a:x~c:x b:x~d:x"},
      {"a swap is no rename: names win", {"a:x", "b:y"}, {"a:y", "b:x"}, "a:x=a:y b:y=b:x"},
      {"without a name, by structure alone", {":x"}, {"a:x"}, ":x=a:x"},
      {"without a name and a twin", {":x"}, {"a:y"}, "+:x -a:y"},
      {"two without a name", {":x", ":x"}, {"b:x", "a:x"}, ":x=a:x :x=b:x"},
      {"a name is not lost to one without", {":x", "a:x"}, {"a:x", "b:x"}, "a:x=a:x :x=b:x"},
      {"what is left over is in order of names", {}, {"c:x", "a:x", "b:x"}, "-a:x -b:x -c:x"},
  };
  for (const auto& [what, desired, live, expected] : cases) {
    EXPECT_EQ(matching(desired, live), expected) << what;
  }
}

}  // namespace
}  // namespace pgreconcile::reconciler
