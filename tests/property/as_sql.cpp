#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tests/property/generated_schema.hpp"

namespace pgreconcile::test {
namespace {

class SqlWriter {
 public:
  explicit SqlWriter(Since up_to) : up_to_(up_to) {}

  void write(const GeneratedSchema& schema) {
    for (const auto& piece : schema.schemas) add(piece);
    for (const auto& piece : schema.extensions) add(piece);
    for (const auto& piece : schema.ignored) add(piece);
    for (const auto& type : schema.enums) add(type);
    for (const auto& domain : schema.domains) add(domain);
    for (const auto& sequence : schema.sequences) {
      if (is_there(sequence.since)) line("CREATE SEQUENCE {}{}", name(sequence), sequence.clauses);
    }
    for (const auto& table : schema.tables) add(table);
    // Other tables' keys have to be there.
    for (const auto& table : schema.tables) add_constraints(table, table.foreign_keys);
    for (const auto& sequence : schema.sequences) {
      const bool is_owned = is_there(sequence.owned_since) && !sequence.owner.empty();
      if (is_owned) line("ALTER SEQUENCE {} OWNED BY {}", name(sequence), sequence.owner);
    }
  }

  std::string text() && { return std::move(text_); }

 private:
  bool is_there(Since since) const { return since == Since::Start || up_to_ == Since::Growth; }

  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    text_ += fmt::format(format, std::forward<Arguments>(arguments)...) + ";\n";
  }

  template <typename Object>
  static std::string name(const Object& object) {
    return sql_name(object.schema) + "." + sql_name(object.name);
  }

  void add(const Piece& statement) {
    if (is_there(statement.since)) line("{}", statement.sql);
  }

  void add(const Enum& type) {
    if (!is_there(type.since)) return;
    std::vector<std::string> labels;
    for (const auto& label : type.labels) {
      if (is_there(label.since)) labels.push_back(sql_text(label.text));
    }
    line("CREATE TYPE {} AS ENUM ({})", name(type), fmt::join(labels, ", "));
  }

  void add(const Domain& domain) {
    if (!is_there(domain.since)) return;
    line("CREATE DOMAIN {} {}", name(domain), domain.clauses);
    for (const auto& check : oldest_first(domain.checks)) line("ALTER DOMAIN {} ADD {}", name(domain), check.sql);
  }

  void add(const Table& table) {
    if (!is_there(table.since)) return;
    std::vector<std::string> columns;
    for (const auto* column : in_order_of_creation(table)) {
      columns.push_back(fmt::format("{} {}", sql_name(column->name), column->clauses));
    }
    line("CREATE {}TABLE {} ({}){}{}{}", table.is_unlogged ? "UNLOGGED " : "", table.sql(), fmt::join(columns, ", "),
         table.partitioning ? " PARTITION BY " + table.partitioning->sql : "", table.options,
         table.lies_elsewhere ? fmt::format(" TABLESPACE {}", kTablespace) : "");
    for (const auto* column : in_order_of_creation(table)) {
      if (column->storage.empty()) continue;
      line("ALTER TABLE {} ALTER COLUMN {} SET STORAGE {}", table.sql(), sql_name(column->name), column->storage);
    }
    if (table.partitioning) add_partitions(table);
    if (table.primary_key) add_constraints(table, {*table.primary_key});
    add_constraints(table, table.unique);
    add_constraints(table, table.checks);
    add_constraints(table, table.exclusions);
    // Those of partitions get default names, which depend on the order.
    std::vector<Piece> indexes;
    for (const auto& index : table.indexes) indexes.push_back(index.statement);
    for (const auto& index : oldest_first(indexes)) add(index);
    if (up_to_ == Since::Start) {
      for (const auto& statement : table.before_growth) line("{}", statement);
    }
    add_comments(table);
  }

  void add_partitions(const Table& table) {
    for (const auto& partition : table.partitioning->partitions) {
      if (!is_there(partition.since)) continue;
      line("CREATE TABLE {}.{} PARTITION OF {} {}", sql_name(table.schema), sql_name(partition.name), table.sql(),
           partition.bound);
    }
  }

  void add_constraints(const Table& table, const std::vector<Piece>& clauses) {
    for (const auto& clause : oldest_first(clauses)) {
      const bool differs = up_to_ == Since::Start && !clause.at_start.empty();
      line("ALTER TABLE {} ADD {}", table.sql(), differs ? clause.at_start : clause.sql);
    }
  }

  void add_comments(const Table& table) {
    if (has(table.comment)) line("COMMENT ON TABLE {} IS {}", table.sql(), sql_text(table.comment->text));
    for (const auto& column : table.columns) {
      if (!is_there(column.since) || !has(column.comment)) continue;
      line("COMMENT ON COLUMN {}.{} IS {}", table.sql(), sql_name(column.name), sql_text(column.comment->text));
    }
    for (const auto& index : table.indexes) {
      if (!is_there(index.statement.since) || !has(index.comment)) continue;
      line("COMMENT ON INDEX {}.{} IS {}", sql_name(table.schema), sql_name(index.name), sql_text(index.comment->text));
    }
  }

  bool has(const std::optional<Comment>& comment) const { return comment && is_there(comment->since); }

  // Those that are there; what grows later gets its default name later.
  std::vector<Piece> oldest_first(std::vector<Piece> pieces) const {
    std::erase_if(pieces, [this](const Piece& piece) { return !is_there(piece.since); });
    std::ranges::stable_sort(pieces, {}, &Piece::since);
    return pieces;
  }

  // A table that grows gets columns at its end, the generated ones after those that they are generated from.
  std::vector<const Column*> in_order_of_creation(const Table& table) const {
    std::vector<const Column*> columns;
    for (const auto& column : table.columns) {
      if (is_there(column.since)) columns.push_back(&column);
    }
    const auto rank = [&](const Column* column) {
      if (table.since == Since::Growth || column->since == Since::Start) return 0;
      return column->is_generated ? 2 : 1;
    };
    std::ranges::stable_sort(columns, {}, rank);
    return columns;
  }

  Since up_to_;
  std::string text_ = "SET client_min_messages = warning;\n";  // a server takes no empty text
};

}  // namespace

std::string search_path(const GeneratedSchema& schema) {
  auto schemas = schema.extension_schemas;
  schemas.insert(schemas.begin(), "public");
  return fmt::format("SET search_path = {};\n", sql_names(schemas));
}

std::string as_sql(const GeneratedSchema& schema, Since up_to) {
  SqlWriter writer(up_to);
  writer.write(schema);
  return search_path(schema) + std::move(writer).text();
}

std::string rows_as_sql(const GeneratedSchema& schema) {
  // Foreign keys hold by construction, in whatever order the rows come.
  std::string text = "SET session_replication_role = replica;\n";
  for (const auto& table : schema.tables) {
    if (table.since != Since::Start) continue;
    std::vector<std::string> columns;
    std::vector<std::string> rows(kRows);
    for (const auto& column : table.columns) {
      if (column.since != Since::Start || column.is_generated) continue;
      columns.push_back(sql_name(column.name));
      for (std::size_t row = 0; row < kRows; ++row) {
        rows[row] += (rows[row].empty() ? "" : ", ") + column.kind.values.at(row);
      }
    }
    if (columns.empty()) continue;
    text += fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({});\n", table.sql(),
                        fmt::join(columns, ", "), fmt::join(rows, "), ("));
  }
  return text + "RESET session_replication_role;\n";
}

}  // namespace pgreconcile::test
