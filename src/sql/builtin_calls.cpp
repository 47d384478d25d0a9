#include "src/sql/builtin_calls.hpp"

#include <algorithm>
#include <array>

namespace pgreconcile::sql {
namespace {

// Functions of pg_catalog of which each is immutable or stable (pg_proc.provolatile) in PostgreSQL 13 to 18, whatever it
// is given (timezone() as of 15), less what stands behind types, operators, indexes and aggregates. An integration test
// asks the server. Sorted.
// clang-format off
constexpr auto kNotVolatile = std::to_array<std::string_view>({
    "abbrev", "abs", "acos", "acosd", "acosh", "age", "area", "array_append", "array_cat", "array_dims", "array_fill",
    "array_length", "array_lower", "array_ndims", "array_position", "array_positions", "array_prepend",
    "array_remove", "array_replace", "array_to_json", "array_to_string", "array_to_tsvector", "array_upper", "ascii",
    "asin", "asind", "asinh", "atan", "atan2", "atan2d", "atand", "atanh", "bit_length", "broadcast", "btrim",
    "cardinality", "cbrt", "ceil", "ceiling", "center", "char_length", "character_length", "chr", "concat",
    "concat_ws", "convert", "convert_from", "convert_to", "cos", "cosd", "cosh", "cot", "cotd", "current_database",
    "current_schema", "current_schemas", "current_setting", "current_user", "date_part", "date_trunc", "daterange",
    "decode", "degrees", "diagonal", "diameter", "div", "encode", "exp", "factorial", "family", "floor", "format",
    "gcd", "get_bit", "get_byte", "get_current_ts_config", "height", "host", "hostmask", "initcap", "int4range",
    "int8range", "is_normalized", "isclosed", "isfinite", "ishorizontal", "isopen", "isparallel", "isperp",
    "isvertical", "json_array_length", "json_build_array", "json_build_object", "json_object", "json_populate_record",
    "json_strip_nulls", "json_to_tsvector", "json_typeof", "jsonb_array_length", "jsonb_build_array",
    "jsonb_build_object", "jsonb_insert", "jsonb_object", "jsonb_path_exists", "jsonb_path_exists_tz",
    "jsonb_path_match", "jsonb_path_match_tz", "jsonb_path_query_array", "jsonb_path_query_array_tz",
    "jsonb_path_query_first", "jsonb_path_query_first_tz", "jsonb_populate_record", "jsonb_pretty", "jsonb_set",
    "jsonb_set_lax", "jsonb_strip_nulls", "jsonb_to_tsvector", "jsonb_typeof", "justify_days", "justify_hours",
    "justify_interval", "lcm", "left", "length", "ln", "log", "log10", "lower", "lower_inc", "lower_inf", "lpad",
    "ltrim", "macaddr8_set7bit", "make_date", "make_interval", "make_time", "make_timestamp", "make_timestamptz",
    "masklen", "md5", "min_scale", "mod", "netmask", "network", "normalize", "now", "npoints", "num_nonnulls",
    "num_nulls", "numnode", "numrange", "octet_length", "overlaps", "overlay", "parse_ident", "phraseto_tsquery",
    "pi", "plainto_tsquery", "position", "pow", "power", "querytree", "quote_ident", "quote_literal",
    "quote_nullable", "radians", "radius", "regexp_match", "regexp_replace", "regexp_split_to_array", "repeat",
    "replace", "reverse", "right", "round", "row_to_json", "rpad", "rtrim", "scale", "session_user", "set_bit",
    "set_byte", "set_masklen", "setweight", "sha224", "sha256", "sha384", "sha512", "sign", "sin", "sind", "sinh",
    "slope", "split_part", "sqrt", "statement_timestamp", "string_to_array", "strip", "strpos", "substr", "substring",
    "tan", "tand", "tanh", "timezone", "to_char", "to_date", "to_hex", "to_json", "to_jsonb", "to_number",
    "to_timestamp", "to_tsquery", "to_tsvector", "transaction_timestamp", "translate", "trim_scale", "trunc",
    "ts_delete", "ts_filter", "ts_headline", "ts_rank", "ts_rank_cd", "tsquery_phrase", "tsrange", "tstzrange",
    "tsvector_to_array", "upper", "upper_inc", "upper_inf", "version", "websearch_to_tsquery", "width",
    "width_bucket", "xml_is_well_formed", "xml_is_well_formed_content", "xml_is_well_formed_document", "xmlcomment",
    "xmlexists", "xpath", "xpath_exists"});
// clang-format on
static_assert(std::ranges::is_sorted(kNotVolatile));

// The volatile ones that a schema file may call: function_names.cpp refuses the others.
constexpr auto kVolatile = std::to_array<std::string_view>(
    {"clock_timestamp", "gen_random_uuid", "nextval", "random", "timeofday", "uuidv4", "uuidv7"});
static_assert(std::ranges::is_sorted(kVolatile));

// Operators of pg_catalog in PostgreSQL 13 to 18: none is volatile. Sorted.
// clang-format off
constexpr auto kOperators = std::to_array<std::string_view>({
    "!!", "!~", "!~*", "!~~", "!~~*", "#", "##", "#-", "#>", "#>>", "%", "&", "&&", "&<", "&<|", "&>", "*", "*<",
    "*<=", "*<>", "*=", "*>", "*>=", "+", "-", "->", "->>", "-|-", "/", "<", "<->", "<<", "<<=", "<<|", "<=", "<>",
    "<@", "<^", "=", ">", ">=", ">>", ">>=", ">^", "?", "?#", "?&", "?-", "?-|", "?|", "?||", "@", "@-@", "@>", "@?",
    "@@", "@@@", "^", "^@", "|", "|&>", "|/", "|>>", "||", "||/", "~", "~*", "~<=~", "~<~", "~=", "~>=~", "~>~", "~~",
    "~~*"});
// clang-format on
static_assert(std::ranges::is_sorted(kOperators));

}  // namespace

BuiltinCall builtin_call(std::string_view name) {
  constexpr std::string_view kOperator = "operator ";
  if (name.starts_with(kOperator)) {
    const bool is_known = std::ranges::binary_search(kOperators, name.substr(kOperator.size()));
    return is_known ? BuiltinCall::NotVolatile : BuiltinCall::Unknown;
  }
  if (std::ranges::binary_search(kNotVolatile, name)) return BuiltinCall::NotVolatile;
  return std::ranges::binary_search(kVolatile, name) ? BuiltinCall::Volatile : BuiltinCall::Unknown;
}

}  // namespace pgreconcile::sql
