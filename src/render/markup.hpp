#pragma once

// Private to src/render: text in HTML and XML.

#include <string>
#include <string_view>

namespace pgreconcile::render {

/// The text between tags, or in double quotes. Control characters, which XML has no way to say, become blanks.
std::string markup(std::string_view text);

/// The same of text that is shown as one line, with nothing in it that cannot be seen.
std::string line_markup(std::string_view text);

/// The same of code, which keeps its lines; what cannot be seen, or reorders what is seen, is shown by its number:
/// `[U+202E]`, so that nobody copies what he does not see.
std::string code_markup(std::string_view code);

}  // namespace pgreconcile::render
