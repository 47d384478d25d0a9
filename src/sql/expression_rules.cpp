// What SQL expressions, constants and the names of types may be made of.

#include "src/sql/allow_rules.hpp"

namespace pgreconcile::sql {
namespace {

constexpr auto kExpressionRules = std::to_array<Rule>({
    {"TypeName", "names", Shape::Nodes, "String"},
    {"TypeName", "typmods", Shape::Nodes, "A_Const ColumnRef"},
    {"TypeName", "typemod", Shape::Scalar},
    {"TypeName", "arrayBounds", Shape::Nodes, "Integer"},
    {"A_Const", "ival", Shape::Fields, "Integer"},
    {"A_Const", "fval", Shape::Fields, "Float"},
    {"A_Const", "sval", Shape::Fields, "String"},
    {"A_Const", "bsval", Shape::Fields, "BitString"},
    {"A_Const", "boolval", Shape::Fields, "Boolean"},
    {"A_Const", "isnull", Shape::Scalar},
    {"Integer", "ival", Shape::Scalar},
    {"Float", "fval", Shape::Scalar},
    {"String", "sval", Shape::Scalar},
    {"BitString", "bsval", Shape::Scalar},
    {"Boolean", "boolval", Shape::Scalar},
    {"List", "items", Shape::Nodes, "@expression @null"},
    {"List/names", "items", Shape::Nodes, "String"},
    {"ColumnRef", "fields", Shape::Nodes, "String"},
    {"FuncCall", "funcname", Shape::Nodes, "String"},
    {"FuncCall", "args", Shape::Nodes, "@expression"},
    {"FuncCall", "func_variadic", Shape::Scalar},
    {"FuncCall", "funcformat", Shape::Scalar},
    {"NamedArgExpr", "arg", Shape::Nodes, "@expression"},
    {"NamedArgExpr", "name", Shape::Scalar},
    {"NamedArgExpr", "argnumber", Shape::Scalar},
    {"A_Expr", "kind", Shape::Scalar},
    {"A_Expr", "name", Shape::Nodes, "String"},
    {"A_Expr", "lexpr", Shape::Nodes, "@expression"},
    {"A_Expr", "rexpr", Shape::Nodes, "@expression"},
    {"BoolExpr", "boolop", Shape::Scalar},
    {"BoolExpr", "args", Shape::Nodes, "@expression"},
    {"NullTest", "arg", Shape::Nodes, "@expression"},
    {"NullTest", "nulltesttype", Shape::Scalar},
    {"BooleanTest", "arg", Shape::Nodes, "@expression"},
    {"BooleanTest", "booltesttype", Shape::Scalar},
    {"TypeCast", "arg", Shape::Nodes, "@expression"},
    {"TypeCast", "typeName", Shape::Fields, "TypeName"},
    {"CollateClause", "arg", Shape::Nodes, "@expression"},
    {"CollateClause", "collname", Shape::Nodes, "String"},
    {"CaseExpr", "arg", Shape::Nodes, "@expression"},
    {"CaseExpr", "args", Shape::Nodes, "CaseWhen"},
    {"CaseExpr", "defresult", Shape::Nodes, "@expression"},
    {"CaseWhen", "expr", Shape::Nodes, "@expression"},
    {"CaseWhen", "result", Shape::Nodes, "@expression"},
    {"CoalesceExpr", "args", Shape::Nodes, "@expression"},
    {"MinMaxExpr", "op", Shape::Scalar},
    {"MinMaxExpr", "args", Shape::Nodes, "@expression"},
    {"A_ArrayExpr", "elements", Shape::Nodes, "@expression"},
    {"A_Indirection", "arg", Shape::Nodes, "@expression"},
    {"A_Indirection", "indirection", Shape::Nodes, "String A_Indices"},
    {"A_Indices", "is_slice", Shape::Scalar},
    {"A_Indices", "lidx", Shape::Nodes, "@expression"},
    {"A_Indices", "uidx", Shape::Nodes, "@expression"},
    {"RowExpr", "args", Shape::Nodes, "@expression"},
    {"RowExpr", "row_format", Shape::Scalar},
    {"SQLValueFunction", "op", Shape::Scalar},
    {"SQLValueFunction", "typmod", Shape::Scalar},
});

}  // namespace

std::span<const Rule> expression_rules() { return kExpressionRules; }

}  // namespace pgreconcile::sql
