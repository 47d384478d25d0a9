#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgreconcile::test {

/// `"Odd ""Name"`, always in quotes
std::string sql_name(std::string_view name);
/// The same in quotes only where it needs them. REQUIRES: it is no keyword.
std::string short_name(std::string_view name);
/// `'it''s'`
std::string sql_text(std::string_view text);
/// `"a", "b"`
std::string sql_names(const std::vector<std::string>& names);

/// `text` or `"odd: text"`
std::string yaml_text(std::string_view text);
/// `[a, "b c"]`
std::string yaml_texts(const std::vector<std::string>& texts);
/// `[a, b]` of what is YAML already
std::string yaml_list(const std::vector<std::string>& items);

/// The keys of a mapping and their values, which are YAML already.
using YamlKeys = std::vector<std::pair<std::string, std::string>>;
/// `{name: a, type: text}`
std::string yaml_mapping(const YamlKeys& keys);

}  // namespace pgreconcile::test
