#include "src/model/fingerprint.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <ostream>

#include "src/model/sha256.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::model {

void PrintTo(const ObjectChange& change, std::ostream* out) { *out << to_string(change.fate) << ' ' << change.object; }

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string fixture(const std::string& name) {
  std::ifstream file(PGRECONCILE_SOURCE_DIR "/tests/fixtures/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

Fingerprint of_file(std::string_view text) { return fingerprint(canonical_texts(test::declared_file(text))); }

// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
TEST(Sha256, IsTheStandards) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

constexpr auto kTwoTables = R"yaml(version: 1
ignore: [a, b]
tables:
  t:
    columns:
      - {name: a, type: int, nullable: false}
      - {name: b, type: "varchar(3)"}
    checks: [{expr: a > 0}, {expr: a < 9}, {name: c, expr: a <> 5}]
    with: {fillfactor: 90, autovacuum_enabled: "off"}
    indexes: [{name: i, columns: [a]}, {name: j, columns: [b]}]
  u:
    columns: [{name: a, type: int}]
)yaml";

TEST(CanonicalText, IsTheSameHoweverTheFileIsWritten) {
  const auto other =
      R"yaml(# A comment, other places, other orders of keys and of what has no order, other names of types.
version: 1
tables:
  u: {columns: [{type: integer, name: a}]}
  t:
    indexes:
      - columns: [b]
        name: j
      - columns: ["a"]
        name: i
    with: {autovacuum_enabled: "off", fillfactor: 90}
    columns:
      - type: character varying(3)
        name: b
      - nullable: false
        type: int4
        name: a
    checks: [{name: c, expr: "a <> 5"}, {expr: a < 9}, {expr: 'a > 0'}]
ignore: [b, a]
)yaml";
  EXPECT_EQ(canonical_texts(test::declared_file(kTwoTables)), canonical_texts(test::declared_file(other)));
}

TEST(CanonicalText, CannotBeTakenForAnother) {
  const auto of_columns = [](const char* columns) {
    return fingerprint(canonical_texts(test::declared(std::string("  t: {columns: [") + columns + "]}"))).digest();
  };
  EXPECT_NE(of_columns("{name: a, type: text, comment: 'x\" \"y'}"),
            of_columns("{name: a, type: text, comment: 'x\\\" \\\"y'}"));
  EXPECT_NE(of_columns("{name: a, type: text, comment: '-'}"), of_columns("{name: a, type: text}"));
}

/// What the fixture says, what it could say, and the object of which that is another.
struct Edit {
  std::string from;
  std::string to;
  std::string object;
};

// A member that somebody adds to the model does not compile until it stands in the canonical text; this shows of each key
// that it arrives there.
const std::vector<Edit>& edits_of_every_key() {
  static const std::string turns = "table public.kraken_turns";
  static const std::string feedback = "table public.kraken_feedback";
  static const std::string events = "table public.kraken_events";
  static const std::string orders = "table public.orders";
  static const std::vector<Edit> edits{
      {"schemas: [billing]", "schemas: []", "schema billing"},
      {"{name: citext, schema: public}", "{name: citext, schema: billing}", "extension citext"},
      {"pg_trgm, ", "", "extension pg_trgm"},
      {"[positive, negative, \"off\"]", "[negative, positive, \"off\"]", "enum public.feedback_kind"},
      {"email: {type: text", "email: {type: varchar", "domain public.email"},
      {"nullable: true, default: {literal: nobody@example.org}",
       "nullable: false, default: {literal: nobody@example.org}", "domain public.email"},
      {"nobody@example.org", "somebody@example.org", "domain public.email"},
      {"collation: C, checks", "collation: POSIX, checks", "domain public.email"},
      {"VALUE ~ '@'", "VALUE ~ '.'", "domain public.email, check email_at"},
      {"{type: bigint, start: 1000", "{type: integer, start: 1000", "sequence public.invoice_no"},
      {"start: 1000", "start: 1001", "sequence public.invoice_no"},
      {"increment: 1,", "increment: 2,", "sequence public.invoice_no"},
      {"min: 1,", "min: 2,", "sequence public.invoice_no"},
      {"max: 99999999", "max: 99999998", "sequence public.invoice_no"},
      {"cache: 1", "cache: 2", "sequence public.invoice_no"},
      {"cycle: false", "cycle: true", "sequence public.invoice_no"},
      {"owned_by: kraken_feedback.invoice", "owned_by: kraken_feedback.id", "sequence public.invoice_no"},
      {"ignore: [alembic_version", "ignore: [alembic", "names to ignore"},
      {"primary_key: true, default: gen_random_uuid()", "primary_key: true", turns + ", column id"},
      {"comment: Thumbs", "comment: Thumb", feedback},
      {"identity: always", "identity: by default", feedback + ", column id"},
      {"on_delete: cascade, name: fk_feedback_turn", "on_delete: restrict, name: fk_feedback_turn",
       feedback + ", foreign key fk_feedback_turn"},
      {"type: integer\n        nullable: false", "type: integer", feedback + ", column tenant_id"},
      {"default: {literal: positive}", "default: {literal: negative}", feedback + ", column kind"},
      {"type: numeric(10,6)", "type: numeric(10,5)", feedback + ", column cost_usd"},
      {"check: cost_usd >= 0", "check: cost_usd > 0", feedback + ", check without a name"},
      {"collation: C\n", "collation: POSIX\n", feedback + ", column no"},
      {"comment: ISO", "comment: an ISO", feedback + ", column no"},
      {"storage: external", "storage: main", feedback + ", column no"},
      {"compression: lz4", "compression: pglz", feedback + ", column no"},
      {"generated: char_length(note)", "generated: length(note)", feedback + ", column note_len"},
      {"rewrite: allow", "comment: token", feedback + ", column token"},
      {"primary_key: [id]", "primary_key: {name: pk, columns: [id]}", feedback + ", primary key"},
      {"include: [kind]", "include: [note]", feedback + ", unique constraint unique_turn_feedback"},
      {"nulls_not_distinct: true", "nulls_not_distinct: false", feedback + ", unique constraint unique_turn_feedback"},
      {"columns: [tenant_id, turn_id]", "columns: [turn_id, tenant_id]",
       feedback + ", unique constraint unique_turn_feedback"},
      {"on_update: no action", "on_update: cascade", feedback + ", foreign key fk_feedback_parent"},
      {"match: full", "match: simple", feedback + ", foreign key fk_feedback_parent"},
      {"initially_deferred: true\n        valid", "initially_deferred: false\n        valid",
       feedback + ", foreign key fk_feedback_parent"},
      {"valid: false", "valid: true", feedback + ", foreign key fk_feedback_parent"},
      {"columns: [tenant_id, parent_id]", "columns: [tenant_id, id]", feedback + ", foreign key fk_feedback_parent"},
      {"no_inherit: false", "no_inherit: true", feedback + ", check feedback_note_short"},
      {"method: gist", "method: spgist", feedback + ", exclusion constraint no_overlap"},
      {"with: \"=\"", "with: \"<>\"", feedback + ", exclusion constraint no_overlap"},
      {"where: kind = 'positive'", "where: kind = 'off'", feedback + ", exclusion constraint no_overlap"},
      {"method: gin", "method: gist", feedback + ", index ix_feedback_note_trgm"},
      {"opclass: gin_trgm_ops", "opclass: gist_trgm_ops", feedback + ", index ix_feedback_note_trgm"},
      {"lower(note)", "upper(note)", feedback + ", index ix_feedback_note_trgm"},
      {"where: note IS NOT NULL", "where: note <> ''", feedback + ", index ix_feedback_note_trgm"},
      {"fastupdate: \"off\"", "fastupdate: \"on\"", feedback + ", index ix_feedback_note_trgm"},
      {"unique: true\n        columns", "unique: false\n        columns", feedback + ", index ux_feedback_recent"},
      {"order: desc", "order: asc", feedback + ", index ux_feedback_recent"},
      {"nulls: last", "nulls: first", feedback + ", index ux_feedback_recent"},
      {"{column: note, collation: C}", "{column: note, collation: POSIX}", feedback + ", index ux_feedback_recent"},
      {"include: [cost_usd]", "include: [kind]", feedback + ", index ux_feedback_recent"},
      {"nulls_not_distinct: false", "nulls_not_distinct: true", feedback + ", index ux_feedback_recent"},
      {"tablespace: pg_default\n        comment", "tablespace: fast\n        comment",
       feedback + ", index ux_feedback_recent"},
      {"comment: the newest", "comment: newest", feedback + ", index ux_feedback_recent"},
      {"fillfactor: 90", "fillfactor: 80", feedback},
      {"unlogged: false", "unlogged: true", feedback},
      {"tablespace: pg_default\n  kraken", "tablespace: fast\n  kraken", feedback},
      {"partition_by: {range: [at]}", "partition_by: {range: [{column: at, opclass: timestamptz_ops}]}", events},
      {"from: [minvalue]", "from: [\"2020-01-01\"]", events + ", partition public.kraken_events_old"},
      {"to: [\"2027-01-01\"]", "to: [\"2028-01-01\"]", events + ", partition public.kraken_events_2026"},
  };
  return edits;
}

const std::vector<Edit>& edits_of_other_forms() {
  static const std::vector<Edit> edits{
      {"deferrable: true, initially_deferred: true}\n    unique", "deferrable: true}\n    unique",
       "table public.regions, primary key"},
      {"include: [rank]", "include: []", "table public.regions, primary key"},
      {"start: 10", "start: 20", "table public.orders, column id"},
      {"cycle: true", "cycle: false", "table public.orders, column id"},
      {"type: serial", "type: integer", "table public.orders, column number"},
      {"on_delete: {set null: [region]}", "on_delete: set null", "table public.orders, foreign key without a name"},
      {"on_update: cascade", "on_update: restrict", "table public.orders, foreign key orders_first_region"},
      {"opclass: range_ops, ", "", "table public.orders, exclusion constraint orders_during"},
      {"collation: C, order: desc, nulls: last", "order: desc, nulls: last",
       "table public.orders, exclusion constraint without a name"},
      {"{hash: [{column: id}]}", "{range: [{column: id}]}", "table public.visits"},
      {"modulus: 2, remainder: 1", "modulus: 4, remainder: 1", "table public.visits, partition public.visits_1"},
      {"opclass: text_pattern_ops, ", "", "table public.words"},
      {"in: [a, 1", "in: [b, 1", "table public.words, partition public.words_a"},
      {"in: [null]", "in: [none]", "table public.words, partition public.words_none"},
  };
  return edits;
}

void expect_change_by(const std::string& file, const Fingerprint& before, const Edit& edit) {
  const auto at = file.find(edit.from);
  ASSERT_NE(at, std::string::npos) << edit.from;
  const auto loaded = yaml::load(std::string(file).replace(at, edit.from.size(), edit.to), "schema.yaml");
  // Some keys do not go together with the rest then; what was read counts here.
  const auto now = fingerprint(canonical_texts(loaded.database));
  EXPECT_NE(before.digest(), now.digest()) << edit.from;
  const auto differing = changes(before, now);
  EXPECT_THAT(differing, testing::Contains(testing::Field(&ObjectChange::object, edit.object)))
      << edit.from << testing::PrintToString(differing);
}

void expect_changes_by(const std::string& name, const std::vector<Edit>& edits) {
  const auto file = fixture(name);
  const auto before = of_file(file);
  for (const auto& edit : edits) expect_change_by(file, before, edit);
}

TEST(CanonicalText, ChangesWithEveryKeyOfAFile) {
  expect_changes_by("every_key.yaml", edits_of_every_key());
  expect_changes_by("other_forms.yaml", edits_of_other_forms());
}

/// What may be another in the catalog and cannot be in a file.
struct LiveEdit {
  std::function<void(LiveDatabase&)> change;
  ObjectChange expected;
};

std::vector<LiveEdit> live_edits() {
  const auto changed = [](const std::string& object) { return ObjectChange{Fate::Changed, object}; };
  const auto appeared = [](const std::string& object) { return ObjectChange{Fate::Appeared, object}; };
  const std::string table = "table public.t";
  const sql::QualifiedName other{test::name("public"), test::name("other")};
  return {
      {[](auto& live) { live.default_tablespace = test::name("fast"); }, changed("default tablespace")},
      {[](auto& live) { live.schemas.clear(); }, {Fate::Vanished, "schema public"}},
      {[](auto& live) {
         live.extensions = {{test::name("hstore"), test::name("public"), {}}};
       },
       appeared("extension hstore")},
      {[](auto& live) {
         live.available_extensions = {{test::name("hstore"), test::name("x")}};
       },
       appeared("extension to install hstore")},
      {[&](auto& live) {
         live.relations.emplace(test::relation("other"), Relation{RelationKind::View, {}});
       },
       appeared("name public.other")},
      {[&](auto& live) { live.types.emplace(test::relation("other"), RelationKind::Enum); },
       appeared("type public.other")},
      {[](auto& live) { live.unknown_types = {"public.citext"}; }, appeared("types that are not there")},
      {[](auto& live) {
         live.referable_keys = {{test::relation("v"), {test::name("id")}}};
       },
       appeared("keys of table public.v")},
      {[](auto& live) { live.relations.at(test::relation("t")).kind = RelationKind::PartitionedTable; },
       changed("table public.t")},
      {[](auto& live) { live.tables[0].unmodelled = {"INHERITS (x)"}; }, changed("table public.t")},
      {[](auto& live) { live.tables[0].other_constraints = {test::name("x")}; }, changed("table public.t")},
      {[](auto& live) { live.tables[0].columns[0].unmodelled = {"x"}; }, changed("table public.t, column a")},
      {[](auto& live) { live.tables[0].columns[0].type_defaults.storage = Storage::Main; },
       changed("table public.t, column a")},
      {[](auto& live) {
         live.tables[0].columns[0].identity = Identity{{}, {}, test::name("t_a_seq")};
       },
       changed("table public.t, column a")},
      {[](auto& live) { live.tables[0].checks[0].validity = Validity::NotValid; }, changed("table public.t, check c")},
      {[](auto& live) { live.tables[0].indexes[0].valid = false; }, changed("table public.t, index i")},
      {[](auto& live) { live.tables[0].indexes[0].elements[0].defaults.opclass = true; },
       changed("table public.t, index i")},
      {[](auto& live) {
         live.partition_trees[test::relation("t")].members = {
             {test::relation("part"), test::relation("t"), PartitionKind::Table, {}, {}}};
       },
       appeared(table + ", partition public.part")},
      {[](auto& live) { live.tables[0].columns.pop_back(); }, {Fate::Vanished, "table public.t, column b"}},
      {[](auto& live) { live.tables.pop_back(); }, {Fate::Vanished, "table public.u"}},
  };
}

TEST(CanonicalText, ChangesWithWhatTheCatalogSays) {
  const auto before = test::live_of(test::declared_file(kTwoTables));
  for (const auto& edit : live_edits()) {
    auto now = before;
    edit.change(now);
    EXPECT_THAT(changes(fingerprint(canonical_texts(before)), fingerprint(canonical_texts(now))),
                testing::Contains(edit.expected));
  }
}

TEST(CanonicalText, KnowsNoServerAndNothingUnmanaged) {
  const auto before = test::live_of(test::declared_file(kTwoTables));
  auto copy = before;
  copy.server = {"copy", "18.1", 180001};
  copy.unmanaged = {{test::relation("t"), "trigger", "audit"}};
  std::ranges::reverse(copy.tables);
  std::ranges::reverse(copy.tables.back().columns);
  EXPECT_EQ(canonical_texts(before), canonical_texts(copy));
}

TEST(FingerprintChanges, AreNamedByObject) {
  const Fingerprint before{
      {{"table t", "1"}, {"table t, column a", "2"}, {"table u", "3"}, {"table u, column a", "4"}}};
  const Fingerprint now{{{"table t", "1"}, {"table t, column a", "9"}, {"table t$x", "5"}, {"table t, index i", "6"}}};
  EXPECT_THAT(changes(before, now),
              ElementsAre(ObjectChange{Fate::Appeared, "table t$x"}, ObjectChange{Fate::Changed, "table t, column a"},
                          ObjectChange{Fate::Appeared, "table t, index i"}, ObjectChange{Fate::Vanished, "table u"}));
  EXPECT_THAT(changes(before, before), IsEmpty());
}

}  // namespace
}  // namespace pgreconcile::model
