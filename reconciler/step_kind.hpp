#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace pgreconcile::reconciler {

/// What a step does.
enum class StepKind {
  CreateSchema,
  CreateExtension,
  CreateEnum,
  AddEnumLabel,
  CreateDomain,
  AddDomainCheck,
  ValidateDomainCheck,
  CreateSequence,
  OwnSequence,
  CreateTable,
  CreatePartition,
  AttachPartition,
  AddColumn,
  SetStorage,
  SetComment,
  CreateIndex,
  AttachIndex,
  DropInvalidIndex,
  AddPrimaryKey,
  AddUnique,
  AttachPrimaryKey,
  AttachUnique,
  AddCheck,
  AddExclusion,
  AddForeignKey,
  ValidateConstraint,
};

inline constexpr auto kStepKinds =
    std::to_array<StepKind>({StepKind::CreateSchema,        StepKind::CreateExtension,   StepKind::CreateEnum,
                             StepKind::AddEnumLabel,        StepKind::CreateDomain,      StepKind::AddDomainCheck,
                             StepKind::ValidateDomainCheck, StepKind::CreateSequence,    StepKind::OwnSequence,
                             StepKind::CreateTable,         StepKind::CreatePartition,   StepKind::AttachPartition,
                             StepKind::AddColumn,           StepKind::SetStorage,        StepKind::SetComment,
                             StepKind::CreateIndex,         StepKind::AttachIndex,       StepKind::DropInvalidIndex,
                             StepKind::AddPrimaryKey,       StepKind::AddUnique,         StepKind::AttachPrimaryKey,
                             StepKind::AttachUnique,        StepKind::AddCheck,          StepKind::AddExclusion,
                             StepKind::AddForeignKey,       StepKind::ValidateConstraint});
static_assert(kStepKinds.size() == static_cast<std::size_t>(StepKind::ValidateConstraint) + 1, "all of them");

/// `create_table`, as JSON and the record spell it.
std::string to_string(StepKind kind);

}  // namespace pgreconcile::reconciler
