#pragma once

// Private to src/cli: text that is shown, less what may be a password in it.

#include <span>
#include <string>
#include <string_view>

namespace pgreconcile::cli {

/// What CLI11 says, less the arguments that may hold a password: a URL whose option was misspelled or left out, and
/// every word after `password=`, which the shell may have cut at a blank.
std::string without_secret_arguments(std::string message, std::span<const char* const> arguments);

/// A message, where a URL, a `user:password@host` or `password=…` may stand where it does not belong, as the name of a
/// file, the value of another option or of one of libpq's variables.
std::string without_secrets(std::string_view message);

}  // namespace pgreconcile::cli
