#include "src/cli/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "src/cli/exit_code.hpp"

namespace pgreconcile::cli {
namespace {

// Characters that roff would print otherwise, or not at all: https://man7.org/linux/man-pages/man7/groff_char.7.html
struct Escape {
  std::string_view text;
  std::string_view roff;
};
constexpr auto kEscapes = std::to_array<Escape>(
    {{"…", "..."}, {"\\", "\\e"}, {"-", "\\-"}, {"'", "\\(aq"}, {"~", "\\(ti"}, {"^", "\\(ha"}, {"`", "\\(ga"}});

// Text as it is, and no line of it a request.
std::string roff(std::string_view text) {
  std::string result = text.starts_with('.') ? "\\&" : "";
  while (!text.empty()) {
    const auto* const escape =
        std::ranges::find_if(kEscapes, [&](const Escape& each) { return text.starts_with(each.text); });
    const bool is_plain = escape == kEscapes.end();
    result += is_plain ? text.substr(0, 1) : escape->roff;
    text.remove_prefix(is_plain ? 1 : escape->text.size());
  }
  return result;
}

// `\fB\-\-file\fR`
std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", roff(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", roff(text)); }

std::string section(std::string_view title) { return fmt::format(".SH {}\n", title); }

// What something is called, and below it what it means.
std::string item(std::string_view name, std::string_view meaning) {
  return fmt::format(".TP\n{}\n{}\n", name, meaning);
}

// Values of a fixed set are typed as they are, others stand for what is typed.
std::string value_text(const DescribedOption& option) {
  if (option.value == Value::OneOf) return bold(option.value_name);
  return italic(option.value_name);
}

std::string option_item(const DescribedOption& option, std::string_view where) {
  std::vector<std::string> names;
  for (const auto& name : option.names) names.push_back(bold(name));
  auto title = fmt::format("{}", fmt::join(names, ", "));
  if (option.value != Value::Nothing) title += (names.empty() ? "" : " ") + value_text(option);
  return item(title, roff(option.help) + (where.empty() ? "" : fmt::format(".\n{}", where)));
}

using Commands = std::vector<DescribedCommand>;

bool has(const DescribedCommand& command, const DescribedOption& option) {
  return std::ranges::find(command.options, option) != command.options.end();
}

// An option that several commands have, and all alike, is told of once.
bool is_common(const DescribedOption& option, const Commands& commands) {
  return std::ranges::count_if(commands, [&](const auto& command) { return has(command, option); }) > 1;
}

// `Of plan, apply`; empty where all commands have it.
std::string whose(const DescribedOption& option, const Commands& commands) {
  std::vector<std::string> names;
  for (const auto& command : commands) {
    if (has(command, option)) names.push_back(bold(command.name));
  }
  return names.size() == commands.size() ? "" : fmt::format("(Of {}.)", fmt::join(names, ", "));
}

std::string commands_text(const Commands& commands) {
  auto text = section("COMMANDS");
  for (const auto& command : commands) {
    text += fmt::format(".SS {}\n{}.\n", command.name, roff(command.summary));
    for (const auto& option : command.options) {
      if (!is_common(option, commands)) text += option_item(option, "");
    }
  }
  return text;
}

std::string group_text(std::string_view group, const Commands& commands) {
  std::vector<DescribedOption> told;
  std::string text;
  for (const auto& command : commands) {
    for (const auto& option : options_of(command, group)) {
      if (!is_common(option, commands) || std::ranges::find(told, option) != told.end()) continue;
      told.push_back(option);
      text += option_item(option, whose(option, commands));
    }
  }
  return text.empty() ? "" : fmt::format(".SS {}\n", group) + text;
}

std::string common_options_text(const Commands& commands) {
  auto text = section("OPTIONS OF SEVERAL COMMANDS");
  for (const auto* group : kGroups) text += group_text(group, commands);
  return text;
}

std::string exit_status_text() {
  auto text = section("EXIT STATUS");
  for (const auto& [code, meaning] : kExitCodes) {
    text += item(bold(fmt::format("{}", static_cast<int>(code))), roff(meaning));
  }
  return text;
}

std::string examples_text(const Commands& commands) {
  auto text = section("EXAMPLES");
  for (const auto& command : commands) {
    if (&command != &commands.front()) text += ".PP\n";
    text += roff(command.summary) + ":\n.PP\n.RS 4\n.nf\n";
    for (const auto& example : command.examples) text += roff(example) + "\n";
    text += ".fi\n.RE\n";
  }
  return text;
}

constexpr auto kBeginning = R"(.TH PGRECONCILE 1 "" "pgreconcile )" PGRECONCILE_VERSION R"(" "User Commands"
.SH NAME
pgreconcile \- bring a PostgreSQL database to the schema that a YAML file describes
.SH SYNOPSIS
.B pgreconcile
.I command
.RI [ options ]
.SH DESCRIPTION
.B pgreconcile
reads a YAML description of tables and all that they are made of, reads the live catalog of a PostgreSQL database (13 and
later), and prints or runs the additive, IF NOT EXISTS DDL that is missing.
Right before a statement is sent, PostgreSQL\(aqs own parser reads it, and only what an allow\-list knows to be additive is
sent at all: nothing is dropped, truncated or renamed.
(An invalid index alone is dropped and built anew, where
.B \-\-repair\-invalid\-indexes
asks for it.)
.PP
What additive DDL cannot mend is reported, with the SQL that a person could run.
After an apply the catalog is read again: success means that nothing is missing, in conflict, blocked or invalid.
A run that is stopped anywhere is gone on with by the next one.
.PP
Results go to standard output; progress, warnings and errors to standard error.
No output holds a password.
)";

constexpr auto kEnvironment = R"(.SH ENVIRONMENT
.TP
.BR PGRECONCILE_DATABASE_URL ", " DATABASE_URL
The database, where
.B \-\-database\-url
does not name it.
An empty variable counts as unset, and so for the others.
.TP
.BR PGHOST ", " PGPORT ", " PGDATABASE ", " PGUSER ", " PGPASSWORD ", " PGSERVICE " and others"
What libpq knows, where no URL is given.
.TP
.BI PGRECONCILE_ OPTION
Each option:
.B \-\-lock\-timeout
is
.BR PGRECONCILE_LOCK_TIMEOUT .
.TP
.B NO_COLOR
Text is not coloured on a terminal either.
.SH FILES
.TP
.I schema.yaml
The schema file that is read where
.B \-\-file
names no other.
.TP
.IR \(ti/.pgpass ", " \(ti/.pg_service.conf
Passwords and services of libpq.
)";

constexpr auto kEnd = R"(.SH SEE ALSO
.BR psql (1),
.BR pg_dump (1)
)";

}  // namespace

std::string manual_page(const std::vector<DescribedCommand>& commands) {
  return kBeginning + commands_text(commands) + common_options_text(commands) + exit_status_text() + kEnvironment +
         examples_text(commands) + kEnd;
}

}  // namespace pgreconcile::cli
