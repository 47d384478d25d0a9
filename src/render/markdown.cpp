#include "src/render/markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/base/utf8.hpp"
#include "src/render/cost.hpp"
#include "src/render/graph.hpp"
#include "src/render/in_words.hpp"
#include "src/render/markdown_text.hpp"
#include "src/render/shown_difference.hpp"
#include "src/render/sql.hpp"
#include "src/render/subject.hpp"
#include "src/render/text.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Difference;
using reconciler::Plan;
using reconciler::Step;

// GitHub takes 65,536 characters; what is left is for whoever posts the comment. Bytes are never fewer.
constexpr std::size_t kMostBytes = 64'000;
constexpr std::size_t kMostBytesOfConflicts = 24'000;
constexpr std::size_t kMostBytesOfTable = 14'000;
// GitHub draws no larger pictures, and nobody reads them.
constexpr std::size_t kMostBytesOfPicture = 20'000;
constexpr std::size_t kMostBytesOfSqlByHand = 4'000;
constexpr std::size_t kMostCharactersOfCell = 200;
constexpr std::size_t kMostCharactersOfLine = 800;
constexpr std::size_t kMostFilesNamed = 3;

const Style kPlain(Color::Off);

std::string in_cell(std::string_view code) {
  return code.empty() ? "" : code_span(shortened(code, kMostCharactersOfCell));
}

std::string place(const SourceLocation& source) { return in_cell(to_string(source)); }

std::string names_of(const std::vector<std::string>& files) {
  if (files.size() > kMostFilesNamed) return fmt::format("{} files", files.size());
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(in_cell(file));
  return fmt::format("{}", fmt::join(names, ", "));
}

/// A part of a comment that has many entries.
struct Listing {
  std::string_view what;  ///< `steps`
  std::string_view head;
  std::size_t bytes;
};

/// A comment that grows, and what there was no room for.
class Comment {
 public:
  Comment(std::string command, const MarkdownSource& source, const std::string& summary)
      : command_(std::move(command)), text_(comment_marker(command_, source.files)) {
    text_ += fmt::format("**pgreconcile {}** of {}: {}\n", command_, names_of(source.files), line(summary));
  }

  /// A line of our own words.
  void say(const std::string& text) {
    if (!text.empty()) text_ += "\n" + line(text) + "\n";
  }

  /// The head, and as many of the items as `bytes` hold.
  template <typename Item>
  void list(const Listing& listing, const std::vector<const Item*>& items, std::string (*render)(const Item&)) {
    auto part = "\n" + std::string(listing.head);
    std::size_t listed = 0;
    for (; listed < items.size(); ++listed) {
      const auto entry = render(*items[listed]);
      if (part.size() + entry.size() > listing.bytes) break;
      part += entry;
    }
    if (listed > 0) text_ += part;
    const auto left = items.size() - listed;
    if (left > 0) left_out_.push_back(fmt::format("{} of {} {}", left, items.size(), listing.what));
  }

  /// All of it, or nothing.
  void add(const std::string& part, std::string_view what, std::size_t bytes) {
    if (part.size() <= bytes && text_.size() + part.size() < kMostBytes) {
      text_ += "\n" + part;
    } else {
      left_out_.emplace_back(what);
    }
  }

  std::string take() {
    if (left_out_.empty()) return std::move(text_);
    return text_ + fmt::format("\nToo long for a comment, and left out here: {}. `pgreconcile {}` prints all of it.\n",
                               fmt::join(left_out_, ", "), command_);
  }

 private:
  static std::string line(std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    return prose(shortened(text, kMostCharactersOfLine));
  }

  std::string command_;
  std::string text_;
  std::vector<std::string> left_out_;
};

std::string conflict_entry(const Difference& difference) {
  auto text =
      fmt::format("\n**{}** {} ({}), {}: {}\n", to_string(difference.difference_class), in_cell(difference.object),
                  prose(difference.attribute), place(difference.source), prose(difference.message));
  if (has_sides(difference)) {
    text += fmt::format("\n| file | database |\n|---|---|\n| {} | {} |\n", in_cell(difference.desired),
                        in_cell(difference.live));
  }
  const auto& sql = difference.manual_sql;
  if (sql.empty() || sql.size() > kMostBytesOfSqlByHand) return text;
  return text + "\n" + folded("SQL that settles it, to be run by hand", fenced(sql, "sql"));
}

std::string difference_row(const Difference& difference) {
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", to_string(difference.difference_class),
                     in_cell(difference.object), prose(shortened(difference.message, kMostCharactersOfCell)),
                     in_cell(difference.desired), in_cell(difference.live), place(difference.source));
}

// What stops an apply comes first.
void add_conflicts(Comment& comment, const Plan& plan) {
  std::vector<const Difference*> conflicts;
  for (const auto& difference : plan.differences) {
    if (is_conflict(difference)) conflicts.push_back(&difference);
  }
  comment.list({"conflicts", "### Conflicts\n", kMostBytesOfConflicts}, conflicts, conflict_entry);
}

void add_other_differences(Comment& comment, const Plan& plan, Missing missing) {
  std::vector<const Difference*> others;
  for (const auto& difference : plan.differences) {
    const bool is_other = !is_conflict(difference) && is_shown(difference.difference_class, missing);
    if (is_other) others.push_back(&difference);
  }
  constexpr std::string_view kHead =
      "### Differences\n\n| Class | Object | What | File | Database | Where |\n|---|---|---|---|---|---|\n";
  comment.list({"differences", kHead, kMostBytesOfTable}, others, difference_row);
}

std::string reading_of(const Step& step) {
  if (step.rewrites) return "rewrites";
  return step.scans ? "scans" : "";
}

std::string step_row(const Step& step) {
  const auto lock = lock_text(step);
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", step.id, in_cell(step.object), in_words(to_string(step.kind)),
                     lock.empty() ? "none" : prose(shortened(lock, kMostCharactersOfCell)), reading_of(step),
                     place(step.source));
}

void add_steps(Comment& comment, const Plan& plan) {
  std::vector<const Step*> steps;
  for (const auto& step : plan.steps) steps.push_back(&step);
  constexpr std::string_view kHead =
      "### Steps\n\n| # | Object | Change | Lock | The table's rows | Where |\n|--:|---|---|---|---|---|\n";
  comment.list({"steps", kHead, kMostBytesOfTable}, steps, step_row);
}

void add_sql(Comment& comment, const Plan& plan) {
  if (plan.steps.empty()) return;
  comment.add(folded("The SQL of all steps", fenced(plan_sql(plan), "sql")), "the SQL", kMostBytes);
}

void add_picture(Comment& comment, const Plan& plan, const model::Database& desired) {
  const auto part = changed_part(make_diagram(desired, plan.differences));
  if (part.tables.empty()) return;
  comment.add(fenced(mermaid(part), "mermaid"), "the picture", kMostBytesOfPicture);
}

}  // namespace

std::string plan_markdown(const Plan& plan, const MarkdownSource& source) {
  Comment comment("plan", source, summary_text(plan, kPlain));
  comment.say(note_on_sizes(plan));
  comment.say(advice_after_plan(plan));
  add_conflicts(comment, plan);
  add_steps(comment, plan);
  add_other_differences(comment, plan, Missing::LeftOut);
  add_sql(comment, plan);
  add_picture(comment, plan, source.desired);
  return comment.take();
}

std::string drift_markdown(const Drift& drift, const MarkdownSource& source) {
  const auto& plan = drift.plan;
  Comment comment("drift", source, drift_summary_text(plan, kPlain));
  if (drift.running) comment.say("An apply is running on this database: " + to_string(*drift.running));
  comment.say(drift_advice(drift));
  add_conflicts(comment, plan);
  add_other_differences(comment, plan, Missing::Shown);
  add_picture(comment, plan, source.desired);
  return comment.take();
}

}  // namespace pgreconcile::render
