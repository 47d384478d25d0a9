#include "tests/property/kinds.hpp"

#include <algorithm>

#include "tests/property/spelling.hpp"

namespace pgreconcile::test {
namespace {

DefaultText literal(const std::string& text) { return {"{literal: " + yaml_text(text) + "}", sql_text(text)}; }

// A default that is written in SQL.
DefaultText sql(const std::string& text) { return {yaml_text(text), text}; }

std::vector<Kind> make_builtin_kinds() {
  return {
      {.type = "smallint",
       .spellings = {"smallint", "int2"},
       .values = {"1", "2", "3"},
       .defaults = {{"0", "0"}, {"-1", "-1"}},
       .condition = "@ > -100",
       .generated = "@ * 2",
       .generated_type = "integer"},
      {.type = "integer",
       .spellings = {"integer", "int", "int4", "INTEGER"},
       .values = {"1", "2", "3"},
       .defaults = {{"0", "0"}, {"-1", "-1"}, sql("60 * 60")},
       .condition = "@ BETWEEN -10 AND 30000",
       .generated = "@ / 10",
       .generated_type = "integer"},
      {.type = "bigint",
       .spellings = {"bigint", "int8"},
       .values = {"1", "2", "3"},
       .defaults = {{"0", "0"}, sql("9223372036854775807")},
       .condition = "@ != -77",
       .generated = "-@",
       .generated_type = "bigint"},
      {.type = "numeric(10,2)",
       .spellings = {"numeric(10,2)", "decimal(10, 2)"},
       .values = {"1.25", "2.25", "3.25"},
       .defaults = {{"0", "0"}, {"0.50", "0.50"}, sql("1.5::numeric")},
       .condition = "@ >= 0",
       .generated = "round(@, 1)",
       .generated_type = "numeric"},
      {.type = "numeric",
       .spellings = {"numeric", "decimal"},
       .values = {"1e10", "2e10", "-3"},
       .defaults = {{"-1.5", "-1.5"}},
       .condition = "@ <> 12.5"},
      {.type = "real",
       .spellings = {"real", "float4", "float(20)"},
       .values = {"1.5", "2.5", "3.5"},
       .defaults = {{"0.5", "0.5"}}},
      {.type = "double precision",
       .spellings = {"double precision", "float8", "float", "float(30)"},
       .values = {"1.5", "2.5", "3.5"},
       .defaults = {{"0", "0"}, sql("'-1e-5'")},
       .condition = "@ < 1e300"},
      {.type = "boolean",
       .spellings = {"boolean", "bool"},
       .values = {"true", "false", "true"},
       .defaults = {{"true", "true"}, {"false", "false"}, sql("'t'")},
       .condition = "@ OR NOT @",
       .has_distinct_values = false},
      {.type = "text",
       .spellings = {"text"},
       .values = {"'a1'", "'B2'", "'ü 3'"},
       .defaults = {literal("new"), literal("it's; -- \\ \"odd\" $ddl$"), literal(""), sql("'grün'::text"),
                    sql("current_user")},
       .condition = "@ NOT LIKE '%!' AND length(@) < 4000",
       .generated = "lower(@ || 'X')",
       .generated_type = "text",
       .collates = true,
       .toasts = true,
       .has_spgist = true},
      {.type = "character varying(20)",
       .spellings = {"varchar(20)", "character varying(20)", "char varying ( 20 )"},
       .values = {"'a1'", "'b2'", "'c3'"},
       .defaults = {literal("active"), sql("'x'::text"), sql("'y'::varchar(20)")},
       .condition = "@ IN ('a1', 'b2', 'c3', 'active', 'x', 'y')",
       .generated = "@ || '!'",
       .generated_type = "text",
       .collates = true,
       .toasts = true},
      {.type = "character varying",
       .spellings = {"varchar", "character varying"},
       .values = {"'a1'", "'b2'", "'c3'"},
       .defaults = {literal("on"), literal("null")},
       .condition = "@ ~ '^[a-zA-Z0-9]*$'",
       .collates = true,
       .toasts = true},
      {.type = "character(4)",
       .spellings = {"char(4)", "character(4)", "bpchar(4)"},
       .values = {"'a1'", "'b2'", "'c3'"},
       .defaults = {literal("ab"), literal("abcd")},
       .condition = "@ <> 'zz'",
       .collates = true,
       .toasts = true},
      {.type = "\"char\"", .spellings = {"\"char\""}, .values = {"'a'", "'b'", "'c'"}, .defaults = {literal("x")}},
      {.type = "name", .spellings = {"name"}, .values = {"'a'", "'b'", "'c'"}},
      {.type = "date",
       .spellings = {"date"},
       .values = {"'2026-01-01'", "'2026-01-02'", "'2026-01-03'"},
       .defaults = {sql("current_date"), literal("2026-01-31"), sql("'2020-01-31'::date")},
       .condition = "@ >= '2000-01-01'",
       .generated = "extract(year from @)",
       .generated_type = "numeric"},
      {.type = "timestamp with time zone",
       .spellings = {"timestamptz", "timestamp with time zone"},
       .values = {"'2026-01-01 01:00+00'", "'2026-01-02 02:00+00'", "'2026-01-03 03:00+00'"},
       .defaults = {sql("now()"), sql("CURRENT_TIMESTAMP"), sql("now() + interval '1 day'")},
       .condition = "@ > '2000-01-01 00:00:00+00'",
       .generated = "@ AT TIME ZONE 'UTC'",
       .generated_type = "timestamp without time zone"},
      {.type = "timestamp(3) without time zone",
       .spellings = {"timestamp(3)", "timestamp (3) without time zone"},
       .values = {"'2026-01-01'", "'2026-01-02'", "'2026-01-03'"},
       .defaults = {sql("(now() at time zone 'utc')")}},
      {.type = "time without time zone",
       .spellings = {"time", "time without time zone"},
       .values = {"'01:00'", "'02:00'", "'03:00'"},
       .defaults = {literal("12:30")}},
      {.type = "interval",
       .spellings = {"interval"},
       .values = {"'1 day'", "'2 days'", "'3 mons'"},
       .defaults = {literal("1 hour 30 min"), sql("'00:05:00'::interval"), sql("interval '1 day'")},
       .condition = "@ < '100 years'"},
      {.type = "interval year to month",
       .spellings = {"interval year to month"},
       .values = {"'1-2'", "'2-3'", "'3-4'"}},
      {.type = "uuid",
       .spellings = {"uuid"},
       .values = {"'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'",
                  "'00000000-0000-0000-0000-000000000003'"},
       .defaults = {sql("gen_random_uuid()"), literal("00000000-0000-0000-0000-00000000000a")},
       .condition = "@ IS DISTINCT FROM '00000000-0000-0000-0000-000000000000'"},
      {.type = "jsonb",
       .spellings = {"jsonb"},
       .values = {R"('{"k": 1}')", R"('{"k": 2}')", R"('{"k": 3}')"},
       .defaults = {literal("{}"), sql("'{}'::jsonb"), literal(R"({"a": [1, 2]})")},
       .condition = "jsonb_typeof(@) = 'object'",
       .generated = "@ ->> 'k'",
       .generated_type = "text",
       .toasts = true,
       .gin_opclass = "jsonb_path_ops"},
      {.type = "json",
       .spellings = {"json"},
       .values = {"'1'", "'2'", "'3'"},
       .defaults = {literal("[]")},
       .sorts = false,
       .toasts = true},
      {.type = "bytea",
       .spellings = {"bytea"},
       .values = {R"('\x01')", R"('\x02')", R"('\x03')"},
       .defaults = {literal(R"(\x00ff)")},
       .condition = "octet_length(@) < 100",
       .toasts = true},
      {.type = "text[]",
       .spellings = {"text[]", "text array", "_text"},
       .values = {"'{a}'", "'{b}'", "'{c}'"},
       .defaults = {literal("{}"), sql("ARRAY[]::text[]"), sql("ARRAY['a', 'b']")},
       .condition = "cardinality(@) < 10 AND NOT 'bad' = ANY (@)",
       .collates = true,
       .toasts = true,
       .gin_opclass = "-"},
      {.type = "integer[]",
       .spellings = {"integer[]", "int[]", "int4[3]", "integer ARRAY[4]"},
       .values = {"'{1}'", "'{2}'", "'{3,4}'"},
       .defaults = {sql("'{1,2}'::int[]"), literal("{}")},
       .condition = "@[1] > 0",
       .toasts = true,
       .gin_opclass = "-"},
      {.type = "inet",
       .spellings = {"inet"},
       .values = {"'10.0.0.1'", "'10.0.0.2'", "'10.0.0.3'"},
       .defaults = {literal("127.0.0.1")},
       .condition = "family(@) = 4",
       .has_spgist = true},
      {.type = "macaddr",
       .spellings = {"macaddr"},
       .values = {"'00:00:00:00:00:01'", "'00:00:00:00:00:02'", "'00:00:00:00:00:03'"}},
      {.type = "bit(3)",
       .spellings = {"bit(3)"},
       .values = {"'001'", "'010'", "'011'"},
       .defaults = {sql("B'101'")},
       .hashes = false},
      {.type = "bit varying(5)",
       .spellings = {"varbit(5)", "bit varying(5)"},
       .values = {"'1'", "'10'", "'11'"},
       .hashes = false},
      {.type = "money", .spellings = {"money"}, .values = {"1", "2", "3"}, .hashes = false},
      {.type = "int4range",
       .spellings = {"int4range"},
       .values = {"'[1,2)'", "'[2,3)'", "'[3,4)'"},
       .defaults = {sql("'empty'::int4range")},
       .condition = "upper_inf(@) IS NOT TRUE",
       .toasts = true,
       .gist_operator = "&&",
       .has_spgist = true},
      {.type = "tstzrange",
       .spellings = {"tstzrange"},
       .values = {"'[2026-01-01,2026-01-02)'", "'[2026-01-02,2026-01-03)'", "'[2026-01-03,2026-01-04)'"},
       .toasts = true,
       .gist_operator = "&&",
       .has_spgist = true},
      {.type = "point",
       .spellings = {"point"},
       .values = {"'(1,1)'", "'(2,2)'", "'(3,3)'"},
       .sorts = false,
       .gist_operator = "~=",
       .has_spgist = true},
      {.type = "tsvector",
       .spellings = {"tsvector"},
       .values = {"'a'", "'b'", "'c'"},
       .hashes = false,
       .toasts = true,
       .gin_opclass = "-"},
  };
}

Kind with_gin(const std::string& type, const std::string& opclass) {
  auto kind = builtin_kind(type);
  kind.gin_opclass = opclass;
  return kind;
}

Kind with_gist(const std::string& type, const std::string& operator_name) {
  auto kind = builtin_kind(type);
  kind.gist_operator = operator_name;
  return kind;
}

}  // namespace

const std::vector<Kind>& builtin_kinds() {
  static const auto kinds = make_builtin_kinds();
  return kinds;
}

const Kind& builtin_kind(const std::string& type) { return *std::ranges::find(builtin_kinds(), type, &Kind::type); }

std::vector<Kind> kinds_of_extension(const std::string& extension) {
  if (extension == "citext") {
    return {{.type = "citext",
             .spellings = {"citext"},
             .values = {"'a'", "'b'", "'c'"},
             .defaults = {literal("Someone")},
             .condition = "@ <> ''",
             .collates = true,
             .toasts = true}};
  }
  if (extension == "hstore") {
    return {{.type = "hstore",
             .spellings = {"hstore"},
             .values = {"'a=>1'", "'b=>2'", "'c=>3'"},
             .defaults = {literal("")},
             .toasts = true,
             .gin_opclass = "-"}};
  }
  if (extension == "pg_trgm") return {with_gin("text", "gin_trgm_ops"), with_gin("character varying", "gin_trgm_ops")};
  if (extension == "btree_gist") return {with_gist("integer", "="), with_gist("uuid", "="), with_gist("date", "=")};
  return {};
}

Kind kind_of_enum(const std::string& schema, const std::string& name, const std::vector<std::string>& labels) {
  const auto type = sql_name(schema) + "." + sql_name(name);
  Kind kind{.type = type, .spellings = {type}};
  for (std::size_t row = 0; row < kRows; ++row) kind.values.at(row) = sql_text(labels.at(row));
  for (const auto& label : labels) kind.defaults.push_back(literal(label));
  kind.condition = "@ >= " + sql_text(labels.front());
  return kind;
}

std::string with_column(const std::string& expression, const std::string& column) {
  std::string result;
  for (const char c : expression) {
    if (c == '@') {
      result += column;
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace pgreconcile::test
