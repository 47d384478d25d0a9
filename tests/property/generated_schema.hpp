#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/property/kinds.hpp"
#include "tests/property/spelling.hpp"

namespace pgreconcile::test {

/// Whether a part is there from the start, or only once the schema has grown.
enum class Since { Start, Growth };

/// A part of a schema in SQL, and as the file has it.
struct Piece {
  Since since = Since::Start;
  std::string sql = {};       ///< a whole statement, or the clause of a table's constraint
  std::string yaml = {};      ///< the item of a list, or the value of a key; empty where a column's key says it
  std::string name = {};      ///< empty where the file gives none
  std::string at_start = {};  ///< the SQL of what stands in its place before the schema grows, where that differs
};

struct Label {
  Since since = Since::Start;
  std::string text = {};
};

struct Enum {
  Since since = Since::Start;
  std::string schema = {};
  std::string name = {};
  std::vector<Label> labels = {};
};

struct Domain {
  Since since = Since::Start;
  std::string schema = {};
  std::string name = {};
  std::string clauses = {};  ///< `AS text DEFAULT 'x'`
  YamlKeys keys = {};
  bool is_nullable = true;
  bool has_default = false;
  std::vector<Piece> checks = {};  ///< the SQL is a clause
};

struct Sequence {
  Since since = Since::Start;
  std::string schema = {};
  std::string name = {};
  std::string clauses = {};
  YamlKeys keys = {};
  std::string owner = {};  ///< `"public"."t"."c"`, or empty
  Since owned_since = Since::Start;
};

struct Comment {
  Since since = Since::Start;
  std::string text = {};
};

struct Column {
  Since since = Since::Start;
  std::string name = {};
  Kind kind = {};
  std::string clauses = {};  ///< the SQL after the name
  YamlKeys keys = {};        ///< without its name and its comment
  bool is_nullable = true;
  bool has_default = false;
  bool is_generated = false;
  bool has_sequence = false;  ///< serial or identity
  std::string storage = {};   ///< `EXTERNAL`, or empty
  std::optional<Comment> comment = {};

  /// Its table has a TOAST table for certain: not every length and storage needs one.
  bool has_toast_table() const { return kind.type == "text" && storage.empty(); }
};

/// Columns that a foreign key may name.
struct ReferencedKey {
  Since since = Since::Start;
  std::vector<std::string> columns = {};
};

struct Index {
  Piece statement = {};
  std::string name = {};
  std::optional<Comment> comment = {};
};

struct Partitioning {
  std::vector<std::string> columns = {};
  bool takes_keys = true;  ///< a key of the whole table may be built on the columns
  std::string sql = {};    ///< `RANGE ("c")`
  std::string yaml = {};   ///< `{range: [c]}`
  struct Partition {
    Since since = Since::Start;
    std::string name = {};
    std::string bound = {};  ///< `FOR VALUES …` or `DEFAULT`
    std::string yaml = {};
  };
  std::vector<Partition> partitions = {};
};

struct Table {
  Since since = Since::Start;
  std::string schema = {};
  std::string name = {};
  std::vector<Column> columns = {};
  std::optional<Piece> primary_key = {};
  std::vector<Piece> unique = {};
  std::vector<Piece> foreign_keys = {};
  std::vector<Piece> checks = {};
  std::vector<Piece> exclusions = {};
  std::vector<Index> indexes = {};
  std::vector<ReferencedKey> referenced_keys = {};
  std::set<std::string> used_columns = {};  ///< those that something else of the schema names
  std::optional<Comment> comment = {};
  std::optional<Partitioning> partitioning = {};
  bool is_unlogged = false;
  std::string options = {};  ///< ` WITH (fillfactor = 70)`
  YamlKeys option_keys = {};
  bool lies_elsewhere = false;                  ///< in kTablespace
  std::vector<std::string> before_growth = {};  ///< statements that make what only the start has

  std::string sql() const { return sql_name(schema) + "." + sql_name(name); }
};

/// A tablespace that each server has.
constexpr const char* kTablespace = "pgreconcile_other";

/// A schema and the part of it that it has grown from. It is the generator's own: it knows SQL and YAML as texts, and
/// shares nothing with the model that it tests.
struct GeneratedSchema {
  std::string default_schema = "public";
  std::vector<std::string> extension_schemas = {};
  std::vector<Piece> ignored = {};
  std::vector<Piece> schemas = {};
  std::vector<Piece> extensions = {};
  std::vector<Enum> enums = {};
  std::vector<Domain> domains = {};
  std::vector<Sequence> sequences = {};
  std::vector<Table> tables = {};
};

/// Lets SQL find what its extensions brought: `SET search_path = "public"`.
std::string search_path(const GeneratedSchema& schema);
/// What makes it in an empty database: the whole, or only what was there from the start.
std::string as_sql(const GeneratedSchema& schema, Since up_to);
/// The schema file of the whole.
std::string as_yaml(const GeneratedSchema& schema);
/// Fills the tables that were there from the start. REQUIRES: as_sql(schema, Since::Start) has run.
std::string rows_as_sql(const GeneratedSchema& schema);

}  // namespace pgreconcile::test
