// Read-only queries: what asks the server whether two expressions are the same.

#include "src/sql/allow_rules.hpp"

namespace pgreconcile::sql {
namespace {

constexpr auto kQueryRules = std::to_array<Rule>({
    {"ExplainStmt", "query", Shape::Nodes, "SelectStmt"},
    {"ExplainStmt", "options", Shape::Nodes, "DefElem"},
    {"DefElem", "defname", Shape::Word, "verbose costs format"},
    {"DefElem", "arg", Shape::Nodes, "String"},
    {"DefElem", "defaction", Shape::Scalar},
    {"SelectStmt", "targetList", Shape::Nodes, "ResTarget"},
    {"SelectStmt", "fromClause", Shape::Nodes, "RangeVar RangeFunction"},
    {"SelectStmt", "withClause", Shape::Fields, "WithClause"},
    {"SelectStmt", "limitOption", Shape::Word, "LIMIT_OPTION_DEFAULT"},
    {"SelectStmt", "op", Shape::Word, "SETOP_NONE"},
    {"ResTarget", "val", Shape::Nodes, "@expression SubLink"},
    {"SubLink", "subLinkType", Shape::Word, "EXISTS_SUBLINK"},
    {"SubLink", "subselect", Shape::Nodes, "SelectStmt"},
    {"WithClause", "ctes", Shape::Nodes, "CommonTableExpr"},
    {"CommonTableExpr", "ctename", Shape::Scalar},
    {"CommonTableExpr", "ctematerialized", Shape::Scalar},
    {"CommonTableExpr", "ctequery", Shape::Nodes, "SelectStmt"},
    {"RangeFunction", "functions", Shape::Nodes, "List"},
    {"RangeFunction", "alias", Shape::Fields, "Alias"},
    {"RangeFunction", "coldeflist", Shape::Nodes, "ColumnDef"},
    {"Alias", "aliasname", Shape::Scalar},
});

}  // namespace

std::span<const Rule> query_rules() { return kQueryRules; }

}  // namespace pgreconcile::sql
