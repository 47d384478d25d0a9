#include "tests/property/generate.hpp"

#include <fmt/format.h>

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
    add_extensions();
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
      const auto since = workshop_.at_or_after(Since::Start);
      schema_.extensions.push_back({since, "CREATE EXTENSION " + extension + " SCHEMA public", extension, extension});
      for (const auto& kind : kinds_of_extension(extension)) add_kind(since, kind);
    }
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
    if (random_.chance(30)) {
      domain.clauses += " DEFAULT " + kind.defaults.front().sql;
      domain.keys.emplace_back("default", kind.defaults.front().yaml);
    }
    if (random_.chance(60)) {
      YamlKeys keys;
      const auto name = workshop_.name_or_none(keys);
      const auto expression = with_column(kind.condition, "VALUE");
      keys.emplace_back("expr", yaml_text(expression));
      domain.checks.push_back({workshop_.at_or_after(domain.since),
                               fmt::format("{}CHECK ({})", name.clause, expression), yaml_mapping(keys), name.text});
    }
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

  // Belongs to a column of a table in its own schema.
  void own(Sequence& sequence) {
    for (auto& table : schema_.tables) {
      if (table.schema != sequence.schema || table.since != Since::Start || !random_.chance(50)) continue;
      const auto& column = random_.pick(table.columns);
      if (column.since != Since::Start) continue;
      sequence.owner = table.sql() + "." + sql_name(column.name);
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
