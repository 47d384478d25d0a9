#pragma once

// Private to src/db.

#include <libpq-fe.h>

#include <memory>

#include "src/db/connection_target.hpp"

namespace pgreconcile::db {

using RawConnection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// Throws Error with the code of the server's SQLSTATE, which libpq itself does not hand out for a failed connection.
/// The connection writes its messages as split_message() reads them.
RawConnection connect(const ConnectionTarget& target);

}  // namespace pgreconcile::db
