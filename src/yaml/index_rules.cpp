#include "src/yaml/index_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pgreconcile::yaml {

// https://www.postgresql.org/docs/current/index-api.html; INCLUDE with SP-GiST is newer than 13, and left to the server.
struct MethodRules::Method {
  std::string_view name;
  bool unique;
  bool many_columns;
  bool order;
  bool include;
  bool exclusion;
};

const MethodRules::Method* MethodRules::find(const sql::Identifier& method) {
  static constexpr auto kMethods = std::to_array<Method>({
      {.name = "btree", .unique = true, .many_columns = true, .order = true, .include = true, .exclusion = true},
      {.name = "hash", .unique = false, .many_columns = false, .order = false, .include = false, .exclusion = true},
      {.name = "gist", .unique = false, .many_columns = true, .order = false, .include = true, .exclusion = true},
      {.name = "gin", .unique = false, .many_columns = true, .order = false, .include = false, .exclusion = false},
      {.name = "spgist", .unique = false, .many_columns = false, .order = false, .include = true, .exclusion = true},
      {.name = "brin", .unique = false, .many_columns = true, .order = false, .include = false, .exclusion = false},
  });
  const auto* found = std::ranges::find(kMethods, method.name(), &Method::name);
  return found == kMethods.end() ? nullptr : found;
}

MethodRules::MethodRules(std::string subject, const sql::Identifier& method, FileContext& file)
    : subject_(std::move(subject)), method_(find(method)), file_(file) {}

void MethodRules::refuse(std::size_t offset, std::string_view what) const {
  file_.problems.add(offset, fmt::format("{}: method {} {}", subject_, method_->name, what));
}

void MethodRules::refuse_unique(std::size_t offset) const {
  if (method_ != nullptr && !method_->unique) refuse(offset, "has no unique indexes");
}

void MethodRules::refuse_include(std::size_t offset) const {
  if (method_ != nullptr && !method_->include) refuse(offset, "takes no \"include\"");
}

void MethodRules::refuse_exclusion(std::size_t offset) const {
  if (method_ != nullptr && !method_->exclusion) refuse(offset, "has no exclusion constraints");
}

void MethodRules::refuse_elements(const std::vector<ElementDraft>& elements) const {
  if (method_ == nullptr) return;
  if (elements.size() > 1 && !method_->many_columns) refuse(elements[1].offset, "takes one column alone");
  for (const auto& element : elements) {
    const bool is_ordered = element.order || element.nulls;
    if (is_ordered && !method_->order) refuse(element.offset, "has no \"order\" or \"nulls\"");
  }
}

void refuse_too_many(const std::string& subject, std::size_t columns, std::size_t offset, FileContext& file) {
  if (columns <= kMaxIndexColumns) return;
  file.problems.add(offset, fmt::format("{} has {} columns", subject, columns),
                    fmt::format("PostgreSQL takes {} at most", kMaxIndexColumns));
}

}  // namespace pgreconcile::yaml
