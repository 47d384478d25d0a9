#pragma once

#include <string>

namespace pgreconcile::yaml {

/// Every key of the schema file, as Markdown: a table for each kind of mapping, made from the loader's tables of keys.
std::string schema_reference();

}  // namespace pgreconcile::yaml
