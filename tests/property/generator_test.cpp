// The property tests see only what the generator makes: it makes all that the format knows, under all sorts of names.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/property/generate.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;

constexpr int kNewestMajor = 18;
constexpr std::uint64_t kSeeds = 300;

const Json& format() {
  static const auto kFormat = Json::parse(run_tool({"json-schema"}).output);
  return kFormat;
}

/// Keys as `index.method`, and the words of a key that takes one of some: `index_column.order: desc`.
class Keys {
 public:
  /// Adds those that the file has.
  void add_file(const YAML::Node& file) { add(file, format(), "file"); }

  /// Adds all that the format knows.
  void add_format() {
    add_mapping(format(), "file");
    for (const auto& [name, mapping] : format().at("$defs").items()) add_mapping(mapping, name);
  }

  const std::set<std::string>& keys() const { return keys_; }

 private:
  void add(const YAML::Node& node, const Json& schema, const std::string& name) {
    if (schema.contains("$ref")) {
      const auto definition = schema.at("$ref").get<std::string>().substr(std::string("#/$defs/").size());
      add(node, format().at("$defs").at(definition), definition);
    }
    for (const auto& choice : schema.value("anyOf", Json::array())) add(node, choice, name);
    if (node.IsSequence() && schema.contains("items")) {
      for (const auto& item : node) add(item, schema.at("items"), name);
    }
    if (node.IsScalar()) {
      for (const auto& word : schema.value("enum", Json::array())) {
        if (word == node.Scalar()) keys_.insert(name + ": " + node.Scalar());
      }
    }
    if (!node.IsMap()) return;
    const auto others = schema.value("additionalProperties", Json(false));
    for (const auto& item : node) {
      const auto& key = item.first.Scalar();
      if (schema.contains("properties")) {
        if (!schema.at("properties").contains(key)) continue;
        const auto full = dotted(name, key);
        keys_.insert(full);
        add(item.second, schema.at("properties").at(key), full);
      } else if (others.is_object()) {
        add(item.second, others, name);
      }
    }
  }

  void add_mapping(const Json& mapping, const std::string& name) {
    for (const auto& [key, schema] : mapping.at("properties").items()) {
      const auto full = dotted(name, key);
      keys_.insert(full);
      add_words(schema, full);
      for (const auto& choice : schema.value("anyOf", Json::array())) add_words(choice, full);
    }
  }

  static std::string dotted(const std::string& name, const std::string& key) { return fmt::format("{}.{}", name, key); }

  void add_words(const Json& schema, const std::string& key) {
    for (const auto& word : schema.value("enum", Json::array())) {
      if (word.is_string()) keys_.insert(key + ": " + word.get<std::string>());
    }
  }

  std::set<std::string> keys_;
};

GeneratedSchema schema_of(std::uint64_t seed) {
  Random random(seed);
  return generate(random, kNewestMajor);
}

TEST(Generator, UsesEveryKeyOfTheFormat) {
  Keys used;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) used.add_file(YAML::Load(as_yaml(schema_of(seed))));
  Keys known;
  known.add_format();
  std::vector<std::string> unused;
  std::ranges::set_difference(known.keys(), used.keys(), std::back_inserter(unused));
  EXPECT_THAT(unused, ElementsAre("column.compression: lz4"))  // a server may be built without it
      << "a key that is not generated is not tested";
}

/// What a name has that a careless tool stumbles over.
std::set<std::string> oddities(const std::string& name) {
  constexpr std::size_t kMostBytes = 63;
  std::set<std::string> found;
  for (const auto& [mark, oddity] : std::map<char, std::string>{
           {'"', "quote"}, {'\'', "apostrophe"}, {' ', "space"}, {'\\', "backslash"}, {'.', "dot"}, {'$', "dollar"}}) {
    if (name.find(mark) != std::string::npos) found.insert(oddity);
  }
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') found.insert("upper case");
    if (static_cast<unsigned char>(c) >= 0x80) found.insert("beyond ASCII");
  }
  if (name.size() == kMostBytes) found.insert("63 bytes");
  return found;
}

/// The names of a schema's objects by their kinds.
std::multimap<std::string, std::string> names_in(const GeneratedSchema& schema) {
  std::multimap<std::string, std::string> names;
  const auto add = [&](const std::string& kind, const auto& objects) {
    for (const auto& object : objects) names.emplace(kind, object.name);
  };
  add("schema", schema.schemas);
  add("enum", schema.enums);
  for (const auto& type : schema.enums) {
    for (const auto& label : type.labels) names.emplace("label", label.text);
  }
  add("domain", schema.domains);
  for (const auto& domain : schema.domains) add("domain check", domain.checks);
  add("sequence", schema.sequences);
  add("table", schema.tables);
  for (const auto& table : schema.tables) {
    add("column", table.columns);
    if (table.primary_key) names.emplace("primary key", table.primary_key->name);
    add("unique", table.unique);
    add("foreign key", table.foreign_keys);
    add("check", table.checks);
    add("exclusion", table.exclusions);
    add("index", table.indexes);
    if (table.partitioning) add("partition", table.partitioning->partitions);
  }
  return names;
}

TEST(Generator, NamesEveryKindOfObjectOddly) {
  std::map<std::string, std::set<std::string>> found;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    for (const auto& [kind, name] : names_in(schema_of(seed))) found[kind].merge(oddities(name));
  }
  EXPECT_EQ(found.size(), 15U);
  for (const auto& [kind, oddities] : found) {
    EXPECT_THAT(oddities, ElementsAre("63 bytes", "apostrophe", "backslash", "beyond ASCII", "dollar", "dot", "quote",
                                      "space", "upper case"))
        << kind;
  }
}

/// What a schema has that was not there at its start, though what it belongs to was.
std::set<std::string> growth_of(const GeneratedSchema& schema) {
  std::set<std::string> grown;
  const auto add = [&](const std::string& kind, const auto& objects) {
    for (const auto& object : objects) {
      if (object.since == Since::Growth) grown.insert(kind);
    }
  };
  const auto add_comment = [&](const std::string& kind, const std::optional<Comment>& comment) {
    if (comment && comment->since == Since::Growth) grown.insert(kind);
  };
  const auto add_constraints = [&](const std::string& kind, const std::vector<Piece>& constraints) {
    add(kind, constraints);
    for (const auto& constraint : constraints) {
      if (constraint.since == Since::Start && !constraint.at_start.empty()) grown.insert("valid " + kind);
    }
  };
  add("schema", schema.schemas);
  add("extension", schema.extensions);
  add("enum", schema.enums);
  add("domain", schema.domains);
  add("sequence", schema.sequences);
  add("table", schema.tables);
  for (const auto& type : schema.enums) {
    if (type.since == Since::Start) add("label", type.labels);
  }
  for (const auto& domain : schema.domains) {
    if (domain.since == Since::Start) add_constraints("domain check", domain.checks);
  }
  for (const auto& sequence : schema.sequences) {
    const bool is_owned_later = !sequence.owner.empty() && sequence.since < sequence.owned_since;
    if (is_owned_later) grown.insert("owner");
  }
  for (const auto& table : schema.tables) {
    if (table.since == Since::Growth) continue;
    add("column", table.columns);
    if (table.primary_key) add_constraints("primary key", {*table.primary_key});
    add_constraints("unique", table.unique);
    add_constraints("foreign key", table.foreign_keys);
    add_constraints("check", table.checks);
    add_constraints("exclusion", table.exclusions);
    if (table.partitioning) add("partition", table.partitioning->partitions);
    if (!table.before_growth.empty()) grown.insert("constraint over an index");
    add_comment("table comment", table.comment);
    for (const auto& column : table.columns) {
      if (column.since == Since::Start) add_comment("column comment", column.comment);
      if (column.since == Since::Growth && column.is_generated) grown.insert("generated column");
      if (column.since == Since::Growth && column.has_sequence) grown.insert("numbered column");
    }
    for (const auto& index : table.indexes) {
      if (index.statement.since == Since::Growth) grown.insert("index");
      if (index.statement.since == Since::Start) add_comment("index comment", index.comment);
    }
  }
  return grown;
}

TEST(Generator, GrowsByAllThatIsAdditive) {
  std::set<std::string> grown;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) grown.merge(growth_of(schema_of(seed)));
  EXPECT_THAT(
      grown, ElementsAre("check", "column", "column comment", "constraint over an index", "domain", "domain check",
                         "enum", "exclusion", "extension", "foreign key", "generated column", "index", "index comment",
                         "label", "numbered column", "owner", "partition", "primary key", "schema", "sequence", "table",
                         "table comment", "unique", "valid check", "valid domain check", "valid foreign key"));
}

}  // namespace
}  // namespace pgreconcile::test
