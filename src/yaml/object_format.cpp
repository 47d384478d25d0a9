#include "src/yaml/object_format.hpp"

#include "src/yaml/column_format.hpp"
#include "src/yaml/constraint_format.hpp"
#include "src/yaml/database_format.hpp"
#include "src/yaml/element_format.hpp"
#include "src/yaml/index_format.hpp"
#include "src/yaml/partition_format.hpp"
#include "src/yaml/sequence_format.hpp"
#include "src/yaml/table_format.hpp"
#include "src/yaml/type_format.hpp"

namespace pgreconcile::yaml {

const std::vector<ObjectFormat>& object_formats() {
  static const auto kFormats = [] {
    std::vector<ObjectFormat> formats;
    for (const auto& part : {database_formats(), type_formats(), sequence_formats(), table_formats(), column_formats(),
                             key_formats(), foreign_key_formats(), check_formats(), exclusion_formats(),
                             index_formats(), element_formats(), partition_formats()}) {
      formats.insert(formats.end(), part.begin(), part.end());
    }
    return formats;
  }();
  return kFormats;
}

}  // namespace pgreconcile::yaml
