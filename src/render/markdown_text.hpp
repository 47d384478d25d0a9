#pragma once

// Private to src/render: text within GitHub's Markdown that no name, value or SQL can break out of.
// https://github.github.com/gfm/

#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::render {

/// The text in one line of code, of which GitHub makes no mention, reference or link; also within a table.
std::string code_span(std::string_view text);

/// The text as it is, to be put after other words of the line; in one line of code where it could mention somebody.
std::string prose(std::string_view text);

/// A block of code, to be put on lines of its own.
std::string fenced(std::string_view text, std::string_view language);

/// What is shown when its title is clicked. REQUIRES: the title is ours, the body whole blocks of Markdown.
std::string folded(std::string_view title, std::string_view body);

/// What nobody sees, and a bot looks for to find its comment again: `<!-- pgreconcile:plan schema.yaml -->`. Equal for
/// equal files, of which each odd character is written as in a URL.
std::string comment_marker(std::string_view command, const std::vector<std::string>& files);

}  // namespace pgreconcile::render
