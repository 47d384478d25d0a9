#include "reconciler/difference.hpp"

namespace pgreconcile::reconciler {

std::string to_string(DifferenceClass difference_class) {
  switch (difference_class) {
    case DifferenceClass::Missing:
      return "missing";
    case DifferenceClass::Conflict:
      return "conflict";
    case DifferenceClass::Blocked:
      return "blocked";
    case DifferenceClass::Invalid:
      return "invalid";
    case DifferenceClass::Extra:
      return "extra";
    case DifferenceClass::Renamed:
      return "renamed";
    case DifferenceClass::Unknown:
      return "unknown";
    case DifferenceClass::Unmanaged:
      return "unmanaged";
  }
  return {};
}

std::string object_name(const sql::QualifiedName& table, const sql::Identifier& part) {
  return table.quoted() + "." + part.quoted();
}

std::string index_name(const sql::QualifiedName& table, const sql::Identifier& index) {
  return sql::QualifiedName{table.schema, index}.quoted();
}

bool is_conflict(const Difference& difference) {
  switch (difference.difference_class) {
    case DifferenceClass::Conflict:
    case DifferenceClass::Blocked:
      return true;
    case DifferenceClass::Invalid:
      return !difference.remedy;
    case DifferenceClass::Extra:
      return difference.breaks_inserts;
    case DifferenceClass::Missing:
    case DifferenceClass::Renamed:
    case DifferenceClass::Unknown:
    case DifferenceClass::Unmanaged:
      return false;
  }
  return false;
}

bool is_of_an_invalid_index(const Difference& difference) {
  return difference.difference_class == DifferenceClass::Invalid || difference.mending != Mending::ByHand;
}

}  // namespace pgreconcile::reconciler
