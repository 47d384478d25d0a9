#pragma once

// Private to src/cli: commands and options as values, read from what CLI11 was told. Help, completions and the manual
// page are made of them, so that an option is told of in one place alone.

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's, whose header takes seconds to read
class App;
}

namespace pgreconcile::cli {

// The groups of options, in the order in which they are shown. What is in none of the others is the command's own.
inline constexpr auto kOwnGroup = "Options";
inline constexpr auto kFilesGroup = "Files and output";
inline constexpr auto kDatabaseGroup = "Database";
inline constexpr auto kDdlGroup = "DDL";
inline constexpr auto kGeneralGroup = "General";
inline constexpr std::array kGroups{kOwnGroup, kFilesGroup, kDatabaseGroup, kDdlGroup, kGeneralGroup};

/// What follows an option, as far as a shell can complete it.
enum class Value { Nothing, Text, File, Folder, OneOf, ListOf };

struct DescribedOption {
  std::vector<std::string> names;  ///< `-f`, `--file`; none where it is told by its place
  std::string value_name;          ///< `PATH`, or `text|json`; empty for a flag
  Value value = Value::Nothing;
  bool is_repeatable = false;
  std::vector<std::string> choices;  ///< of OneOf and ListOf
  std::string group;
  std::string help;  ///< with its default

  friend bool operator==(const DescribedOption&, const DescribedOption&) = default;
};

struct DescribedCommand {
  std::string name;  ///< empty for the program
  std::string summary;
  std::vector<DescribedOption> options;
  std::vector<std::string> examples;  ///< command lines
};

DescribedCommand describe(const CLI::App& command);

/// The program's commands, without those that are hidden: their group is empty.
std::vector<DescribedCommand> describe_commands(const CLI::App& program);

/// `-f, --file`; the value's name where it has none.
std::string names_of(const DescribedOption& option);

/// The command's options of that group.
std::vector<DescribedOption> options_of(const DescribedCommand& command, std::string_view group);

}  // namespace pgreconcile::cli
