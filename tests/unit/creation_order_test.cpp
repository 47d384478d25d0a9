#include "reconciler/creation_order.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

// `a>b` is a table a with a foreign key to b; `a>b>c` has two.
std::string order_of(const std::vector<std::string>& texts) {
  std::vector<model::Table> tables;
  for (const auto& text : texts) {
    model::Table table;
    table.name = test::relation(text.substr(0, 1));
    for (std::size_t at = 2; at < text.size(); at += 2) {
      model::ForeignKey key;
      key.target = test::relation(text.substr(at, 1));
      table.foreign_keys.push_back(key);
    }
    tables.push_back(table);
  }
  std::vector<const model::Table*> pointers;
  for (const auto& table : tables) pointers.push_back(&table);
  std::string order;
  for (const auto* table : creation_order(pointers)) order += table->name.name.name();
  return order;
}

struct Case {
  std::string what;
  std::vector<std::string> tables;
  std::string expected;
};

TEST(CreationOrder, PutsTargetsFirst) {
  const Case cases[] = {
      {"no tables", {}, ""},
      {"by name where nothing else is said", {"c", "a", "b"}, "abc"},
      {"a target before who refers to it", {"a>b", "b"}, "ba"},
      {"a chain", {"a>b", "b>c", "c"}, "cba"},
      {"a diamond", {"a>b>c", "b>d", "c>d", "d"}, "dbca"},
      {"what is ready goes by name, not by depth", {"a>z", "b", "z"}, "bza"},
      {"two keys to one target", {"a>b>b", "b"}, "ba"},
      {"a table that refers to itself waits for nothing", {"a>a", "b>a"}, "ab"},
      {"a target that is not among them waits for nothing", {"b>x", "a>b"}, "ba"},
      {"a cycle starts with the first by name", {"b>a", "a>b"}, "ab"},
      {"a longer cycle", {"a>b", "b>c", "c>a"}, "acb"},
      {"who refers into a cycle comes after it", {"a>b", "b>c", "c>b"}, "bac"},
      {"what a cycle refers to comes before it", {"a>b", "b>a>z", "z"}, "zab"},
      {"two cycles", {"d>c", "c>d", "b>a", "a>b"}, "abcd"},
  };
  for (const auto& [what, tables, expected] : cases) EXPECT_EQ(order_of(tables), expected) << what;
}

TEST(CreationOrder, DoesNotDependOnTheOrderOfTheFile) {
  EXPECT_EQ(order_of({"a>b", "b>c", "c>a", "d>a"}), order_of({"d>a", "c>a", "b>c", "a>b"}));
}

}  // namespace
}  // namespace pgreconcile::reconciler
