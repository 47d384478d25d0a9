#pragma once

#include "reconciler/described_database.hpp"
#include "src/model/question.hpp"

namespace pgreconcile::reconciler {

/// Answers what comparing two files could not decide, as far as that can be had without a server, and each question with
/// something: expressions of another spelling are undecidable, unless both are plain constants of which one knows that they
/// differ; tables are small and hold rows; what PostgreSQL's own functions do is known of those that people use; a type
/// that neither file declares runs no code.
model::Answers answer_without_server(const model::Questions& questions, const FilePair& files);

}  // namespace pgreconcile::reconciler
