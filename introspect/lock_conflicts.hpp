#pragma once

// Private to introspect.

#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::introspect {

/// A lock mode of tables under its two names.
struct LockModeName {
  std::string_view sql;      ///< `ACCESS SHARE`
  std::string_view catalog;  ///< `AccessShareLock`, in pg_locks
};

/// The modes that cannot be had on a table while somebody else has this one: of `ACCESS SHARE`, ACCESS EXCLUSIVE alone.
/// Throws Error(Internal) for what is no mode.
std::vector<LockModeName> conflicting_modes(std::string_view sql_mode);

}  // namespace pgreconcile::introspect
