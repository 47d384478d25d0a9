#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "src/model/sha256.hpp"
#include "src/render/drift.hpp"
#include "src/render/html_assets.hpp"
#include "src/render/html_difference.hpp"
#include "src/render/markup.hpp"
#include "src/render/picture.hpp"
#include "src/render/plural.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::DifferenceClass;
using reconciler::Plan;
using reconciler::Status;

// What a person has to settle comes first, what does not count last.
constexpr auto kOrder = std::to_array<DifferenceClass>(
    {DifferenceClass::Conflict, DifferenceClass::Blocked, DifferenceClass::Invalid, DifferenceClass::Missing,
     DifferenceClass::Unknown, DifferenceClass::Renamed, DifferenceClass::Extra, DifferenceClass::Unmanaged});

// A report to be looked through, and not to be read.
bool is_long(const Plan& plan) { return plan.differences.size() > 100; }

// What a Content-Security-Policy calls this text. https://www.w3.org/TR/CSP3/#grammardef-hash-source
std::string hash_source(std::string_view text) { return fmt::format("'sha256-{}'", model::sha256_base64(text)); }

std::size_t counting(const Plan& plan) { return plan.differences.size() - plan.count(DifferenceClass::Unmanaged); }

std::string head_html(const Drift& drift) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {}; "
      "img-src data:; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"pgreconcile {}\">\n"
      "<title>Drift of {}: {}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{}</style>\n</head>\n",
      hash_source(kHtmlStyle), hash_source(kHtmlScript), PGRECONCILE_VERSION, line_markup(drift.plan.server.database),
      to_string(drift.plan.status()), kHtmlStyle);
}

struct Verdict {
  std::string_view sign;
  std::string text;
};

Verdict verdict_on(const Plan& plan) {
  const auto count = plural(counting(plan), "difference");
  switch (plan.status()) {
    case Status::Converged:
      if (counting(plan) == 0) return {"✓", "Converged: the database is what the schema file says"};
      return {"✓", fmt::format("Converged, with {}", count)};
    case Status::Pending:
      return {"+", fmt::format("Pending: {}", count)};
    case Status::Conflict:
      return {"!", fmt::format("Conflict: {}", count)};
  }
  return {};
}

std::string verdict_html(const Drift& drift) {
  const auto [sign, text] = verdict_on(drift.plan);
  std::string html;
  if (drift.running) {
    html = fmt::format(
        "<div class=\"verdict running\"><span class=\"sign\" aria-hidden=\"true\">…</span><p><strong>An apply is "
        "running on this database</strong> {}</p></div>\n",
        line_markup(to_string(*drift.running)));
  }
  return html +
         fmt::format(
             "<div class=\"verdict s-{}\"><span class=\"sign\" aria-hidden=\"true\">{}</span><p><strong>{}</strong> "
             "{}</p></div>\n",
             to_string(drift.plan.status()), sign, text, line_markup(drift_advice(drift)));
}

std::string fact(std::string_view name, std::string_view value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
}

std::string header_html(const Drift& drift) {
  const auto& server = drift.plan.server;
  const auto at = fmt::gmtime(std::chrono::system_clock::to_time_t(drift.at));
  return fmt::format(
      "<body>\n<a class=\"skip\" href=\"#differences\">Skip to the differences</a>\n<header>\n"
      "<p class=\"kicker\">pgreconcile drift</p>\n<h1>Drift of {}</h1>\n{}<dl class=\"facts\">{}{}{}{}</dl>\n",
      line_markup(server.database), verdict_html(drift), fact("Database", line_markup(server.database)),
      fact("Server", "PostgreSQL " + line_markup(server.version)),
      fact("Compared", fmt::format("<time datetime=\"{0:%Y-%m-%dT%H:%M:%SZ}\">{0:%Y-%m-%d %H:%M:%S} UTC</time>", at)),
      fact("Took", fmt::format("{:.1f} s", static_cast<double>(drift.duration.count()) / 1000)));
}

std::string nav_html(const Plan& plan, const Picture& picture) {
  if (plan.differences.empty()) return "</header>\n";
  return fmt::format(
      "<nav aria-label=\"On this page\"><ul><li><a href=\"#summary\">Summary</a></li>"
      "<li><a href=\"#differences\">Differences</a></li>{}</ul></nav>\n</header>\n",
      picture.svg.empty() ? "" : "<li><a href=\"#picture\">Picture</a></li>");
}

// `None of: blocked, invalid.`: what was looked for, too, and not found.
std::string not_found(const Plan& plan) {
  std::vector<std::string> names;
  for (const auto difference_class : kOrder) {
    if (plan.count(difference_class) == 0) names.push_back(to_string(difference_class));
  }
  return names.empty() ? "" : fmt::format("<p class=\"note\">None of: {}.</p>\n", fmt::join(names, ", "));
}

std::string class_row(const Plan& plan, DifferenceClass difference_class) {
  const auto count = plan.count(difference_class);
  if (count == 0) return "";
  return fmt::format(
      "<tr><th scope=\"row\"><a href=\"#{}\">{}</a></th><td class=\"count\">{}</td><td "
      "class=\"meaning\">{}</td></tr>\n",
      to_string(difference_class), class_label(difference_class), count, class_meaning(difference_class));
}

std::string summary_html(const Plan& plan) {
  std::string html = "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n";
  if (!plan.differences.empty()) {
    html +=
        "<table>\n<caption class=\"unseen\">Differences by class</caption>\n<thead><tr><th scope=\"col\">Class</th>"
        "<th scope=\"col\" class=\"count\">Count</th><th scope=\"col\" class=\"meaning\">Meaning</th></tr></thead>\n"
        "<tbody>\n";
    for (const auto difference_class : kOrder) html += class_row(plan, difference_class);
    html += "</tbody>\n</table>\n";
  }
  return html + not_found(plan) + "</section>\n";
}

std::string class_html(const Plan& plan, DifferenceClass difference_class) {
  const auto count = plan.count(difference_class);
  if (count == 0) return "";
  const auto sql_shown = is_long(plan) ? SqlShown::OnRequest : SqlShown::AtOnce;
  auto html = fmt::format("<h3 id=\"{}\">{}<span class=\"soft\">{}</span></h3>\n<p class=\"soft\">{}</p>\n",
                          to_string(difference_class), class_label(difference_class), plural(count, "difference"),
                          class_meaning(difference_class));
  for (const auto& difference : plan.differences) {
    if (difference.difference_class == difference_class) html += difference_html(difference, sql_shown);
  }
  return html;
}

std::string differences_html(const Plan& plan) {
  std::string html = "<section aria-labelledby=\"differences\">\n<h2 id=\"differences\">Differences</h2>\n";
  for (const auto difference_class : kOrder) html += class_html(plan, difference_class);
  if (plan.differences.empty()) html += "<p>There are none.</p>\n";
  return html + "</section>\n";
}

std::string legend_html() {
  std::string html = "<ul class=\"legend\" aria-label=\"Marks\">";
  for (const auto mark : {Mark::Missing, Mark::Differs, Mark::Extra, Mark::Unknown}) {
    html += fmt::format("<li class=\"class m-{0}\"><span class=\"sign\" aria-hidden=\"true\">{1}</span>{0}</li>",
                        to_string(mark), symbol(mark));
  }
  return html + "</ul>\n";
}

std::string left_out_html(const Picture& picture) {
  if (picture.left_out.empty()) return "";
  std::vector<std::string> names;
  for (const auto& name : picture.left_out) names.push_back(line_markup(name));
  return fmt::format("<details><summary>{} more that differ {} not drawn</summary><p>{}</p></details>\n",
                     plural(names.size(), "table"), names.size() == 1 ? "is" : "are", fmt::join(names, ", "));
}

std::string picture_html(const Picture& picture) {
  if (picture.svg.empty()) return "";
  return fmt::format(
      "<section aria-labelledby=\"picture\">\n<h2 id=\"picture\">Picture</h2>\n<p class=\"soft\">Tables that differ, "
      "and those that they refer to. Lines are foreign keys.</p>\n{}<div class=\"picture\" tabindex=\"0\" "
      "role=\"region\" aria-label=\"Picture of the tables; scrolls\">\n{}</div>\n{}</section>\n",
      legend_html(), picture.svg, left_out_html(picture));
}

std::string end_html() {
  return fmt::format(
      "</main>\n<footer>\n<p>Made by pgreconcile {}, which changed nothing, and never runs the SQL that is shown here. "
      "This page loads nothing.</p>\n</footer>\n<p class=\"unseen\" id=\"said\" role=\"status\"></p>\n"
      "<script>{}</script>\n</body>\n</html>\n",
      PGRECONCILE_VERSION, kHtmlScript);
}

}  // namespace

std::string drift_html(const Drift& drift, const model::Database& desired) {
  const auto picture = drift_picture(make_diagram(desired, drift.plan.differences));
  return head_html(drift) + header_html(drift) + nav_html(drift.plan, picture) +
         (is_long(drift.plan) ? "<main class=\"long\">\n" : "<main>\n") + summary_html(drift.plan) +
         differences_html(drift.plan) + picture_html(picture) + end_html();
}

}  // namespace pgreconcile::render
