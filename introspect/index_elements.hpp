#pragma once

// Private to introspect: the keys of indexes, which exclusion constraints are made of too.

#include <string>
#include <string_view>
#include <vector>

#include "introspect/catalog_texts.hpp"
#include "introspect/row.hpp"
#include "src/model/index.hpp"

namespace pgreconcile::introspect {

/// The keys of `i`, a row of pg_index, as a JSON array of objects. `more` is put before the members of each: text with a
/// comma at its end, in which the key's number is k.n, from 0.
std::string index_elements(std::string_view more = "");

/// One of them. What cannot be read goes to `unmodelled`, and there is no element then.
std::optional<model::IndexElement> read_index_element(const nlohmann::json& element, CatalogTexts& texts,
                                                      model::Unmodelled& unmodelled);

/// The names of the columns that are keys of `i`, a row of pg_index, or that it only includes, as a JSON array.
std::string key_columns();
std::string included_columns();

/// Texts about `i` and its row `ic` of pg_class that the model has no field for, each with a comma at its end: of any
/// index, and of one that a constraint owns.
std::string unmodelled_index_texts();
std::string unmodelled_constraint_index_texts();

}  // namespace pgreconcile::introspect
