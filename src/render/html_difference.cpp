#include "src/render/html_difference.hpp"

#include <fmt/format.h>

#include "src/render/changed_words.hpp"
#include "src/render/drift.hpp"
#include "src/render/markup.hpp"
#include "src/render/shown_difference.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;

std::string_view sign_of(DifferenceClass difference_class) {
  switch (difference_class) {
    case DifferenceClass::Missing:
      return "+";
    case DifferenceClass::Conflict:
      return "!";
    case DifferenceClass::Blocked:
      return "×";
    case DifferenceClass::Invalid:
      return "!";
    case DifferenceClass::Extra:
      return "−";
    case DifferenceClass::Renamed:
      return "→";
    case DifferenceClass::Unknown:
      return "?";
    case DifferenceClass::Unmanaged:
      return "·";
  }
  return {};
}

std::string words_html(const std::vector<Words>& words) {
  std::string text;
  for (const auto& part : words) {
    const auto code = code_markup(part.text);
    text += part.is_changed ? fmt::format("<mark>{}</mark>", code) : code;
  }
  return text;
}

std::string side_html(std::string_view title, const std::vector<Words>& words, std::string_view otherwise) {
  const auto value = words.empty() ? fmt::format("<dd class=\"none\">{}</dd>", otherwise)
                                   : fmt::format("<dd><code>{}</code></dd>", words_html(words));
  return fmt::format("<div><dt>{}</dt>{}</div>", title, value);
}

std::string sides_html(const Difference& difference) {
  const bool is_told = difference.desired.empty() || repeats_itself(difference);
  if (is_told && difference.live.empty()) return "";
  const auto words = changed_words(difference.desired, difference.live);
  return fmt::format("<dl class=\"sides\">{}{}</dl>\n", side_html("Schema file", words.desired, "not declared"),
                     side_html("Database", words.live, "not there"));
}

std::string sql_html(const Difference& difference, SqlShown shown) {
  if (difference.manual_sql.empty()) return "";
  return fmt::format(
      "<details class=\"sql\"{}><summary>SQL by hand</summary><div><pre><code>{}</code></pre></div></details>\n",
      shown == SqlShown::AtOnce ? " open" : "", code_markup(difference.manual_sql));
}

}  // namespace

std::string class_label(DifferenceClass difference_class) {
  return fmt::format("<span class=\"class c-{0}\"><span class=\"sign\" aria-hidden=\"true\">{1}</span>{0}</span>",
                     to_string(difference_class), sign_of(difference_class));
}

std::string class_meaning(DifferenceClass difference_class) {
  switch (difference_class) {
    case DifferenceClass::Missing:
      return "Declared and not there. pgreconcile apply adds it.";
    case DifferenceClass::Conflict:
      return "Both have it, and it differs. Adding alone cannot mend that: a person has to settle it.";
    case DifferenceClass::Blocked:
      return "Missing, and adding it would fail, rewrite a large table, or run code on existing rows.";
    case DifferenceClass::Invalid:
      return "An index that a broken build left. pgreconcile apply --repair-invalid-indexes builds it anew.";
    case DifferenceClass::Extra:
      return "There and not declared. It is left as it is.";
    case DifferenceClass::Renamed:
      return "The same thing under another name. It is left as it is, and not made twice.";
    case DifferenceClass::Unknown:
      return "Could not be compared, for the reason that is given.";
    case DifferenceClass::Unmanaged:
      return "Not managed by pgreconcile, and named so that nothing is left unsaid. It does not count as drift.";
  }
  return {};
}

std::string difference_html(const Difference& difference, SqlShown sql_shown) {
  return fmt::format(
      "<article class=\"c-{}\"><div class=\"heading\"><h4><code class=\"object\">{}</code> "
      "<span class=\"attribute\">{}</span></h4><span class=\"where\">{}</span></div>\n<p>{}</p>\n{}{}</article>\n",
      to_string(difference.difference_class), code_markup(difference.object), markup(difference.attribute),
      line_markup(to_string(difference.source)), line_markup(difference.message), sides_html(difference),
      sql_html(difference, sql_shown));
}

}  // namespace pgreconcile::render
