#pragma once

// Private to src/model: one value as canonical text. Each struct is taken apart into all its members, so that one that
// gains a member does not compile until somebody says here whether the member counts.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "src/model/live_database.hpp"

namespace pgreconcile::model {

struct CanonicalValue {
  static std::string of(const std::string& text);
  static std::string of(std::same_as<bool> auto flag) { return flag ? "yes" : "no"; }
  static std::string of(std::integral auto number) requires(!std::same_as<decltype(number), bool>) {
    return fmt::format("{}", number);
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  static std::string of(Enum value) { return fmt::format("{}", static_cast<int>(value)); }

  static std::string of(const sql::Identifier& name) { return of(name.name()); }
  static std::string of(const sql::QualifiedName& name);
  static std::string of(const sql::ObjectName& name);
  static std::string of(const sql::OperatorName& name);
  static std::string of(const sql::Expression& expression) { return of(expression.text()); }
  static std::string of(const sql::TypeName& type);

  static std::string of(const StorageParameter& parameter);
  static std::string of(const IndexElement::Defaults& defaults);
  static std::string of(const IndexElement& element);
  static std::string of(const Index& index);
  static std::string of(const KeyConstraint& key);
  static std::string of(const CheckConstraint& check);
  static std::string of(const ForeignKey& key);
  static std::string of(const ExclusionElement& exclusion);
  static std::string of(const ExclusionConstraint& exclusion);
  static std::string of(const PartitionKeyElement& element);
  static std::string of(const PartitionKey& key);
  static std::string of(const DefaultBound& bound);
  static std::string of(const RangeBound& bound);
  static std::string of(const ListBound& bound);
  static std::string of(const HashBound& bound);
  static std::string of(const Partition& partition);
  static std::string of(const AttachedIndex& index);
  static std::string of(const OwnIndex& own);
  static std::string of(const PartitionMember& member);
  static std::string of(const SequenceOptions& options);
  static std::string of(const Identity& identity);
  static std::string of(const ColumnReference& reference);
  static std::string of(const Sequence& sequence);
  static std::string of(const Column::TypeDefaults& defaults);
  static std::string of(const Column& column);
  static std::string of(const Enum& type);
  static std::string of(const Extension& extension);
  static std::string of(const AvailableExtension& extension);
  static std::string of(const Relation& relation);

  template <typename Value>
  static std::string of(const std::optional<Value>& value) {
    return value ? of(*value) : "-";
  }
  template <typename... Values>
  static std::string of(const std::variant<Values...>& value) {
    return fmt::format("{}:{}", value.index(), std::visit([](const auto& held) { return of(held); }, value));
  }
  template <typename Value>
  static std::string of(const std::vector<Value>& values) {
    return list(texts(values));
  }
  template <typename Value>
  static std::string of(const std::set<Value>& values) {
    return list(texts(values));
  }

  /// Of values whose order means nothing.
  template <typename Values>
  static std::string unordered(const Values& values) {
    auto sorted = texts(values);
    std::ranges::sort(sorted);
    return list(sorted);
  }
  template <typename... Values>
  static std::string fields(const Values&... values) {
    return list({of(values)...});
  }
  /// Canonical texts as one.
  static std::string list(const std::vector<std::string>& canonical) {
    return fmt::format("({})", fmt::join(canonical, " "));
  }

 private:
  template <typename Values>
  static std::vector<std::string> texts(const Values& values) {
    std::vector<std::string> canonical;
    for (const auto& value : values) canonical.push_back(of(value));
    return canonical;
  }
};

}  // namespace pgreconcile::model
