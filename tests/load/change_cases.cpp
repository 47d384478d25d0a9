#include <ostream>

#include "tests/load/change_case.hpp"

namespace pgreconcile::test {
namespace {

constexpr auto kReader = "LOCK TABLE turns IN ACCESS SHARE MODE";
constexpr auto kWriter = "LOCK TABLE turns IN ROW EXCLUSIVE MODE";

}  // namespace

std::ostream& operator<<(std::ostream& out, const ChangeCase& change) { return out << change.name; }
std::ostream& operator<<(std::ostream& out, const AnnouncedCase& announced) { return out << announced.name; }

// A scan takes long because the expressions do.
const std::vector<ChangeCase>& sample_of_changes() {
  static const std::vector<ChangeCase> kCases{
      {.name = "Index",
       .added = {{"  turns:",
                  "    indexes: [{name: turns_note, columns: [{expr: 'md5(repeat(note, 24))'}], comment: x}]"}},
       .steps = {"create_index public.turns_note", "set_comment public.turns_note"},
       .plainly = "CREATE INDEX turns_note ON turns (md5(repeat(note, 24)))"},
      {.name = "Check",
       .added = {{"  turns:", "    checks: [{name: turns_note, expr: \"md5(repeat(note, 24)) <> ''\"}]"}},
       .steps = {"add_check public.turns.turns_note", "validate_constraint public.turns.turns_note"},
       .plainly = "ALTER TABLE turns ADD CONSTRAINT turns_note CHECK (md5(repeat(note, 24)) <> '')"},
      {.name = "ForeignKeyBesideALongWriter",
       .added = {{"  replies:",
                  "    foreign_keys: [{name: replies_turn, columns: [turn_code], valid: false, "
                  "references: {table: turns, columns: [code]}}]"}},
       .steps = {"add_foreign_key public.replies.replies_turn"},
       .plainly =
           "ALTER TABLE replies ADD CONSTRAINT replies_turn FOREIGN KEY (turn_code) REFERENCES turns (code) NOT VALID",
       .held = kWriter},
      {.name = "ColumnBesideALongReader",
       .added = {{"        type: email", "      - {name: score, type: integer, nullable: false, default: 0}"}},
       .steps = {"add_column public.turns.score"},
       .plainly = "ALTER TABLE turns ADD score integer NOT NULL DEFAULT 0",
       .held = kReader}};
  return kCases;
}

const std::vector<ChangeCase>& other_changes() {
  static const std::vector<ChangeCase> kCases{
      {.name = "Nothing", .added = {}, .steps = {}},
      {.name = "UniqueIndex",
       .added = {{"  turns:",
                  "    indexes: [{name: turns_note, unique: true, columns: [note, {column: id, order: desc}]}]"}},
       .steps = {"create_index public.turns_note"},
       .plainly = "CREATE UNIQUE INDEX turns_note ON turns (note, id DESC)"},
      {.name = "PartialIndexOfAnotherMethod",
       .added = {{"  turns:",
                  "    indexes: [{name: turns_note, method: hash, columns: [note], "
                  "where: \"md5(repeat(note, 24)) <> ''\"}]"}},
       .steps = {"create_index public.turns_note"},
       .plainly = "CREATE INDEX turns_note ON turns USING hash (note) WHERE md5(repeat(note, 24)) <> ''"},
      {.name = "IndexBesideALongWriter",
       .added = {{"  turns:", "    indexes: [{name: turns_mood, columns: [mood]}]"}},
       .steps = {"create_index public.turns_mood"},
       .plainly = "CREATE INDEX turns_mood ON turns (mood)",
       .held = kWriter},
      {.name = "InvalidIndex",
       .added = {{"  turns:", "    indexes: [{name: turns_note, columns: [note, id]}]"}},
       .steps = {"drop_invalid_index public.turns_note", "create_index public.turns_note"},
       .plainly = "REINDEX INDEX turns_note",
       .prepared = "CREATE INDEX turns_note ON turns (note, id);"
                   "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'turns_note'::regclass",
       .options = {"--repair-invalid-indexes"}},
      {.name = "UniqueKey",
       .added = {{"  turns:",
                  "    unique: [{name: turns_note, columns: [note, id], include: [mood], deferrable: true}]"}},
       .steps = {"create_index public.turns_note", "attach_unique public.turns.turns_note"},
       .plainly = "ALTER TABLE turns ADD CONSTRAINT turns_note UNIQUE (note, id) INCLUDE (mood) DEFERRABLE"},
      {.name = "PrimaryKey",
       .added = {{"  replies:", "    primary_key: [turn_code, id]"}},
       .steps = {"create_index public.replies_pkey", "attach_primary_key public.replies.replies_pkey"},
       .plainly = "ALTER TABLE replies ADD PRIMARY KEY (turn_code, id)"},
      {.name = "KeyOfAnIndexBesideALongReader",
       .added = {{"  turns:", "    unique: [{name: turns_mood, columns: [id, mood]}]"}},
       .steps = {"attach_unique public.turns.turns_mood"},
       .plainly = "ALTER TABLE turns ADD CONSTRAINT turns_mood UNIQUE USING INDEX turns_mood",
       .held = kReader,
       .prepared = "CREATE UNIQUE INDEX turns_mood ON turns (id, mood)"},
      {.name = "CheckBesideALongReader",
       .added = {{"  turns:", "    checks: [{name: turns_id, expr: id > 0, valid: false}]"}},
       .steps = {"add_check public.turns.turns_id"},
       .plainly = "ALTER TABLE turns ADD CONSTRAINT turns_id CHECK (id > 0) NOT VALID",
       .held = kReader},
      {.name = "CheckThatIsNotValidated",
       .added = {{"  turns:", "    checks: [{name: turns_note, expr: \"md5(repeat(note, 24)) <> ''\"}]"}},
       .steps = {"validate_constraint public.turns.turns_note"},
       .prepared = "ALTER TABLE turns ADD CONSTRAINT turns_note CHECK (md5(repeat(note, 24)) <> '') NOT VALID"},
      {.name = "ForeignKey",
       .added = {{"  replies:",
                  "    foreign_keys: [{name: replies_turn, columns: [turn_code], "
                  "references: {table: turns, columns: [code]}}]"}},
       .steps = {"add_foreign_key public.replies.replies_turn", "validate_constraint public.replies.replies_turn"},
       .plainly = "ALTER TABLE replies ADD CONSTRAINT replies_turn FOREIGN KEY (turn_code) REFERENCES turns (code)"},
      {.name = "ColumnsThatNeedNoRewrite",
       .added = {{"        type: email", R"(      - {name: title, type: text, storage: external, collation: C}
      - {name: made, type: timestamptz, nullable: false, default: now(), comment: when})"}},
       .steps = {"add_column public.turns.title", "set_storage public.turns.title", "add_column public.turns.made",
                 "set_comment public.turns.made"}},
      {.name = "ColumnWithConstraints",
       .added = {{"        type: email",
                  "      - {name: answer, type: bigint, unique: true, references: {table: turns, "
                  "column: id}, check: \"md5(repeat(note, 24)) <> ''\"}"}},
       .steps = {"add_column public.turns.answer", "create_index public.turns_answer_key",
                 "attach_unique public.turns.turns_answer_key", "add_check public.turns.turns_note_check",
                 "add_foreign_key public.turns.turns_answer_fkey", "validate_constraint public.turns.turns_note_check",
                 "validate_constraint public.turns.turns_answer_fkey"},
       .plainly =
           "ALTER TABLE turns ADD answer bigint UNIQUE REFERENCES turns (id) CHECK (md5(repeat(note, 24)) <> '')"},
      {.name = "EnumLabel", .added = {{"    - sad", "    - so-so"}}, .steps = {"add_enum_label public.mood"}},
      {.name = "OwnedSequence",
       .added = {{"version: 1", "sequences: {bill_no: {owned_by: turns.id}}"}},
       .steps = {"create_sequence public.bill_no", "own_sequence public.bill_no"}},
      {.name = "Comments",
       .added = {{"  turns:", "    comment: x"},
                 {"      - name: mail", "        comment: x"},
                 {"      - name: replies_id", "        comment: x"}},
       .steps = {"set_comment public.turns", "set_comment public.turns.mail", "set_comment public.replies_id"}},
      {.name = "NewObjectsBesideALongWriter",
       .added = {{"version: 1", R"(schemas: [app]
extensions: [citext]
sequences: {like_no: {}})"},
                 {"enums:", "  thumb: [up, down]"},
                 {"domains:", "  short: {type: text, checks: [{name: short_is, expr: length(VALUE) < 9}]}"},
                 {"tables:",
                  "  likes:\n    columns: [{name: turn_id, type: bigint, references: {table: turns, column: "
                  "id, name: likes_turn}}]"}},
       .steps = {"create_schema app", "create_extension citext", "create_enum public.thumb",
                 "create_domain public.short", "create_sequence public.like_no", "create_table public.likes",
                 "add_foreign_key public.likes.likes_turn", "validate_constraint public.likes.likes_turn"},
       .plainly = "CREATE TABLE likes (turn_id bigint REFERENCES turns (id))",
       .held = kWriter},
      {.name = "IndexInParts",
       .added = {{"      - {name: visits_id, columns: [id]}",
                  "      - {name: visits_code, columns: [{expr: 'md5(repeat(code, 96))'}]}"}},
       .steps = {"create_index public.visits_code", "create_index public.visits_1_md5_idx",
                 "create_index public.visits_2_md5_idx", "attach_index public.visits_1_md5_idx",
                 "attach_index public.visits_2_md5_idx"},
       .plainly = "CREATE INDEX visits_code ON visits (md5(repeat(code, 96)))"},
      {.name = "PrimaryKeyInParts",
       .added = {{"  visits:", "    primary_key: [code, kind, id]"}},
       .steps = {"add_primary_key public.visits.visits_pkey", "create_index public.visits_1_pkey",
                 "create_index public.visits_2_pkey", "attach_primary_key public.visits_1.visits_1_pkey",
                 "attach_index public.visits_1_pkey", "attach_primary_key public.visits_2.visits_2_pkey",
                 "attach_index public.visits_2_pkey"},
       .plainly = "ALTER TABLE visits ADD PRIMARY KEY (code, kind, id)"},
      {.name = "UniqueKeyInParts",
       .added = {{"  visits:", "    unique: [{name: visits_code, columns: [code, kind, id]}]"}},
       .steps = {"add_unique public.visits.visits_code", "create_index public.visits_1_code_kind_id_key",
                 "create_index public.visits_2_code_kind_id_key",
                 "attach_unique public.visits_1.visits_1_code_kind_id_key",
                 "attach_index public.visits_1_code_kind_id_key",
                 "attach_unique public.visits_2.visits_2_code_kind_id_key",
                 "attach_index public.visits_2_code_kind_id_key"},
       .plainly = "ALTER TABLE visits ADD CONSTRAINT visits_code UNIQUE (code, kind, id)"},
      {.name = "ForeignKeyInParts",
       .added =
           {{"  visits:",
             "    foreign_keys: [{name: visits_turn, columns: [code], references: {table: turns, columns: [code]}}]"}},
       .steps = {"add_foreign_key public.visits_1.visits_turn", "add_foreign_key public.visits_2.visits_turn",
                 "validate_constraint public.visits_1.visits_turn", "validate_constraint public.visits_2.visits_turn",
                 "add_foreign_key public.visits.visits_turn"},
       .plainly = "ALTER TABLE visits ADD CONSTRAINT visits_turn FOREIGN KEY (code) REFERENCES turns (code)",
       .steps_since_18 = {"add_foreign_key public.visits.visits_turn",
                          "validate_constraint public.visits.visits_turn"}},
      {.name = "InvalidPart",
       .added = {{"      - {name: visits_id, columns: [id]}",
                  "      - {name: visits_code, columns: [{expr: 'md5(repeat(code, 24))'}]}"}},
       .steps = {"drop_invalid_index public.visits_1_md5_idx", "create_index public.visits_1_md5_idx",
                 "attach_index public.visits_1_md5_idx"},
       .plainly = "REINDEX INDEX visits_1_md5_idx",
       .prepared = "CREATE INDEX visits_code ON ONLY visits (md5(repeat(code, 24)));"
                   "CREATE INDEX visits_2_md5_idx ON visits_2 (md5(repeat(code, 24)));"
                   "ALTER INDEX visits_code ATTACH PARTITION visits_2_md5_idx;"
                   "CREATE INDEX visits_1_md5_idx ON visits_1 (md5(repeat(code, 24)));"
                   "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'visits_1_md5_idx'::regclass",
       .options = {"--repair-invalid-indexes"}},
      {.name = "InvalidIndexOfAKey",
       .added = {{"  turns:", "    unique: [{name: turns_note, columns: [note, id]}]"}},
       .steps = {"drop_invalid_index public.turns_note", "create_index public.turns_note",
                 "attach_unique public.turns.turns_note"},
       .plainly = "REINDEX INDEX turns_note",
       .prepared = "CREATE UNIQUE INDEX turns_note ON turns (note, id);"
                   "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'turns_note'::regclass",
       .options = {"--repair-invalid-indexes"}},
      {.name = "CheckOfPartitions",
       .added = {{"  visits:", "    checks: [{name: visits_code, expr: \"md5(repeat(code, 96)) <> ''\"}]"}},
       .steps = {"add_check public.visits.visits_code", "validate_constraint public.visits.visits_code"},
       .plainly = "ALTER TABLE visits ADD CONSTRAINT visits_code CHECK (md5(repeat(code, 96)) <> '')"},
      {.name = "PartitionBesideALongReader",
       .added = {{"    partitions:", "      visits_3: {in: [3]}"}},
       .steps = {"create_partition public.visits_3", "attach_partition public.visits_3"},
       .plainly = "CREATE TABLE visits_3 PARTITION OF visits FOR VALUES IN (3)",
       .held = "LOCK TABLE visits IN ACCESS SHARE MODE"}};
  return kCases;
}

const std::vector<AnnouncedCase>& announced_changes() {
  static const std::vector<AnnouncedCase> kCases{
      {.name = "ExclusionConstraint",
       .added = {{"  turns:",
                  "    exclude: [{name: turns_excl, method: btree, elements: [{column: id, with: \"=\"}]}]"}},
       .steps = {"add_exclusion public.turns.turns_excl: ACCESS EXCLUSIVE public.turns; scans"}},
      {.name = "ColumnsThatRewrite",
       .added = {{"        type: email", R"(      - {name: token, type: uuid, default: gen_random_uuid()}
      - {name: number, type: bigserial}
      - {name: counted, type: bigint, identity: always}
      - {name: note_len, type: integer, generated: length(note)})"}},
       .steps = {"add_column public.turns.token: ACCESS EXCLUSIVE public.turns; scans; rewrites",
                 "add_column public.turns.number: ACCESS EXCLUSIVE public.turns; scans; rewrites",
                 "add_column public.turns.counted: ACCESS EXCLUSIVE public.turns; scans; rewrites",
                 "add_column public.turns.note_len: ACCESS EXCLUSIVE public.turns; scans; rewrites"}},
      {.name = "DomainCheck",
       .added = {{"  email:", "    checks: [{name: email_at, expr: VALUE ~ '@'}]"}},
       .steps = {"add_domain_check public.email.email_at: ",
                 "validate_domain_check public.email.email_at: SHARE public.turns; scans"}},
      {.name = "PartitionBesideADefault",
       .added = {{"    partitions:", "      visits_3: {in: [3]}\n      visits_rest: default"}},
       .steps = {"create_partition public.visits_3: ",
                 "attach_partition public.visits_3: SHARE UPDATE EXCLUSIVE public.visits, ACCESS EXCLUSIVE "
                 "public.visits_rest; scans"},
       .prepared = "CREATE TABLE visits_rest PARTITION OF visits DEFAULT"}};
  return kCases;
}

}  // namespace pgreconcile::test
