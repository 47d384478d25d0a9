#include "tests/support/every_key.hpp"

#include <stdexcept>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

/// A server may have been built without it.
bool has_lz4() {
  return connect_to_server().value(
             "SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY "
             "(enumvals)") == "1";
}

/// The text with one part of it replaced; it has to be there.
std::string replaced(std::string text, const std::string& part, const std::string& replacement) {
  const auto at = text.find(part);
  if (at == std::string::npos) throw std::runtime_error("the fixture does not say " + part);
  return text.replace(at, part.size(), replacement);
}

}  // namespace

std::string every_key() {
  auto file = project_file("tests/fixtures/every_key.yaml");
  if (server_major() < 14) {
    file = replaced(file, "compression: lz4", "");
  } else if (!has_lz4()) {
    file = replaced(file, "compression: lz4", "compression: pglz");
  }
  if (server_major() < 15) file = replaced(file, "nulls_not_distinct: true", "");
  return file;
}

}  // namespace pgreconcile::test
