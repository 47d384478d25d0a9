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

/// What a query selects of a foreign key, its rows being `c` of pg_constraint, `f` of pg_class and `fn` of pg_namespace;
/// what of it the model has no field for, each text with a comma at its end; and what reads both, the texts as `unmodelled`.
std::string foreign_key_columns(const Declared& declared);
std::string unmodelled_foreign_key_texts(const Declared& declared);
model::ForeignKey read_foreign_key(const Row& row);

/// Of the columns `condeferrable` and `condeferred`.
model::Deferrability read_deferrability(const Row& row);

}  // namespace pgreconcile::introspect
