#include "reconciler/step_kind.hpp"

namespace pgreconcile::reconciler {

std::string to_string(StepKind kind) {
  switch (kind) {
    case StepKind::CreateSchema:
      return "create_schema";
    case StepKind::CreateExtension:
      return "create_extension";
    case StepKind::CreateEnum:
      return "create_enum";
    case StepKind::AddEnumLabel:
      return "add_enum_label";
    case StepKind::CreateDomain:
      return "create_domain";
    case StepKind::AddDomainCheck:
      return "add_domain_check";
    case StepKind::ValidateDomainCheck:
      return "validate_domain_check";
    case StepKind::CreateSequence:
      return "create_sequence";
    case StepKind::OwnSequence:
      return "own_sequence";
    case StepKind::CreateTable:
      return "create_table";
    case StepKind::CreatePartition:
      return "create_partition";
    case StepKind::AttachPartition:
      return "attach_partition";
    case StepKind::AddColumn:
      return "add_column";
    case StepKind::SetStorage:
      return "set_storage";
    case StepKind::SetComment:
      return "set_comment";
    case StepKind::CreateIndex:
      return "create_index";
    case StepKind::AttachIndex:
      return "attach_index";
    case StepKind::DropInvalidIndex:
      return "drop_invalid_index";
    case StepKind::AddPrimaryKey:
      return "add_primary_key";
    case StepKind::AddUnique:
      return "add_unique";
    case StepKind::AttachPrimaryKey:
      return "attach_primary_key";
    case StepKind::AttachUnique:
      return "attach_unique";
    case StepKind::AddCheck:
      return "add_check";
    case StepKind::AddExclusion:
      return "add_exclusion";
    case StepKind::AddForeignKey:
      return "add_foreign_key";
    case StepKind::ValidateConstraint:
      return "validate_constraint";
  }
  return {};
}

}  // namespace pgreconcile::reconciler
