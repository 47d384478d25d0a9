#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "src/render/github.hpp"
#include "src/render/markdown.hpp"
#include "src/render/markdown_text.hpp"
#include "tests/support/process.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::DifferenceClass;
using reconciler::Plan;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::size_t kMostThatGitHubTakes = 65'536;

// What a name, a value or SQL may hold, and Markdown, HTML or GitHub would take for more than text.
// clang-format off
const std::vector<std::string> kHostile = {
    "a|b", "a\\|b", "ends with \\", "`", "```", "``` \n# heading", "\n```\n# heading", "\r\n\r\n# heading", "~~~",
    "-->", "--!>", "<!--", "</details>", "</code></details><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "@admin", "@org/team please merge", "see #1", "GH-1", "[text](https://example.org)",
    "![picture](https://example.org)", "https://example.org/x", "www.example.org", "someone@example.org",
    "*a* _b_ __c__ ~~d~~", "# heading", "> quote", "- item", "1. item", "===", "---", "| a | b |\n|---|---|",
    "&lt;b&gt;", "&#64;admin", "\u202e reordered", " a ", "", "a\tb", "``a` |", "%0A::error::x", "{{x}}", "$x$",
    "$$x$$", ":smile:", "<", ">", "<a", "<https://example.org>"};
// clang-format on

/// A plan that has the text wherever a text can be.
Plan plan_with(const std::string& text) {
  Plan plan;
  plan.server = {.database = text, .version = "15.18", .version_number = 150018};
  const SourceLocation source{text, 3, 5};
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    plan.differences.push_back({.difference_class = difference_class,
                                .object = text,
                                .attribute = "type",
                                .desired = text,
                                .live = text,
                                .message = "says " + text,
                                .manual_sql = text + ";",
                                .source = source});
  }
  reconciler::Step step{
      .id = 1, .kind = reconciler::StepKind::AddColumn, .object = text, .sql = "SELECT " + text, .transaction = 1};
  if (!text.empty()) step.locks = {{reconciler::LockMode::AccessExclusive, test::relation(text.substr(0, 40))}};
  step.reason = "because of " + text;
  step.source = source;
  plan.steps = {step};
  return plan;
}

model::Database nothing() { return test::declared(""); }

std::string markdown_of(const Plan& plan, const std::vector<std::string>& files = {"schema.yaml"}) {
  const auto desired = nothing();
  return plan_markdown(plan, {desired, files});
}

std::string drift_of(const Plan& plan, const std::vector<std::string>& files = {"schema.yaml"}) {
  const auto desired = nothing();
  return drift_markdown({plan}, {desired, files});
}

/// What GitHub's own program makes of it.
std::string html_of(const std::string& markdown) {
  const auto result =
      test::run({"cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist"},
                {.input = markdown});
  EXPECT_EQ(result.exit_code, 0) << result;
  return result.output;
}

/// Its tags, less those of code, in which a text may stand or not.
std::string structure_of(const std::string& markdown) {
  static const std::regex kTag("<[^>]*>");
  const auto html = html_of(markdown);
  std::string tags;
  for (auto tag = std::sregex_iterator(html.begin(), html.end(), kTag); tag != std::sregex_iterator(); ++tag) {
    const auto text = tag->str();
    if (text != "<code>" && text != "</code>" && !text.starts_with("<!--")) tags += text + "\n";
  }
  return tags;
}

/// The text outside of code, where GitHub looks for mentions and references.
std::string text_outside_code(const std::string& markdown) {
  static const std::regex kCode("<code[^>]*>[^<]*</code>|<!--[^>]*-->|<[^>]*>");
  return std::regex_replace(html_of(markdown), kCode, " ");
}

TEST(Markdown, NothingBreaksOutOfItsPlace) {
  const auto plan_structure = structure_of(markdown_of(plan_with("harmless")));
  const auto drift_structure = structure_of(drift_of(plan_with("harmless")));
  EXPECT_THAT(plan_structure, HasSubstr("<table>"));
  EXPECT_THAT(plan_structure, HasSubstr("<details>"));
  for (const auto& text : kHostile) {
    if (text.empty()) continue;
    EXPECT_EQ(structure_of(markdown_of(plan_with(text), {text})), plan_structure) << text;
    EXPECT_EQ(structure_of(drift_of(plan_with(text), {text})), drift_structure) << text;
  }
}

TEST(Markdown, MentionsAndRefersToNobody) {
  for (const auto& text : kHostile) {
    for (const auto& markdown : {markdown_of(plan_with(text), {text}), drift_of(plan_with(text), {text})}) {
      EXPECT_THAT(text_outside_code(markdown), Not(testing::ContainsRegex("[@]|#[0-9]|://"))) << text;
    }
  }
}

TEST(Markdown, TheMarkerIsOneCommentForEqualFiles) {
  EXPECT_EQ(comment_marker("plan", {"schema.yaml"}), "<!-- pgreconcile:plan schema.yaml -->\n");
  EXPECT_EQ(comment_marker("drift", {"db/a.yaml", "b c--d-.yaml", "-->"}),
            "<!-- pgreconcile:drift db/a.yaml b%20c-%2Dd-.yaml -%2D%3E -->\n");
  for (const auto& text : kHostile) {
    const auto marker = comment_marker("plan", {text});
    const auto between = marker.substr(4, marker.size() - 8);
    EXPECT_TRUE(marker.starts_with("<!-- pgreconcile:plan ") && marker.ends_with(" -->\n")) << marker;
    EXPECT_EQ(between.find("--"), std::string::npos) << marker;
    EXPECT_EQ(between.find_first_of("<>\n"), std::string::npos) << marker;
  }
  const std::vector<std::string> many(200, "schema.yaml");
  EXPECT_THAT(comment_marker("plan", many), testing::MatchesRegex("<!-- pgreconcile:plan sha256/[0-9a-f]* -->\n"));
}

TEST(Markdown, CodeIsShownAsItIs) {
  EXPECT_EQ(code_span("public.t"), "`public.t`");
  EXPECT_EQ(code_span("a|`"), "<code>a&#124;&#96;</code>");
  EXPECT_EQ(code_span(""), "<code></code>");
  EXPECT_EQ(code_span("a\nb\x1b"), "`a b?`");
  EXPECT_EQ(prose("the column \"a_b\" has another type"), "the column &#34;a_b&#34; has another type");
  EXPECT_EQ(prose("_a_ __b__"), "&#95;a&#95; &#95;&#95;b&#95;&#95;");
  EXPECT_EQ(prose("for @admin"), "`for @admin`");
  EXPECT_EQ(prose("as Gh-12 says"), "`as Gh-12 says`");
  EXPECT_EQ(prose("is :tada: now"), "`is :tada: now`");
  EXPECT_EQ(prose("is :100: now"), "`is :100: now`");
  EXPECT_EQ(prose("a:+1:b"), "`a:+1:b`");
  EXPECT_EQ(prose("columns: a, b: c"), "columns: a, b: c");
  EXPECT_EQ(prose("at 07:01:12"), "at 07:01:12");
  EXPECT_EQ(fenced("a\n```` b", "sql"), "`````sql\na\n```` b\n`````\n");
}

Plan large_plan(int count) {
  Plan plan;
  plan.server = {.database = "kraken", .version = "15.18", .version_number = 150018};
  for (int at = 0; at < count; ++at) {
    auto part = plan_with("public.a_table_with_a_rather_long_name_" + std::to_string(at));
    part.steps.front().id = at + 1;
    plan.steps.push_back(part.steps.front());
    for (auto& difference : part.differences) plan.differences.push_back(std::move(difference));
  }
  return plan;
}

TEST(Markdown, ALargePlanFitsIntoAComment) {
  for (const int count : {10, 30, 60, 100, 2000}) {
    EXPECT_LT(markdown_of(large_plan(count)).size(), kMostThatGitHubTakes) << count;
    EXPECT_LT(drift_of(large_plan(count)).size(), kMostThatGitHubTakes) << count;
  }
  const auto text = markdown_of(large_plan(2000));
  EXPECT_THAT(text, testing::ContainsRegex("\nToo long for a comment, and left out here: [0-9]+ of 6000 conflicts, "
                                           "[0-9]+ of 2000 steps, [0-9]+ of 8000 differences, the SQL. "
                                           "`pgreconcile plan` prints all of it.\n$"));
  EXPECT_THAT(markdown_of(large_plan(10)), Not(HasSubstr("left out")));
}

TEST(Markdown, OneLargeValueFitsIntoAComment) {
  const std::string huge(70'000, '|');
  for (const auto& text : {markdown_of(plan_with(huge), {huge}), drift_of(plan_with(huge), {huge})}) {
    EXPECT_LT(text.size(), kMostThatGitHubTakes);
    EXPECT_THAT(text, HasSubstr("…"));
  }
}

TEST(Annotations, AreOneLineEach) {
  for (const auto& text : kHostile) {
    const auto commands = plan_github(plan_with(text));
    const auto lines = std::count(commands.begin(), commands.end(), '\n');
    EXPECT_EQ(lines, 3 + 3 + 1 + 1) << commands;
    EXPECT_THAT(commands,
                testing::MatchesRegex("(::(error|warning|notice) file=[^:,]*,line=3,col=5,title=[^:,]*::.*\n)*"
                                      "Database .* \\(PostgreSQL 15.18\\): conflict, .*\\.\n"));
  }
}

TEST(Annotations, SayWhatTheRunnerWouldTakeForAnEscape) {
  EXPECT_THAT(
      plan_github(plan_with("%0A,:x")),
      StartsWith("::error file=%250A%2C%3Ax,line=3,col=5,title=conflict %250A%2C%3Ax (type)::says %250A,:x (file"));
}

}  // namespace
}  // namespace pgreconcile::render
