#include <fmt/format.h>

#include <array>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

bool is_integer(const Kind& kind) { return kind.type == "smallint" || kind.type == "integer" || kind.type == "bigint"; }

std::string sequence_options(Random& random, YamlKeys& keys) {
  std::string clauses;
  const auto option = [&](const std::string& key, const std::string& sql, const std::string& value) {
    if (!random.chance(40)) return;
    keys.emplace_back(key, value);
    clauses += " " + sql + " " + value;
  };
  option("start", "START WITH", "100");
  option("increment", "INCREMENT BY", "5");
  option("min", "MINVALUE", "-10");
  option("max", "MAXVALUE", "30000");
  option("cache", "CACHE", "20");
  if (random.chance(20)) {
    keys.emplace_back("cycle", "true");
    clauses += " CYCLE";
  } else if (random.chance(10)) {
    keys.emplace_back("cycle", "false");
  }
  return clauses;
}

const Kind& random_kind(Workshop& workshop, Since since) {
  const bool may_be_new = since == Since::Growth && !workshop.new_kinds.empty();
  return workshop.random.pick(may_be_new && workshop.random.chance(30) ? workshop.new_kinds : workshop.kinds);
}

void make_identity(Workshop& workshop, Column& column) {
  const bool always = workshop.random.chance(50);
  column.clauses += fmt::format(" GENERATED {} AS IDENTITY", always ? "ALWAYS" : "BY DEFAULT");
  const std::string generated = always ? "always" : "by default";
  if (workshop.random.chance(50)) {
    YamlKeys keys = {{"generated", generated}};
    const auto options = sequence_options(workshop.random, keys);
    if (!options.empty()) column.clauses += fmt::format(" ({})", options);
    column.keys.emplace_back("identity", yaml_mapping(keys));
  } else {
    column.keys.emplace_back("identity", generated);
  }
  column.has_sequence = true;
  column.is_nullable = false;
}

// The column's type becomes serial: PostgreSQL has no such type, and makes a sequence and a default.
void make_serial(Column& column) {
  const auto serial = column.kind.type == "bigint"    ? "bigserial"
                      : column.kind.type == "integer" ? "serial"
                                                      : "smallserial";
  column.clauses = serial;
  column.keys = {{"type", serial}};
  column.has_sequence = true;
  column.has_default = true;
  column.is_nullable = false;
}

void add_default(Workshop& workshop, Column& column) {
  const auto& text = workshop.random.pick(column.kind.defaults);
  column.clauses += " DEFAULT " + text.sql;
  column.keys.emplace_back("default", text.yaml);
  column.has_default = true;
}

// One that counts with a sequence of the schema's.
void add_counting_default(Workshop& workshop, Column& column) {
  const auto& sequence = workshop.random.pick(workshop.sequences);
  if (sequence.since == Since::Growth && column.since == Since::Start) return;
  const auto sql = fmt::format("nextval({})", sql_text(sql_name(sequence.schema) + "." + sql_name(sequence.name)));
  column.clauses += " DEFAULT " + sql;
  column.keys.emplace_back("default", yaml_text(sql));
  column.has_default = true;
}

// SQL has it right after the type.
void add_compression(Workshop& workshop, Column& column) {
  if (!column.kind.toasts || workshop.server_major < 14 || !workshop.random.chance(10)) return;
  column.clauses += " COMPRESSION pglz";
  column.keys.emplace_back("compression", "pglz");
}

void add_storage(Random& random, Column& column) {
  if (!column.kind.toasts || !random.chance(15)) return;
  constexpr std::array<std::array<const char*, 2>, 4> kStorages = {
      {{"EXTERNAL", "external"}, {"MAIN", "main"}, {"PLAIN", "plain"}, {"EXTENDED", "extended"}}};
  const auto& [storage, key] = random.pick(kStorages);
  column.storage = storage;
  column.keys.emplace_back("storage", key);
}

}  // namespace

Sequence generate_sequence(Workshop& workshop, const std::string& schema) {
  Sequence sequence{.since = workshop.at_or_after(Since::Start), .schema = schema, .name = workshop.names.next('s')};
  if (workshop.random.chance(60)) {
    constexpr std::array kTypes = {"integer", "smallint", "bigint"};
    const std::string type = workshop.random.pick(kTypes);
    sequence.keys.emplace_back("type", type);
    sequence.clauses = " AS " + type;
  }
  sequence.clauses += sequence_options(workshop.random, sequence.keys);
  return sequence;
}

Column generate_column(Workshop& workshop, const Table& table) {
  auto& random = workshop.random;
  const auto since = workshop.at_or_after(table.since);
  const bool grows = table.since == Since::Start && since == Since::Growth;
  Column column{.since = since, .name = workshop.names.next('c'), .kind = random_kind(workshop, since)};
  // Its checks may run code of the user's on the rows that are there: that is blocked.
  if (grows && column.kind.is_domain) column.kind = builtin_kinds().front();
  column.clauses = column.kind.type;
  column.keys = {{"type", yaml_text(random.pick(column.kind.spellings))}};
  if (is_integer(column.kind) && random.chance(20)) {
    // No table with partitions gets an identity column before PostgreSQL 17: that is blocked.
    const bool may_be_identity = workshop.server_major >= 17 || !grows || !table.partitioning;
    if (may_be_identity && random.chance(50)) {
      make_identity(workshop, column);
    } else {
      make_serial(column);
    }
  } else {
    add_compression(workshop, column);
    if (column.kind.collates && random.chance(25)) {
      const std::string collation = random.chance(50) ? "C" : "POSIX";
      column.clauses += " COLLATE " + sql_name(collation);
      column.keys.emplace_back("collation", yaml_text(collation));
    }
    if (is_integer(column.kind) && !workshop.sequences.empty() && random.chance(15)) {
      add_counting_default(workshop, column);
    } else if (!column.kind.defaults.empty() && random.chance(40)) {
      add_default(workshop, column);
    }
    // Rows that are there have no value for a column that grows, other than its default.
    if (random.chance(30) && (column.has_default || !grows)) {
      column.is_nullable = false;
      column.clauses += " NOT NULL";
      column.keys.emplace_back("nullable", "false");
    } else if (random.chance(5)) {
      column.keys.emplace_back("nullable", "true");
    }
    if (random.chance(10)) column.keys.emplace_back("rewrite", "allow");
  }
  add_storage(random, column);
  if (random.chance(15))
    column.comment = Comment{workshop.at_or_after(since), "About it's \"column\" \\ of\ntwo lines: " + column.name};
  return column;
}

Column generate_generated_column(Workshop& workshop, Since since_table, const Column& from) {
  Column column{.since = std::max(from.since, workshop.at_or_after(since_table)), .name = workshop.names.next('g')};
  column.kind = {
      .type = from.kind.generated_type, .spellings = {from.kind.generated_type}, .has_distinct_values = false};
  const auto expression = with_column(from.kind.generated, sql_name(from.name));
  column.clauses = fmt::format("{} GENERATED ALWAYS AS ({}) STORED", column.kind.type, expression);
  column.keys = {{"type", yaml_text(column.kind.type)}, {"generated", yaml_text(expression)}};
  column.is_generated = true;
  return column;
}

}  // namespace pgreconcile::test
