#pragma once

// Private to src/db.

#include <libpq-fe.h>

#include <memory>
#include <stop_token>

#include "src/db/connection_target.hpp"

namespace pgreconcile::db {

using RawConnection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// Throws Error with the code of the server's SQLSTATE, which libpq itself does not hand out for a failed connection.
/// A stop ends the attempt soon, with Error(Unreachable). A network that goes silent later is noticed soon, too. The
/// connection writes its messages as split_message() reads them.
RawConnection connect(const ConnectionTarget& target, const std::stop_token& stop);

}  // namespace pgreconcile::db
