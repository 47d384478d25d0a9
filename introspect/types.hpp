#pragma once

// Private to introspect: enums and domains.

#include <vector>

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"
#include "src/model/type.hpp"

namespace pgreconcile::introspect {

/// The declared enums that exist: name, labels in their order.
db::CatalogQuery enums_query(const std::vector<sql::QualifiedName>& enums);
std::vector<model::Enum> read_enums(const db::Result& rows);

/// The declared domains that exist: name, base type, nullability, default, collation, checks.
db::CatalogQuery domains_query(const std::vector<sql::QualifiedName>& domains);
std::vector<model::Domain> read_domains(const db::Result& rows, CatalogTexts& texts);

}  // namespace pgreconcile::introspect
