#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "src/yaml/load.hpp"

// What the loader refuses, and in which words: each row of "What the loader refuses" in the format's description.
namespace pgreconcile::yaml {
namespace {

struct Refusal {
  std::string text;
  std::string messages;  ///< all of them, each on a line of its own, in file order
};

void PrintTo(const Refusal& refusal, std::ostream* stream) { *stream << refusal.text; }

std::string messages(const std::string& text) {
  std::string all;
  for (const auto& diagnostic : load(text, "s.yaml").diagnostics) all += to_string(diagnostic) + "\n";
  return all;
}

class YamlRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(YamlRefusal, SaysWhatAndWhere) { EXPECT_EQ(messages(GetParam().text), GetParam().messages); }

// A table `t` with a column `id` as its primary key; what follows goes on with its columns, from line 6 on.
std::string in_columns(const std::string& rest) {
  return "version: 1\ntables:\n  t:\n    columns:\n      - {name: id, type: integer, primary_key: true}\n" + rest;
}

// A column `d` whose default stands at 6:37.
std::string with_default(const std::string& type, const std::string& value) {
  return in_columns("      - {name: d, type: " + std::string(9 - type.size(), ' ') + type + ", default: " + value +
                    "}\n");
}

INSTANTIATE_TEST_SUITE_P(
    Keys, YamlRefusal,
    testing::Values(Refusal{in_columns("      - {name: a, tpye: text, not_null: true}\n    colunms: []\n    foo: 1\n"),
                            "s.yaml:6:19: unknown key \"tpye\"; did you mean \"type\"?\n"
                            "s.yaml:6:31: unknown key \"not_null\"; use \"nullable: false\"\n"
                            "s.yaml:7:5: unknown key \"colunms\"; did you mean \"columns\"?\n"
                            "s.yaml:8:5: unknown key \"foo\"\n"},
                    Refusal{in_columns("      - {name: a, type: text, name: b}\n    columns: []\n    columns: []\n"),
                            "s.yaml:6:31: duplicate key \"name\"; the first is at 6:10\n"
                            "s.yaml:7:5: duplicate key \"columns\"; the first is at 4:5\n"
                            "s.yaml:8:5: duplicate key \"columns\"; the first is at 4:5\n"},
                    Refusal{"version: 1\ntables:\n  a: {columns: []}\n  a: {columns: []}\n",
                            "s.yaml:4:3: duplicate key \"a\"; the first is at 3:3\n"},
                    Refusal{"version: 1\ntables:\n  ? [a]\n  : {columns: []}\n",
                            "s.yaml:3:5: a key must be text; quote it if it is text\n"},
                    Refusal{in_columns("      - {type: text}\n      - {name: b}\n"),
                            "s.yaml:6:9: column has no \"name\"\n"
                            "s.yaml:7:9: column \"b\" has no \"type\"\n"}));

INSTANTIATE_TEST_SUITE_P(
    Version, YamlRefusal,
    testing::Values(Refusal{"", "s.yaml:1:1: the file is empty; a schema file begins with \"version: 1\"\n"},
                    Refusal{"# nothing\n---\n",
                            "s.yaml:1:1: the file is empty; a schema file begins with \"version: 1\"\n"},
                    Refusal{"tables: {}\n", "s.yaml:1:1: the file has no \"version\"; add \"version: 1\"\n"},
                    Refusal{"version: 1\n", "s.yaml:1:1: the file has no \"tables\"; add \"tables: {}\"\n"},
                    Refusal{"version: 2\ntables: {}\n",
                            "s.yaml:1:10: version 2 is not supported; this pgreconcile reads \"version: 1\"\n"},
                    Refusal{"version: \"1\"\ntables: {}\n",
                            "s.yaml:1:10: version \"1\" is not supported; this pgreconcile reads \"version: 1\"\n"}));

INSTANTIATE_TEST_SUITE_P(
    Kinds, YamlRefusal,
    testing::Values(
        Refusal{"- a\n", "s.yaml:1:1: the file must be a mapping, not a list; write {version: …, tables: …}\n"},
        Refusal{"version: [1]\ntables: []\n",
                "s.yaml:1:10: key \"version\" must be the number 1, not a list\n"
                "s.yaml:2:9: key \"tables\" must be a mapping, not a list\n"},
        Refusal{"version: 1\ntables:\n  a:\n  b: x\n  c: {columns: {}}\n",
                "s.yaml:3:3: table \"a\" is empty; it must be a mapping\n"
                "s.yaml:4:6: table \"b\" must be a mapping, not text; write {columns: …}\n"
                "s.yaml:5:16: key \"columns\" must be a list, not a mapping\n"},
        Refusal{in_columns("      - a\n      -\n      - {name: [b], type: }\n    primary_key: id\n"),
                "s.yaml:6:9: column must be a mapping, not text; write {name: …, type: …}\n"
                "s.yaml:7:7: column is empty; it must be a mapping\n"
                "s.yaml:8:16: key \"name\" must be a name, not a list\n"
                "s.yaml:8:21: key \"type\" is empty; it must be a type\n"
                "s.yaml:9:18: key \"primary_key\" must be a list of names or a mapping, not text\n"},
        Refusal{
            in_columns("      - {name: a, type: text, nullable: yes}\n      - {name: b, type: text, unique: \"true\"}\n"
                       "      - {name: c, type: text, nullable: True}\n"),
            "s.yaml:6:41: key \"nullable\" must be true or false, not yes\n"
            "s.yaml:7:39: key \"unique\" must be true or false, not \"true\"\n"
            "s.yaml:8:41: key \"nullable\" must be true or false, not True\n"},
        Refusal{in_columns("      - name: |\n          a\n        type: text\n"),
                "s.yaml:6:15: the value of \"name\" must stand on the key's line\n"},
        Refusal{
            in_columns("      - {name: p, type: integer, references: {table: x, column: o, on_delete: set_null}}\n"),
            "s.yaml:6:79: key \"on_delete\" must be one of: no action, restrict, cascade, set null, set default; not "
            "set_null; did you mean \"set null\"?\n"}));

INSTANTIATE_TEST_SUITE_P(
    Documents, YamlRefusal,
    testing::Values(Refusal{in_columns("      - {name: a, type: x y}\n---\nversion: 1\n"),
                            "s.yaml:6:25: key \"type\": this is not exactly one type name\n"
                            "s.yaml:7:1: a second document starts here; a schema file holds one document\n"},
                    Refusal{in_columns("...\ntables: {}\n"),
                            "s.yaml:7:1: text follows the end of the document; a schema file holds one document\n"},
                    Refusal{"{version: 1, tables: {}}\nfoo: bar\n",
                            "s.yaml:2:1: text follows the end of the document; a schema file holds one document\n"}));

INSTANTIATE_TEST_SUITE_P(
    Quotes, YamlRefusal,
    testing::Values(
        Refusal{
            in_columns("      - {nmae: a, type: text}\n      - {name: b, type: text, default: \"x}\n"),
            "s.yaml:6:10: unknown key \"nmae\"; did you mean \"name\"?\n"
            "s.yaml:7:40: the quote that opens here is not closed on its line; close it, or write text over several "
            "lines after |\n"},
        // The quote that is missing is found, although a later line has one that YAML takes for it.
        Refusal{
            in_columns("      - name: \"a\n        type: text\n      - name: \"b\"\n        type: text\n"),
            "s.yaml:6:15: the quote that opens here is not closed on its line; close it, or write text over several "
            "lines after |\n"},
        Refusal{
            in_columns("      - name: 'it''s\n        type: text\n"),
            "s.yaml:6:15: the quote that opens here is not closed on its line; close it, or write text over several "
            "lines after |\n"},
        Refusal{in_columns("      - name: d\n        type: text\n        default: 'x'::text\n"),
                "s.yaml:8:21: text follows the closing quote; wrap the whole value in double quotes, or use {literal: "
                "x}\n"}));

INSTANTIATE_TEST_SUITE_P(
    YamlFeatures, YamlRefusal,
    testing::Values(
        Refusal{in_columns("      - &x {name: a, type: text}\n      - *x\n      - *y\n"),
                "s.yaml:6:9: anchor &x is not allowed; write the value out where it is used\n"
                "s.yaml:7:9: alias *x is not allowed; write the value out\n"
                "s.yaml:8:9: alias *y is not allowed; write the value out\n"},
        Refusal{in_columns("      - {<<: {a: b}, name: !!str a, type: !t text}\n"),
                "s.yaml:6:10: a merge key (<<) is not allowed; write the keys out\n"
                "s.yaml:6:28: tag !!str is not allowed; remove it\n"
                "s.yaml:6:43: tag !t is not allowed; remove it\n"},
        Refusal{"version: 1\ntables:\n  t: {columns: [[[[[[[[[[[[[[x]]]]]]]]]]]]]]}\n",
                "s.yaml:3:17: column must be a mapping, not a list; write {name: …, type: …}\n"
                "s.yaml:3:29: nesting is deeper than 16 levels\n"},
        Refusal{in_columns("      - {name: a, type: numeric(10,2), nullable: yes}\n      - {name: b, type: text[]}\n"),
                "s.yaml:6:25: YAML splits numeric(10,2) at the comma; quote it: \"numeric(10,2)\"\n"
                "s.yaml:6:50: key \"nullable\" must be true or false, not yes\n"
                "s.yaml:7:25: YAML splits text[] at the bracket; quote it: \"text[]\"\n"},
        Refusal{in_columns("    unique: [{columns: [f(x, y)]}]\n"),
                "s.yaml:6:25: YAML splits f(x, y) at the comma; quote it: \"f(x, y)\"\n"
                "s.yaml:6:25: unique constraint (\"f(x, y)\") names the unknown column \"f(x, y)\"; an index takes an "
                "expression as {expr: \"f(x, y)\"}\n"},
        Refusal{"version: 1\ntables:\n  a: {columns: []}\n   b: {columns: []}\n",
                "s.yaml:4:4: this does not continue the mapping above; check the indentation, or quote the text\n"},
        Refusal{in_columns("      - {name: @a, type: text}\n"),
                "s.yaml:6:16: plain text cannot start with this character; quote the text\n"}));

INSTANTIATE_TEST_SUITE_P(
    Characters, YamlRefusal,
    testing::Values(
        Refusal{in_columns("\t- {name: a, type: text}\n"),
                "s.yaml:6:1: a tab in the indentation; indent with spaces\n"
                "s.yaml:6:2: this does not continue the mapping above; check the indentation, or quote the text\n"},
        Refusal{in_columns("      - {name: \"ü\x01\", type: text}\n      - {name: \"b\x7F\", type: x y}\n"),
                "s.yaml:6:18: control character U+0001 is not allowed\n"
                "s.yaml:7:18: control character U+007F is not allowed\n"
                "s.yaml:7:28: key \"type\": this is not exactly one type name\n"},
        Refusal{"version: 1\n# " + std::string(1, '\0') + "\ntables: {}\n",
                "s.yaml:2:3: a NUL character is not allowed\n"},
        Refusal{"version: 1\rtables: {}\n",
                "s.yaml:1:11: a carriage return without a line feed; end lines with LF or CRLF\n"
                "s.yaml:1:18: a colon is not expected here; quote text that holds \": \", and check the indentation\n"},
        Refusal{in_columns("      - {name: ü\xC3(, typ: text}\n"),
                "s.yaml:6:17: byte 0xC3 is not UTF-8; save the file as UTF-8\n"},
        Refusal{in_columns("      - {name: \"\\0\", type: text}\n"),
                "s.yaml:6:16: a name must not hold a NUL character\n"}));

INSTANTIATE_TEST_SUITE_P(
    Names, YamlRefusal,
    testing::Values(
        Refusal{in_columns(
                    "      - {name: no, type: text}\n      - {name: 12, type: text}\n      - {name: 2020-01-01, type: "
                    "text}\n"
                    "      - {name: y, type: text}\n      - {name: \"\", type: text}\n      - {name: ~, type: text}\n"),
                "s.yaml:6:16: the name no is a boolean to YAML readers; quote it: \"no\"\n"
                "s.yaml:7:16: the name 12 is a number to YAML readers; quote it: \"12\"\n"
                "s.yaml:8:16: the name 2020-01-01 is a date to YAML readers; quote it: \"2020-01-01\"\n"
                "s.yaml:10:16: a name must not be empty\n"
                "s.yaml:11:16: the name ~ is null to YAML readers; quote it: \"~\"\n"},
        Refusal{
            in_columns("      - {name: " + std::string(64, 'a') + ", type: text}\n"),
            "s.yaml:6:16: name \"" + std::string(64, 'a') + "\" has 64 bytes; PostgreSQL cuts names off after 63\n"},
        Refusal{
            "version: 1\ntables:\n  null: {columns: []}\n  a b: {columns: []}\n  a.b.c: {columns: []}\n",
            "s.yaml:3:3: the name null is null to YAML readers; quote it: \"null\"\n"
            "s.yaml:4:3: a b is not a name or schema.name; put a name with odd characters in double quotes, as in "
            "SQL, within single quotes: '\"a b\"'\n"
            "s.yaml:5:3: a.b.c is not a name or schema.name; put a name with odd characters in double quotes, as in "
            "SQL, within single quotes: '\"a.b\"'\n"}));

INSTANTIATE_TEST_SUITE_P(
    CrossChecks, YamlRefusal,
    testing::Values(
        Refusal{in_columns("      - {name: id, type: text}\n"),
                "s.yaml:6:16: table \"t\" has a second column \"id\"; the first is at 5:16\n"},
        Refusal{in_columns("      - {name: a, type: text, primary_key: true}\n"),
                "s.yaml:6:44: table \"t\" has a second primary key; write one primary_key: [a, b] on the table for a "
                "key of "
                "several columns\n"},
        Refusal{in_columns("      - {name: a, type: text, nullable: true}\n    unique: [{name: pk, columns: [a]}]\n"
                           "    checks: [{name: pk, expr: id > 0}]\n"),
                "s.yaml:8:14: table \"t\" has a second constraint \"pk\"; the first is at 7:14\n"},
        Refusal{"version: 1\ntables:\n  t: {columns: [{name: id, type: uuid, nullable: true, primary_key: true}]}\n",
                "s.yaml:3:50: column \"id\" is in the primary key and cannot be null; remove \"nullable: true\"\n"},
        Refusal{in_columns("    unique: [{columns: [id, idd, id]}]\n    indexes: [{name: i, columns: [x]}]\n"),
                "s.yaml:6:29: unique constraint (id, idd, id) names the unknown column \"idd\"; did you mean \"id\"?\n"
                "s.yaml:6:34: unique constraint (id, idd, id) names column \"id\" twice\n"
                "s.yaml:7:35: index \"i\" names the unknown column \"x\"\n"},
        Refusal{in_columns("    indexes: [{name: t, columns: [id]}]\n  public.u: {columns: []}\n  u: {columns: []}\n"),
                "s.yaml:6:15: index \"t\" has the same name as the table at 3:3\n"
                "s.yaml:8:3: table \"u\" has the same name as the table at 7:3\n"},
        Refusal{in_columns("      - {name: o, type: integer, references: {table: t, column: p}}\n"
                           "      - {name: p, type: integer, references: {table: t, column: q, name: fk}}\n"
                           "      - {name: r, type: integer, references: {table: elsewhere, column: id}}\n"
                           "    foreign_keys: [{columns: [o, p], references: {table: t, columns: [id]}}]\n"),
                "s.yaml:6:46: foreign key (o) references public.t (p), which has no unique key of these columns; add "
                "unique: "
                "[{columns: [p]}] to that table\n"
                "s.yaml:7:46: foreign key \"fk\" references the unknown column \"q\" of table \"t\"\n"
                "s.yaml:9:20: foreign key (o, p) has 2 columns and references 1\n"},
        Refusal{in_columns(
                    "      - {name: o, type: integer, references: {table: t, column: id, initially_deferred: true}}\n"),
                "s.yaml:6:89: \"initially_deferred\" needs a deferrable foreign key; add \"deferrable: true\"\n"},
        Refusal{in_columns("    indexes: [{name: i, columns: [id]}, {name: j, columns: [id]}]\n"),
                "s.yaml:6:41: warning: index \"j\" repeats index \"i\" under a second name\n"}));

INSTANTIATE_TEST_SUITE_P(
    Sql, YamlRefusal,
    testing::Values(
        Refusal{in_columns("    checks:\n      - expr: id #>> '{x}'\n      - {name: ü, expr: \"(id > ü ü\"}\n"
                           "      - expr: |\n          id >\n          0 )\n      - {expr: \"'\\t\\u00fc' )\"}\n"
                           "      - {expr: 'id = ''x'' )'}\n"),
                "s.yaml:7:18: YAML takes what follows the value of \"expr\" for a comment; quote the value, or put the "
                "comment on a line of its own\n"
                "s.yaml:8:34: key \"expr\": syntax error at or near \"ü\"\n"
                "s.yaml:11:13: key \"expr\": syntax error at or near \")\"\n"
                "s.yaml:12:28: key \"expr\": syntax error at or near \")\"\n"
                "s.yaml:13:28: key \"expr\": syntax error at or near \")\"\n"},
        Refusal{with_default("integer", "\"1; drop table x\""),
                "s.yaml:6:46: key \"default\": more than one statement where one SQL expression is wanted\n"}));

INSTANTIATE_TEST_SUITE_P(
    Defaults, YamlRefusal,
    testing::Values(
        Refusal{with_default("varchar", "active"),
                "s.yaml:6:45: default active is a bare word; write {literal: active} for the text, or active() for a "
                "function's value\n"},
        Refusal{with_default("boolean", "on"),
                "s.yaml:6:45: default on is not a boolean in SQL; write true or false\n"},
        Refusal{with_default("text", "null"), "s.yaml:6:45: a default of null is the same as none; remove the key\n"},
        Refusal{with_default("text", "''"),
                "s.yaml:6:45: the default is empty; write {literal: \"\"} for the empty text, or remove the key\n"},
        Refusal{with_default("text", ""),
                "s.yaml:6:36: key \"default\" is empty; it must be an SQL expression or {literal: text}\n"},
        Refusal{with_default("date", "2020-01-01"),
                "s.yaml:6:45: default 2020-01-01 is not a date or time in SQL; write {literal: \"2020-01-01\"}, or "
                "\"'2020-01-01'\" in SQL\n"},
        Refusal{with_default("time", "12:30"),
                "s.yaml:6:45: default 12:30 is not a date or time in SQL; write {literal: \"12:30\"}, or \"'12:30'\" "
                "in SQL\n"},
        Refusal{with_default("text", "007"),
                "s.yaml:6:45: default 007 has a leading zero; write {literal: \"007\"} for the text, or the number "
                "without the "
                "zero\n"},
        Refusal{
            with_default("integer", "0x1F"),
            "s.yaml:6:45: default 0x1F is not a plain decimal number; write {literal: \"0x1F\"} for the text, or the "
            "number in digits alone\n"},
        Refusal{
            with_default("integer", "1_000"),
            "s.yaml:6:45: default 1_000 is not a plain decimal number; write {literal: \"1_000\"} for the text, or the "
            "number in digits alone\n"},
        Refusal{with_default("timestamp", "{literal: now()}"),
                "s.yaml:6:55: the literal now() is text, not a call; write default: now() for the function's value, or "
                "default: \"'now()'\" for the text\n"},
        Refusal{with_default("timestamp", "{literal: now}"),
                "s.yaml:6:55: default {literal: now} keeps the moment of the column's creation for ever; write "
                "now()\n"},
        Refusal{with_default("date", "{literal: Tomorrow}"),
                "s.yaml:6:55: default {literal: Tomorrow} keeps the moment of the column's creation for ever; write "
                "current_date + 1\n"},
        Refusal{with_default("timestamp", "\"'now'\""),
                "s.yaml:6:45: default 'now' keeps the moment of the column's creation for ever; write now()\n"},
        Refusal{with_default("date", "\"'today'::date\""),
                "s.yaml:6:45: default 'today'::date keeps the moment of the column's creation for ever; write "
                "current_date\n"},
        Refusal{with_default("text", "{literal: null}"),
                "s.yaml:6:55: the literal null is null to YAML readers; quote it: \"null\"\n"},
        Refusal{with_default("text", "{litral: x}"),
                "s.yaml:6:46: unknown key \"litral\"; did you mean \"literal\"?\n"},
        Refusal{with_default("text", "[x]"),
                "s.yaml:6:45: key \"default\" must be an SQL expression or {literal: text}, not a list\n"}));

INSTANTIATE_TEST_SUITE_P(DefaultsThatPass, YamlRefusal,
                         testing::Values(Refusal{with_default("timestamp", "CURRENT_TIMESTAMP"), ""},
                                         Refusal{with_default("text", "current_user"), ""},
                                         Refusal{with_default("text", "{literal: now}"), ""},
                                         Refusal{with_default("boolean", "TRUE"), ""},
                                         Refusal{with_default("integer", "-1"), ""},
                                         Refusal{with_default("numeric", "0.5"), ""},
                                         Refusal{with_default("date", "\"'now'::text::date\""), ""}));

TEST(YamlRefusalOfSize, AFileOverTheLimit) {
  EXPECT_EQ(messages(std::string((std::size_t{64} << 20U) + 1, ' ')), "s.yaml: the file is larger than 64 MiB\n");
}

TEST(YamlRefusalOfSize, WhatIsNotShownIsCounted) {
  std::string text = "version: 1\ntables:\n";
  for (int i = 0; i < 1100; ++i) text += "  t" + std::to_string(i) + ":\n";
  const auto result = load(text, "s.yaml");
  ASSERT_EQ(result.diagnostics.size(), 1001U);
  EXPECT_EQ(to_string(result.diagnostics.front()), "s.yaml:3:3: table \"t0\" is empty; it must be a mapping");
  EXPECT_EQ(to_string(result.diagnostics.back()), "s.yaml: 100 more problems are not shown");
}

}  // namespace
}  // namespace pgreconcile::yaml
