#pragma once

#include <filesystem>
#include <string_view>

namespace pgreconcile {

/// Who may read a file that is written.
enum class Readers {
  AsBefore,  ///< of the file that it replaces; of a new one, whom the user's umask lets
  Everyone,  ///< whatever the umask: a service of another user collects it
};

/// Before anything is done: that a file can be written there. Nothing is changed.
/// Throws Error(Failure) with the system's reason.
void check_new_file(const std::filesystem::path& path);

/// Writes a file whole or not at all: whoever reads it meanwhile, or after a crash, sees the old text or the new one.
/// Throws Error(Failure) with the system's reason.
void write_new_file(const std::filesystem::path& path, std::string_view text, Readers readers = Readers::AsBefore);

}  // namespace pgreconcile
