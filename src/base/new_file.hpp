#pragma once

#include <filesystem>
#include <string_view>

namespace pgreconcile {

/// Writes a file whole or not at all: whoever reads it meanwhile, or after a crash, sees the old text or the new one.
/// Throws Error(Failure) with the system's reason.
void write_new_file(const std::filesystem::path& path, std::string_view text);

}  // namespace pgreconcile
