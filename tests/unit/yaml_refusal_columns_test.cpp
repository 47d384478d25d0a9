#include <gtest/gtest.h>

#include "tests/support/refusal.hpp"

// What the loader refuses of columns, and in which words.
namespace pgreconcile::test {
namespace {

class YamlRefusalOfColumns : public RefusalTest {};

TEST_P(YamlRefusalOfColumns, SaysWhatAndWhere) { expect_messages(); }

INSTANTIATE_TEST_SUITE_P(
    Serial, YamlRefusalOfColumns,
    testing::Values(Refusal{
        R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: serial, default: 1}
      - {name: b, type: BIGSERIAL, nullable: true}
      - {name: c, type: "serial[]"}
      - {name: d, type: serial2, identity: always}
      - {name: e, type: smallserial, generated: id + 1}
)y",
        R"y(s.yaml:6:33: column "a" is serial and has "default"; serial is a default of its own; use the integer type, or remove the key
s.yaml:7:46: column "b" is serial and cannot be null; remove "nullable: true"
s.yaml:8:25: type serial[]: serial has no arrays and no modifiers
s.yaml:9:34: column "d" is serial and has "identity"; serial is a default of its own; use the integer type, or remove the key
s.yaml:10:38: column "e" is serial and has "generated"; serial is a default of its own; use the integer type, or remove the key
)y"}));

INSTANTIATE_TEST_SUITE_P(Identity, YamlRefusalOfColumns,
                         testing::Values(Refusal{
                             R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: text, identity: always}
      - {name: b, type: bigint, identity: sometimes}
      - {name: c, type: bigint, identity: always, nullable: true}
      - {name: d, type: bigint, identity: always, default: 1}
      - {name: e, type: bigint, generated: id + 1, identity: by default}
      - {name: f, type: smallint, identity: {start: 1}}
      - {name: g, type: smallint, identity: {generated: always, max: 32768}}
      - {name: h, type: smallint, identity: [always]}
)y",
                             R"y(s.yaml:6:41: an identity column is of type smallint, integer or bigint, not text
s.yaml:7:43: key "identity" must be one of: always, by default; not sometimes
s.yaml:8:61: column "c" is an identity column and cannot be null; remove "nullable: true"
s.yaml:9:51: column "d" has both "default" and "identity"; keep one of them
s.yaml:10:52: column "e" has both "identity" and "generated"; keep one of them
s.yaml:11:45: the identity has no "generated"
s.yaml:12:70: "max" must be between -32768 and 32767 for type smallint, not 32768
s.yaml:13:45: key "identity" must be one of (always, by default) or a mapping, not a list
)y"}));

INSTANTIATE_TEST_SUITE_P(Generated, YamlRefusalOfColumns,
                         testing::Values(Refusal{
                             R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: integer, generated: id + 1}
      - {name: b, type: integer, generated: a + 1}
      - {name: c, type: integer, generated: idd + 1}
      - {name: d, type: integer, generated: id + 1, default: 1}
      - {name: e, type: integer, generated: e + 1}
)y",
                             R"y(s.yaml:7:45: column "b" is generated from column "a", which is generated itself
s.yaml:8:45: column "c" names the unknown column "idd"; did you mean "id"?
s.yaml:9:53: column "d" has both "default" and "generated"; keep one of them
s.yaml:10:45: column "e" is generated from column "e", which is generated itself
)y"}));

INSTANTIATE_TEST_SUITE_P(Attributes, YamlRefusalOfColumns,
                         testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: integer, collation: C}
      - {name: b, type: text, collation: a.b.c}
      - {name: c, type: integer, storage: external}
      - {name: d, type: integer, storage: plain}
      - {name: e, type: text, storage: big}
      - {name: f, type: uuid, compression: lz4}
      - {name: g, type: text, compression: zstd}
      - {name: h, type: text, comment: ""}
      - {name: i, type: text, comment: null}
      - {name: j, type: text, rewrite: deny}
      - {name: ctid, type: text}
      - {name: k, type: integer, default: id + 1}
)y",
                                                 R"y(s.yaml:6:45: type integer has no collations; remove the key
s.yaml:7:42: a.b.c is not a name or schema.name; put a name with odd characters in double quotes, as in SQL, within single quotes: '"a.b"'
s.yaml:8:43: type integer takes no "storage"; its values have a fixed length; remove the key
s.yaml:10:40: key "storage" must be one of: plain, external, extended, main; not big
s.yaml:11:44: type uuid takes no "compression"; its values have a fixed length; remove the key
s.yaml:12:44: key "compression" must be one of: pglz, lz4; not zstd
s.yaml:13:40: the comment is empty; remove the key
s.yaml:14:40: the comment null is null to YAML readers; quote it: "null"
s.yaml:15:40: key "rewrite" must be allow, not deny
s.yaml:16:16: "ctid" is the name of a column that every table has already
s.yaml:17:43: a default cannot name the column "id"
)y"}));

}  // namespace
}  // namespace pgreconcile::test
