#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "introspect/read.hpp"
#include "reconciler/diff.hpp"
#include "reconciler/plan.hpp"
#include "src/db/session.hpp"
#include "src/model/database.hpp"

namespace pgreconcile::run {

struct CompareOptions {
  reconciler::DiffOptions diff = {};
  reconciler::PlanOptions plan = {};
  /// Of steps that lock a table against writes; left out, the plan's own, or longer where the server's deadlock_timeout
  /// wants it.
  std::optional<std::chrono::milliseconds> lock_timeout = {};
  introspect::Scope scope = introspect::Scope::DeclaredTables;
};

struct Comparison {
  reconciler::Plan plan;
  db::SessionFacts session;
  model::LiveDatabase live;
};

/// Reads the database, compares it with the file, asks the server what only the server knows, and plans. Read-only.
/// Throws Error(SchemaFile), a line for each place, where the file uses what the server is too old for.
Comparison compare(db::Session& session, const model::Database& desired, const CompareOptions& options);

/// The same for a plan that is to be run.
/// Throws Error(Unreachable), too, where the server's release spoils indexes that the plan builds.
Comparison compare_to_apply(db::Session& session, const model::Database& desired, const CompareOptions& options);

/// Two files, and which schema files the first was read from.
struct FileComparison {
  const model::Database& before;
  const std::vector<std::string>& before_files;
  const model::Database& desired;
  int server_major;
};

/// Plans what a database would get that is what the file `before` says, with no server at hand: what only one could tell is
/// answered by reconciler::answer_without_server(). Throws as compare() does.
reconciler::Plan compare_files(const FileComparison& files, const CompareOptions& options);

}  // namespace pgreconcile::run
