#include "src/cli/secrets.hpp"

#include <algorithm>

#include "src/base/replace_all.hpp"

namespace pgreconcile::cli {
namespace {

constexpr std::string_view kBlanks = " \t\r\f\v";
constexpr std::string_view kHidden = "…";

std::size_t end_of_word(std::string_view text, std::size_t from) {
  return std::min(text.find_first_of(kBlanks, from), text.size());
}

// The first word that may hold a password; an empty part of the text where there is none. Its own password may have blanks:
// of a URL it is all up to the last @.
std::string_view first_secret(std::string_view line) {
  for (std::size_t start = 0; start < line.size(); start = end_of_word(line, start) + 1) {
    const auto word = line.substr(start, end_of_word(line, start) - start);
    const auto colon = word.find(':');
    if (word.find("://") != std::string_view::npos) {
      const auto at = line.rfind('@');
      const auto end = at == std::string_view::npos ? start : std::max(at, start);
      return line.substr(start, end_of_word(line, end) - start);
    }
    if (colon != std::string_view::npos && word.find('@', colon) != std::string_view::npos) return word;
  }
  return {};
}

// Where the value of a `password = …` begins, which ends nobody knows where; libpq allows blanks around the sign.
std::size_t start_of_password(std::string_view line) {
  constexpr std::string_view kPassword = "password";
  for (auto at = line.find(kPassword); at != std::string_view::npos; at = line.find(kPassword, at + 1)) {
    const auto sign = line.find_first_not_of(kBlanks, at + kPassword.size());
    if (sign != std::string_view::npos && line[sign] == '=') return sign + 1;
  }
  return std::string_view::npos;
}

std::string without_secrets_of_line(std::string_view line) {
  const auto password = start_of_password(line);
  const auto end = password == std::string_view::npos ? "" : std::string(kHidden);
  line = line.substr(0, password);
  std::string result;
  for (auto secret = first_secret(line); !secret.empty(); secret = first_secret(line)) {
    const auto start = static_cast<std::size_t>(secret.data() - line.data());
    result += line.substr(0, start);
    result += kHidden;
    line.remove_prefix(start + secret.size());
  }
  return result + std::string(line) + end;
}

}  // namespace

std::string without_secret_arguments(std::string message, std::span<const char* const> arguments) {
  bool after_password = false;
  for (const std::string_view argument : arguments) {
    after_password |= argument.find("password") != std::string_view::npos;
    if (!after_password && argument.find_first_of("@:") == std::string_view::npos) continue;
    const auto value = argument.starts_with('-') ? argument.find('=') : std::string_view::npos;
    const auto secret = value == std::string_view::npos ? argument : argument.substr(value + 1);
    if (!secret.empty()) replace_all(message, secret, kHidden);
  }
  return message;
}

std::string without_secrets(std::string_view message) {
  std::string result;
  while (true) {
    const auto end = message.find('\n');
    result += without_secrets_of_line(message.substr(0, end));
    if (end == std::string_view::npos) return result;
    result += '\n';
    message.remove_prefix(end + 1);
  }
}

}  // namespace pgreconcile::cli
