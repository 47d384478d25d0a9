#include "src/render/markdown_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "src/base/ascii.hpp"
#include "src/base/utf8.hpp"
#include "src/model/sha256.hpp"

namespace pgreconcile::render {
namespace {

bool is_plain(char c, std::string_view harmless) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || harmless.find(c) != std::string_view::npos;
}

// Characters by their numbers mean nothing to Markdown or HTML. Only an address is looked for in what they stand for,
// and not through a comment.
std::string by_number(std::string_view text, std::string_view harmless) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    // Within a word an underscore means nothing.
    const bool is_within = at > 0 && at + 1 < text.size() && is_plain(text[at - 1], "") && is_plain(text[at + 1], "");
    const bool is_kept = is_plain(c, harmless) || (c == '_' && is_within);
    result += is_kept ? std::string(1, c) : fmt::format("&#{};", int{c});
    if (c == '@') result += "<!-- -->";
  }
  return result;
}

bool has_any(std::string_view text, std::string_view characters) {
  return text.find_first_of(characters) != std::string_view::npos;
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0;
  for (std::size_t run = 0; const char other : text) {
    run = other == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// As in a URL: two dashes would end an HTML comment.
std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_second_dash = c == '-' && result.ends_with('-');
    const bool is_kept = byte < 0x80 && is_plain(c, "-._/") && !is_second_dash;
    result += is_kept ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return result;
}

// `:tada:`, and not the minutes of a time.
bool names_emoji(std::string_view text) {
  for (auto start = text.find(':'); start != std::string_view::npos; start = text.find(':', start + 1)) {
    const auto name = text.substr(start + 1, text.find(':', start + 1) - start - 1);
    const auto is_letter = [](char c) { return is_plain(c, "_+-"); };
    const bool is_closed = start + 1 + name.size() < text.size();
    const bool is_time = name.size() <= 2 && std::ranges::all_of(name, [](char c) { return '0' <= c && c <= '9'; });
    if (is_closed && !is_time && std::ranges::all_of(name, is_letter)) return true;
  }
  return false;
}

// A mention, a number of an issue, an address, or an emoji by its name: found in what characters by
// number stand for, too.
// https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
bool means_something_to_github(std::string_view text) {
  const auto lower = lower_case(text);
  const auto has = [&](std::string_view what) { return lower.find(what) != std::string::npos; };
  return has_any(text, "@#") || has("://") || has("www.") || has("gh-") || names_emoji(text);
}

}  // namespace

std::string code_span(std::string_view text) {
  const auto line = printable(text);
  const bool is_simple = !line.empty() && !has_any(line, "`|\\") && line.front() != ' ' && line.back() != ' ';
  return is_simple ? fmt::format("`{}`", line) : fmt::format("<code>{}</code>", by_number(line, " "));
}

std::string prose(std::string_view text) {
  return means_something_to_github(text) ? code_span(text) : by_number(printable(text), " .,;:()'-");
}

std::string fenced(std::string_view text, std::string_view language) {
  const std::string fence(std::max<std::size_t>(3, longest_run(text, '`') + 1), '`');
  return fmt::format("{}{}\n{}{}{}\n", fence, language, text, text.ends_with('\n') ? "" : "\n", fence);
}

std::string folded(std::string_view title, std::string_view body) {
  return fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n", title, body);
}

std::string comment_marker(std::string_view command, const std::vector<std::string>& files) {
  constexpr std::size_t kMostBytesOfNames = 1'000;
  std::string names;
  for (const auto& file : files) names += " " + percent_encoded(file);
  if (names.size() > kMostBytesOfNames) names = " sha256/" + model::sha256(names);
  return fmt::format("<!-- pgreconcile:{}{} -->\n", command, names);
}

}  // namespace pgreconcile::render
