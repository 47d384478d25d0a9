#include "reconciler/step.hpp"

namespace pgreconcile::reconciler {

std::string to_string(Phase phase) {
  switch (phase) {
    case Phase::Enum:
      return "enum";
    case Phase::Create:
      return "create";
    case Phase::Column:
      return "column";
    case Phase::Repair:
      return "repair";
    case Phase::Index:
      return "index";
    case Phase::Attach:
      return "attach";
    case Phase::Constraint:
      return "constraint";
    case Phase::Validate:
      return "validate";
  }
  return {};
}

std::string to_string(LockMode mode) {
  switch (mode) {
    case LockMode::RowShare:
      return "ROW SHARE";
    case LockMode::ShareUpdateExclusive:
      return "SHARE UPDATE EXCLUSIVE";
    case LockMode::Share:
      return "SHARE";
    case LockMode::ShareRowExclusive:
      return "SHARE ROW EXCLUSIVE";
    case LockMode::AccessExclusive:
      return "ACCESS EXCLUSIVE";
  }
  return {};
}

std::vector<TableLock> locks_on(LockMode mode, const sql::QualifiedName& table,
                                const std::vector<sql::QualifiedName>& partitions) {
  std::vector<TableLock> locks{{mode, table}};
  append_locks(locks, mode, partitions);
  return locks;
}

void append_locks(std::vector<TableLock>& locks, LockMode mode, const std::vector<sql::QualifiedName>& tables) {
  for (const auto& table : tables) locks.push_back({mode, table});
}

bool is_concurrent_build(const Step& step) { return step.kind == StepKind::CreateIndex && !step.transaction; }

}  // namespace pgreconcile::reconciler
