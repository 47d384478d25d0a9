#include "src/model/partition.hpp"

namespace pgreconcile::model {

bool operator==(const PartitionKey& a, const PartitionKey& b) {
  return a.strategy == b.strategy && a.elements == b.elements;
}

}  // namespace pgreconcile::model
