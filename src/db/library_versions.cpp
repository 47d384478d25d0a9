#include "src/db/library_versions.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <pqxx/version>

namespace pgreconcile::db {
namespace {

// https://www.postgresql.org/docs/current/libpq-misc.html#LIBPQ-PQLIBVERSION
std::string libpq_version(int number) { return fmt::format("{}.{}", number / 10'000, number % 10'000); }

}  // namespace

// libpq is the one that the program has now, whatever it was built with.
LibraryVersions library_versions() { return {{"libpq", libpq_version(PQlibVersion())}, {"libpqxx", PQXX_VERSION}}; }

}  // namespace pgreconcile::db
