#include "src/yaml/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace pgreconcile::yaml {
namespace {

// Objects of one kind. The names of those that are left out are damaged: the two together may be what was meant.
template <typename Object>
void merge_objects(std::string_view kind, std::vector<Object>& file, std::vector<Object>& all,
                   std::set<sql::QualifiedName>& damaged, Problems& problems) {
  std::map<sql::QualifiedName, SourceLocation> known;
  for (const auto& object : all) known.emplace(object.name, object.origin.where);
  for (auto& object : file) {
    const auto first = known.find(object.name);
    if (first == known.end()) {
      all.push_back(std::move(object));
      continue;
    }
    problems.add_second(object.origin.where,
                        fmt::format("{} \"{}\" is declared in two files", kind, object.name.name.name()),
                        first->second);
    damaged.insert(object.name);
  }
}

// Several files may need one schema.
void merge_schemas(std::vector<model::Schema>& file, std::vector<model::Schema>& all) {
  for (auto& schema : file) {
    if (std::ranges::find(all, schema.name, &model::Schema::name) == all.end()) all.push_back(std::move(schema));
  }
}

// Several files may need one extension, but not in two places.
void merge_extensions(std::vector<model::Extension>& file, std::vector<model::Extension>& all, Problems& problems) {
  for (auto& extension : file) {
    const auto first = std::ranges::find(all, extension.name, &model::Extension::name);
    if (first == all.end()) {
      all.push_back(std::move(extension));
    } else if (*first != extension) {
      const auto& where = extension.origin.where;
      problems.add(where, fmt::format("extension \"{}\" has another schema in another file", extension.name.name()),
                   fmt::format("it is declared at {} as well", place_seen_from(where, first->origin.where)));
    }
  }
}

void merge_ignored(const std::vector<std::string>& file, std::vector<std::string>& all) {
  std::ranges::copy_if(file, std::back_inserter(all),
                       [&](const std::string& pattern) { return std::ranges::find(all, pattern) == all.end(); });
}

}  // namespace

void merge(DatabaseDraft file, DatabaseDraft& all, Problems& problems) {
  auto& from = file.database;
  auto& to = all.database;
  all.damaged.merge(file.damaged);
  merge_schemas(from.schemas, to.schemas);
  merge_extensions(from.extensions, to.extensions, problems);
  merge_objects("enum", from.enums, to.enums, all.damaged, problems);
  merge_objects("domain", from.domains, to.domains, all.damaged, problems);
  merge_objects("sequence", from.sequences, to.sequences, all.damaged, problems);
  merge_objects("table", from.tables, to.tables, all.damaged, problems);
  merge_ignored(from.ignore, to.ignore);
  std::ranges::move(file.types, std::back_inserter(all.types));
}

}  // namespace pgreconcile::yaml
