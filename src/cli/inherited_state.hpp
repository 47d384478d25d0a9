#pragma once

// Private to src/cli.

namespace pgreconcile::cli {

/// Makes of the process what the rest of the program counts on, whatever its caller has left it: a number for each
/// standard stream, a write that fails where it would end the program in its midst, and children that can be waited for.
/// REQUIRES: nothing was opened before.
void settle_inherited_state();

}  // namespace pgreconcile::cli
