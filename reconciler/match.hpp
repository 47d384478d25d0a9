#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "src/model/question.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

/// How the declared objects of one kind on a table pair with the live ones, one to one.
template <typename T>
struct Matching {
  std::vector<std::pair<const T*, const T*>> same_name;   ///< desired, live
  std::vector<std::pair<const T*, const T*>> other_name;  ///< structurally the same under another name
  std::vector<const T*> only_desired;
  std::vector<const T*> only_live;
};

template <typename T>
std::optional<sql::Identifier> name_of(const T& object) {
  return object.name;
}

/// Exact names pair first; what is left pairs by structure, ties by name. An object whose name the file leaves out pairs
/// by structure alone, and counts as of the same name.
template <typename T, typename SameStructure>
Matching<T> match(const std::vector<T>& desired, const std::vector<T>& live, SameStructure same_structure) {
  Matching<T> matching;
  std::vector<const T*> free_live;
  for (const auto& object : live) free_live.push_back(&object);
  std::ranges::sort(free_live, {}, [](const T* object) { return name_of(*object); });
  const auto take = [&](auto fits) -> const T* {
    const auto found = std::ranges::find_if(free_live, fits);
    if (found == free_live.end()) return nullptr;
    const T* taken = *found;
    free_live.erase(found);
    return taken;
  };
  std::vector<const T*> unmatched;
  for (const auto& object : desired) {
    const auto name = name_of(object);
    const T* found = name ? take([&](const T* other) { return name_of(*other) == name; }) : nullptr;
    if (found == nullptr) {
      unmatched.push_back(&object);
    } else {
      matching.same_name.emplace_back(&object, found);
    }
  }
  for (const T* object : unmatched) {
    const T* found = take([&](const T* other) { return same_structure(*object, *other); });
    if (found == nullptr) {
      matching.only_desired.push_back(object);
    } else {
      (name_of(*object) ? matching.other_name : matching.same_name).emplace_back(object, found);
    }
  }
  matching.only_live = std::move(free_live);
  return matching;
}

/// Pairs what is still unmatched by a weaker likeness: the two are one object that differs, and never two objects.
template <typename T, typename Alike>
void pair_rest(Matching<T>& matching, Alike alike) {
  std::erase_if(matching.only_desired, [&](const T* object) {
    const auto live = std::ranges::find_if(matching.only_live, [&](const T* other) { return alike(*object, *other); });
    if (live == matching.only_live.end()) return false;
    matching.same_name.emplace_back(object, *live);
    matching.only_live.erase(live);
    return true;
  });
}

/// Takes the first candidate that may be the same and may not, or null: nothing is created beside it.
template <typename T, typename VerdictWith>
const T* take_doubtful(std::vector<const T*>& candidates, VerdictWith verdict_with) {
  const auto found = std::ranges::find_if(
      candidates, [&](const T* candidate) { return verdict_with(candidate).sameness == model::Sameness::Undecidable; });
  if (found == candidates.end()) return nullptr;
  const T* taken = *found;
  candidates.erase(found);
  return taken;
}

}  // namespace pgreconcile::reconciler
