#include "src/sql/invalid_index.hpp"

#include <gtest/gtest.h>

#include <string>

#include "src/sql/additive_gate.hpp"
#include "tests/support/gate.hpp"

namespace pgreconcile::sql {
namespace {

const InvalidIndex kInvalid{{Identifier("app"), Identifier("Items")}, Identifier("items_a")};

const std::string kBlock = R"sql(DO $ddl$
BEGIN
  LOCK TABLE app."Items" IN SHARE UPDATE EXCLUSIVE MODE NOWAIT;
  IF EXISTS (
    SELECT FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
     WHERE indexrelid = pg_catalog.to_regclass('app.items_a') AND indrelid = 'app."Items"'::pg_catalog.regclass
       AND NOT indisvalid AND relkind = 'i'
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid))
  THEN
    DROP INDEX app.items_a;
  END IF;
END
$ddl$)sql";

constexpr auto kWithoutTheFlag = "an invalid index is only dropped where --repair-invalid-indexes was given";

std::string replaced(std::string text, const std::string& part, const std::string& other) {
  text.replace(text.find(part), part.size(), other);
  return text;
}

TEST(SqlInvalidIndex, IsDroppedInOneShape) { EXPECT_EQ(drop_invalid_index(kInvalid), kBlock); }

TEST(SqlInvalidIndex, IsDroppedOnlyWhereThatIsAllowed) {
  EXPECT_EQ(test::gate_answer(kBlock), kWithoutTheFlag);
  EXPECT_EQ(admit(kBlock, Repair::Allowed).text(), kBlock);
}

TEST(SqlInvalidIndex, MayBeCalledAnything) {
  for (const std::string odd :
       {"It's", "a\"b", "a b", "a.b", "$ddl$", "$ddl1$", ";\n", "\\", "\xc3\xa9", "DROP INDEX app.t;\n",
        "x\"; DROP INDEX y", "LOCK TABLE a.b;\n", "\";\n    DROP INDEX \"", "app.items_a;\n  END IF;\nEND\n$ddl$"}) {
    for (const auto& invalid : {InvalidIndex{{Identifier(odd), Identifier("t")}, Identifier("i")},
                                InvalidIndex{{Identifier("s"), Identifier(odd)}, Identifier("i")},
                                InvalidIndex{{Identifier("s"), Identifier("t")}, Identifier(odd)},
                                InvalidIndex{{Identifier(odd), Identifier(odd)}, Identifier(odd)}}) {
      const auto block = drop_invalid_index(invalid);
      EXPECT_EQ(test::gate_answer(block), kWithoutTheFlag) << block;
      EXPECT_EQ(admit(block, Repair::Allowed).text(), block);
    }
  }
}

TEST(SqlInvalidIndex, NothingElseIsDroppedThoughRepairIsAllowed) {
  for (const auto& [part, other] : {
           std::pair<std::string, std::string>{"NOT indisvalid AND ", ""},
           {"NOT indisvalid", "indisvalid"},
           {" AND relkind = 'i'", ""},
           {"'app.items_a'", "'app.items_b'"},
           {"DROP INDEX app.items_a", "DROP INDEX app.items_b"},
           {"DROP INDEX app.items_a", "DROP INDEX app.items_a CASCADE"},
           {"DROP INDEX app.items_a", "DROP INDEX app.items_a, app.items_b"},
           {"DROP INDEX app.items_a", "DROP INDEX IF EXISTS app.items_a"},
           {"DROP INDEX app.items_a", "DROP TABLE app.items_a"},
           {"DROP INDEX app.items_a", "DROP INDEX other.items_a"},
           {"DROP INDEX app.items_a", "DROP INDEX items_a"},
           {"LOCK TABLE app.\"Items\"", "LOCK TABLE app.\"Items\", app.other"},
           {"LOCK TABLE app.\"Items\"", "LOCK TABLE app.other"},
           {" NOWAIT", ""},
           {"  LOCK TABLE app.\"Items\" IN SHARE UPDATE EXCLUSIVE MODE NOWAIT;\n", ""},
           {"DROP INDEX app.items_a;\n", "DROP INDEX app.items_a;\n    DROP TABLE app.\"Items\";\n"},
           {"IF EXISTS", "IF NOT EXISTS"},
           {"END\n$ddl$", "END\n$ddl$; DROP TABLE app.t"},
       }) {
    const auto forged = replaced(kBlock, part, other);
    EXPECT_EQ(read_drop_invalid_index(forged), std::nullopt) << forged;
    EXPECT_THROW(admit(forged, Repair::Allowed), Error) << forged;
  }
  EXPECT_THROW(admit("DROP INDEX app.items_a", Repair::Allowed), Error);
  EXPECT_THROW(admit("DROP INDEX CONCURRENTLY app.items_a", Repair::Allowed), Error);
  EXPECT_THROW(admit("REINDEX INDEX app.items_a", Repair::Allowed), Error);
}

}  // namespace
}  // namespace pgreconcile::sql
