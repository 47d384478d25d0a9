#pragma once

// What plan and drift say of two databases with something of each kind must be the same from wherever they look.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/fault/faults.hpp"
#include "tests/support/every_key.hpp"

namespace pgreconcile::test {

class TwoDatabases {
 public:
  using UrlOf = std::function<std::string(const TestDatabase&)>;

  TwoDatabases() : file_(every_key()) {
    for (const auto* database : {&converged_, &damaged_}) {
      const auto apply = run_tool(arguments("apply", file_, database->url()));
      if (apply.exit_code != 0) throw std::runtime_error(apply.errors);
    }
    damage();
    plain_ = reports([](const TestDatabase& database) { return database.url(); });
  }

  const TestDatabase& converged() const { return converged_; }
  const TestDatabase& damaged() const { return damaged_; }
  const TemporaryFile& file() const { return file_; }

  /// Runs SQL in both.
  void execute(const std::string& sql) const {
    converged_.execute(sql);
    damaged_.execute(sql);
  }

  /// Expects what was said when both were made, word for word.
  void expect_same_reports(const UrlOf& url_of) const { EXPECT_EQ(reports(url_of), plain_); }
  /// And that this is of any worth.
  void expect_worthy_reports() const {
    const auto exit_code = [&](const char* command, const TestDatabase& database) {
      return run_tool(arguments(command, file_, database.url(), {"--quiet"})).exit_code;
    };
    EXPECT_EQ(exit_code("drift", converged_), 0) << plain_;
    EXPECT_EQ(exit_code("drift", damaged_), 2);
    EXPECT_EQ(exit_code("plan", damaged_), 3);
    EXPECT_EQ(plain_.find("\"class\": \"unknown\""), std::string::npos) << plain_;
  }

 private:
  void damage() const {
    damaged_.execute(R"(
      ALTER TABLE kraken_feedback ALTER cost_usd TYPE numeric(12,6), ALTER cost_usd SET DEFAULT 0 + 1,
        ALTER kind DROP DEFAULT, ADD surplus integer NOT NULL, DROP COLUMN token,
        DROP CONSTRAINT unique_turn_feedback,
        DROP CONSTRAINT feedback_note_short, ADD CONSTRAINT feedback_note_short CHECK (length(note) < 5000);
      DROP INDEX ux_feedback_recent;
      ALTER INDEX ix_feedback_note_trgm RENAME TO ix_another_name;
      CREATE INDEX ix_surplus ON kraken_feedback (lower(note)) WHERE kind <> 'off';
      ALTER DOMAIN email DROP CONSTRAINT email_at;
      ALTER DOMAIN email ADD CONSTRAINT email_at CHECK (VALUE ~ '@@');
      ALTER TYPE feedback_kind RENAME VALUE 'off' TO 'on';
      ALTER SEQUENCE invoice_no INCREMENT 2;
      COMMENT ON TABLE kraken_feedback IS 'another';
      GRANT SELECT ON kraken_turns TO PUBLIC;
      ALTER TABLE kraken_events DETACH PARTITION kraken_events_2026;
      DROP EXTENSION citext)");
  }

  std::string reports(const UrlOf& url_of) const {
    std::string text;
    for (const auto* database : {&converged_, &damaged_}) {
      for (const std::string command : {"plan", "drift"}) {
        const auto result = run_tool(arguments(command, file_, url_of(*database), {"--format", "json"}));
        text += fmt::format("{}: exit code {}\n{}{}", command, result.exit_code, result.output, result.errors);
      }
    }
    return text;
  }

  TestDatabase converged_;
  TestDatabase damaged_;
  TemporaryFile file_;
  std::string plain_;
};

}  // namespace pgreconcile::test
