#pragma once

// Private to introspect.

#include <string>
#include <string_view>

#include "introspect/catalog_texts.hpp"
#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// Texts about those triggers `tg` that enforce constraints and meet the condition, each with a comma at its end.
std::string unmodelled_trigger_texts(std::string_view condition);

/// Every constraint of the declared tables that is their own, by name.
db::CatalogQuery constraints_query(const Declared& declared);
void read_constraints(const db::Result& rows, CatalogTexts& texts, TablesByName& tables);

/// Of the columns `condeferrable` and `condeferred`.
model::Deferrability read_deferrability(const Row& row);

}  // namespace pgreconcile::introspect
