#pragma once

#include <string>
#include <string_view>

namespace pgreconcile::sql {

/// A PL/pgSQL block (`BEGIN … END`, with a line break at its end) as a statement, in dollar quotes that it does not hold.
std::string do_block(std::string_view body);

}  // namespace pgreconcile::sql
