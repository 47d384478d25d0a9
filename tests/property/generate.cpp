#include "tests/property/generate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

struct NamedSchema {
  Since since = Since::Start;
  std::string name;
};

class Generator {
 public:
  Generator(Random& random, int server_major) : random_(random), workshop_{random, names_, server_major} {
    workshop_.kinds = builtin_kinds();
  }

  GeneratedSchema run() && {
    add_schemas();
    if (random_.chance(30)) schema_.default_schema = random_.pick(schemas_).name;
    add_extensions();
    add_ignored();
    for (auto left = random_.below(3); left > 0; --left) add_enum();
    for (auto left = random_.below(3); left > 0; --left) add_domain();
    for (auto left = random_.below(3); left > 0; --left) add_sequence();
    add_tables();
    return std::move(schema_);
  }

 private:
  void add_schemas() {
    for (auto left = random_.below(3); left > 0; --left) {
      const NamedSchema schema{workshop_.at_or_after(Since::Start), names_.next('n')};
      schemas_.push_back(schema);
      schema_.schemas.push_back(
          {schema.since, "CREATE SCHEMA " + sql_name(schema.name), yaml_text(schema.name), schema.name});
    }
  }

  void add_extensions() {
    for (const std::string extension : {"citext", "hstore", "btree_gist", "pg_trgm"}) {
      if (!random_.chance(15)) continue;
      const auto home = random_extension_home();
      const auto since = workshop_.at_or_after(home.since);
      const bool says_schema = home.name != schema_.default_schema || random_.chance(50);
      schema_.extensions.push_back(
          {since, fmt::format("CREATE EXTENSION {} SCHEMA {}", extension, sql_name(home.name)),
           says_schema ? yaml_mapping({{"name", extension}, {"schema", yaml_text(home.name)}}) : extension, extension});
      schema_.extension_schemas.push_back(home.name);
      for (const auto& kind : kinds_of_extension(extension)) add_kind(since, kind);
    }
  }

  NamedSchema random_extension_home() {
    return *std::ranges::find(schemas_, random_.chance(50) ? schema_.default_schema : random_.pick(schemas_).name,
                              &NamedSchema::name);
  }

  void add_ignored() {
    if (!random_.chance(10)) return;
    const auto name = names_.next('x');
    schema_.ignored.push_back({Since::Start, fmt::format("CREATE TABLE public.{} (a integer)", sql_name(name + "_tmp")),
                               yaml_text("*_tmp"), name});
  }

  void add_kind(Since since, const Kind& kind) {
    if (since == Since::Start) workshop_.kinds.push_back(kind);
    workshop_.new_kinds.push_back(kind);
  }

  void add_enum() {
    const auto& home = random_.pick(schemas_);
    Enum type{.since = workshop_.at_or_after(home.since), .schema = home.name, .name = names_.next('e')};
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < kRows; ++i) {
      labels.push_back(names_.next('l'));
      type.labels.push_back({type.since, labels.back()});
    }
    for (auto left = random_.below(3); left > 0; --left) {
      const auto place = static_cast<std::ptrdiff_t>(random_.below(type.labels.size() + 1));
      type.labels.insert(type.labels.begin() + place, {Since::Growth, names_.next('l')});
    }
    add_kind(type.since, kind_of_enum(type.schema, type.name, labels));
    schema_.enums.push_back(type);
  }

  void add_domain() {
    const auto& home = random_.pick(schemas_);
    Kind kind = builtin_kinds()[random_.below(builtin_kinds().size())];
    if (kind.condition.empty()) return;
    Domain domain{.since = workshop_.at_or_after(home.since), .schema = home.name, .name = names_.next('d')};
    domain.clauses = "AS " + kind.type;
    domain.keys = {{"type", yaml_text(random_.pick(kind.spellings))}};
    if (kind.collates && random_.chance(30)) {
      domain.clauses += " COLLATE \"C\"";
      domain.keys.emplace_back("collation", "C");
    }
    if (random_.chance(30)) {
      const auto& text = random_.pick(kind.defaults);
      domain.clauses += " DEFAULT " + text.sql;
      domain.keys.emplace_back("default", text.yaml);
      domain.has_default = true;
    }
    if (random_.chance(20)) {
      domain.clauses += " NOT NULL";
      domain.keys.emplace_back("nullable", "false");
      domain.is_nullable = false;
    }
    if (random_.chance(60)) add_check(domain, kind);
    kind.type = sql_name(domain.schema) + "." + sql_name(domain.name);
    kind.spellings = {kind.type};
    kind.generated.clear();
    kind.gin_opclass.clear();
    kind.gist_operator.clear();
    kind.collates = kind.toasts = false;
    kind.is_domain = true;
    // Not for columns that grow: a domain's checks may run code of the user's on the rows, which the tool refuses.
    if (domain.since == Since::Start) workshop_.kinds.push_back(kind);
    schema_.domains.push_back(domain);
  }

  void add_check(Domain& domain, const Kind& kind) {
    YamlKeys keys;
    const auto name = workshop_.name_or_none(keys);
    const auto expression = with_column(kind.condition, "VALUE");
    keys.emplace_back("expr", yaml_text(expression));
    Piece check{.since = workshop_.at_or_after(domain.since),
                .sql = fmt::format("{}CHECK ({})", name.clause, expression),
                .name = name.text};
    if (random_.chance(20)) {
      keys.emplace_back("valid", "false");
      check.sql += " NOT VALID";
    } else if (random_.chance(20)) {
      check.at_start = check.sql + " NOT VALID";
    }
    check.yaml = yaml_mapping(keys);
    domain.checks.push_back(check);
  }

  void add_sequence() {
    const auto& home = random_.pick(schemas_);
    auto sequence = generate_sequence(workshop_, home.name);
    sequence.since = std::max(sequence.since, home.since);
    workshop_.sequences.push_back(sequence);
    schema_.sequences.push_back(sequence);
  }

  void add_tables() {
    auto& tables = schema_.tables;
    for (auto left = 1 + random_.below(5); left > 0; --left) {
      const auto& home = random_.pick(schemas_);
      tables.push_back(generate_table(workshop_, home.name, home.since));
    }
    for (auto& table : tables) add_keys(workshop_, table);
    if (random_.chance(25)) add_circle();
    for (auto left = random_.below(5); left > 0; --left) {
      auto& table = random_.pick(tables);
      add_foreign_key(workshop_, table, random_.pick(tables));
    }
    for (auto& table : tables) {
      add_checks(workshop_, table);
      add_exclusions(workshop_, table);
      add_indexes(workshop_, table);
    }
    for (auto& sequence : schema_.sequences) own(sequence);
    random_.shuffle(tables);
  }

  // Two or three tables, each of which references the next, and the last the first.
  void add_circle() {
    auto& tables = schema_.tables;
    const auto length = std::min(tables.size(), 2 + random_.below(2));
    for (std::size_t i = 0; i < length; ++i) add_foreign_key(workshop_, tables[i], tables[(i + 1) % length]);
  }

  // Belongs to a column of a table in its own schema.
  void own(Sequence& sequence) {
    for (auto& table : schema_.tables) {
      if (table.schema != sequence.schema || table.since != Since::Start || !random_.chance(50)) continue;
      const auto& column = random_.pick(table.columns);
      if (column.since != Since::Start) continue;
      sequence.owner = table.sql() + "." + sql_name(column.name);
      sequence.owned_since = workshop_.at_or_after(sequence.since);
      table.used_columns.insert(column.name);
      return;
    }
  }

  Random& random_;
  Names names_{random_};
  Workshop workshop_;
  GeneratedSchema schema_;
  std::vector<NamedSchema> schemas_ = {{Since::Start, "public"}};
};

}  // namespace

GeneratedSchema generate(Random& random, int server_major) { return Generator(random, server_major).run(); }

}  // namespace pgreconcile::test
