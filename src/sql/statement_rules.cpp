// What DDL may be: statements and the parts that only statements have.

#include "src/sql/allow_rules.hpp"

namespace pgreconcile::sql {
namespace {

constexpr auto kStatementRules = std::to_array<Rule>({
    // Schemas and extensions.
    {"CreateSchemaStmt", "schemaname", Shape::Scalar},
    {"CreateSchemaStmt", "if_not_exists", Shape::Required, "true"},
    {"CreateExtensionStmt", "extname", Shape::Scalar},
    {"CreateExtensionStmt", "if_not_exists", Shape::Required, "true"},
    {"CreateExtensionStmt", "options", Shape::Options, "schema"},

    // Enums and domains. Without IF NOT EXISTS: their guards are the gate's.
    {"CreateEnumStmt", "typeName", Shape::Nodes, "String"},
    {"CreateEnumStmt", "vals", Shape::Nodes, "String"},
    {"AlterEnumStmt", "typeName", Shape::Nodes, "String"},
    {"AlterEnumStmt", "newVal", Shape::Text},
    {"AlterEnumStmt", "newValNeighbor", Shape::Scalar},
    {"AlterEnumStmt", "newValIsAfter", Shape::Scalar},
    {"AlterEnumStmt", "skipIfNewValExists", Shape::Required, "true"},
    {"CreateDomainStmt", "domainname", Shape::Nodes, "String"},
    {"CreateDomainStmt", "typeName", Shape::Fields, "TypeName"},
    {"CreateDomainStmt", "collClause", Shape::Fields, "CollateClause"},
    {"CreateDomainStmt", "constraints", Shape::Nodes,
     "Constraint/CONSTR_NOTNULL Constraint/CONSTR_DEFAULT Constraint/CONSTR_CHECK"},
    {"AlterDomainStmt/C", "subtype", Shape::Scalar},
    {"AlterDomainStmt/C", "typeName", Shape::Nodes, "String"},
    {"AlterDomainStmt/C", "def", Shape::Nodes, "Constraint/CONSTR_CHECK"},
    {"AlterDomainStmt/C", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterDomainStmt/V", "subtype", Shape::Scalar},
    {"AlterDomainStmt/V", "typeName", Shape::Nodes, "String"},
    {"AlterDomainStmt/V", "name", Shape::Scalar},
    {"AlterDomainStmt/V", "behavior", Shape::Word, "DROP_RESTRICT"},

    // Sequences.
    {"CreateSeqStmt", "sequence", Shape::Fields, "RangeVar"},
    {"CreateSeqStmt", "options", Shape::Options, "as increment minvalue maxvalue start cache cycle"},
    {"CreateSeqStmt", "if_not_exists", Shape::Required, "true"},
    {"AlterSeqStmt", "sequence", Shape::Fields, "RangeVar"},
    {"AlterSeqStmt", "options", Shape::Options, "owned_by"},

    // Tables.
    {"CreateStmt", "relation", Shape::Fields, "RangeVar/new"},
    {"CreateStmt", "tableElts", Shape::Nodes,
     "ColumnDef Constraint/CONSTR_PRIMARY Constraint/CONSTR_UNIQUE Constraint/CONSTR_CHECK Constraint/CONSTR_FOREIGN "
     "Constraint/CONSTR_EXCLUSION"},
    {"CreateStmt", "oncommit", Shape::Word, "ONCOMMIT_NOOP"},
    {"CreateStmt", "if_not_exists", Shape::Required, "true"},
    {"CreateStmt", "partspec", Shape::Fields, "PartitionSpec"},
    {"CreateStmt", "options", Shape::Parameters},
    {"CreateStmt", "tablespacename", Shape::Scalar},
    {"RangeVar/new", "schemaname", Shape::Scalar},
    {"RangeVar/new", "relname", Shape::Scalar},
    {"RangeVar/new", "inh", Shape::Required, "true"},
    {"RangeVar/new", "relpersistence", Shape::Word, "p u"},
    {"RangeVar", "schemaname", Shape::Scalar},
    {"RangeVar", "relname", Shape::Scalar},
    {"RangeVar", "inh", Shape::Required, "true"},
    {"RangeVar", "relpersistence", Shape::Word, "p"},
    {"RangeVar/only", "schemaname", Shape::Scalar},  // or without ONLY; which statements may say it is the gate's
    {"RangeVar/only", "relname", Shape::Scalar},
    {"RangeVar/only", "inh", Shape::Word, "true"},
    {"RangeVar/only", "relpersistence", Shape::Word, "p"},
    {"PartitionSpec", "strategy", Shape::Scalar},
    {"PartitionSpec", "partParams", Shape::Nodes, "PartitionElem"},
    {"PartitionElem", "name", Shape::Scalar},
    {"PartitionElem", "expr", Shape::Nodes, "@expression"},
    {"PartitionElem", "collation", Shape::Nodes, "String"},
    {"PartitionElem", "opclass", Shape::Nodes, "String"},

    // CREATE TABLE … PARTITION OF: with columns, constraints and options of its parent's alone.
    {"CreateStmt/partition", "relation", Shape::Fields, "RangeVar"},
    {"CreateStmt/partition", "inhRelations", Shape::Nodes, "RangeVar"},
    {"CreateStmt/partition", "partbound", Shape::Fields, "PartitionBoundSpec"},
    {"CreateStmt/partition", "oncommit", Shape::Word, "ONCOMMIT_NOOP"},
    {"CreateStmt/partition", "if_not_exists", Shape::Required, "true"},
    // CREATE TABLE … (LIKE …), which a partition is before it is attached.
    {"CreateStmt/like", "relation", Shape::Fields, "RangeVar"},
    {"CreateStmt/like", "tableElts", Shape::Nodes, "TableLikeClause"},
    {"CreateStmt/like", "oncommit", Shape::Word, "ONCOMMIT_NOOP"},
    {"CreateStmt/like", "if_not_exists", Shape::Required, "true"},
    {"CreateStmt/like", "tablespacename", Shape::Scalar},
    {"TableLikeClause", "relation", Shape::Fields, "RangeVar"},
    // Defaults, generated values, checks, storage; the second with compression: CREATE_TABLE_LIKE_* in parsenodes.h.
    {"TableLikeClause", "options", Shape::Required, "284 286"},
    {"PartitionBoundSpec", "strategy", Shape::Word, "r l h"},
    {"PartitionBoundSpec", "is_default", Shape::Scalar},
    {"PartitionBoundSpec", "modulus", Shape::Scalar},
    {"PartitionBoundSpec", "remainder", Shape::Scalar},
    {"PartitionBoundSpec", "listdatums", Shape::Nodes, "A_Const"},
    {"PartitionBoundSpec", "lowerdatums", Shape::Nodes, "A_Const ColumnRef"},  // MINVALUE is read as a column
    {"PartitionBoundSpec", "upperdatums", Shape::Nodes, "A_Const ColumnRef"},

    // Columns.
    {"ColumnDef", "colname", Shape::Scalar},
    {"ColumnDef", "typeName", Shape::Fields, "TypeName"},
    {"ColumnDef", "is_local", Shape::Scalar},
    {"ColumnDef", "constraints", Shape::Nodes,
     "Constraint/CONSTR_NOTNULL Constraint/CONSTR_DEFAULT Constraint/CONSTR_IDENTITY Constraint/CONSTR_GENERATED"},
    {"ColumnDef", "collClause", Shape::Fields, "CollateClause"},
    {"ColumnDef", "compression", Shape::Scalar},
    {"Constraint/CONSTR_NOTNULL", "contype", Shape::Scalar},
    {"Constraint/CONSTR_DEFAULT", "contype", Shape::Scalar},
    {"Constraint/CONSTR_DEFAULT", "raw_expr", Shape::Nodes, "@expression"},
    {"Constraint/CONSTR_IDENTITY", "contype", Shape::Scalar},
    {"Constraint/CONSTR_IDENTITY", "generated_when", Shape::Scalar},
    {"Constraint/CONSTR_IDENTITY", "options", Shape::Options, "increment minvalue maxvalue start cache cycle"},
    {"Constraint/CONSTR_GENERATED", "contype", Shape::Scalar},
    {"Constraint/CONSTR_GENERATED", "generated_when", Shape::Word, "a"},
    {"Constraint/CONSTR_GENERATED", "raw_expr", Shape::Nodes, "@expression"},

    // Constraints.
    {"Constraint/CONSTR_PRIMARY", "contype", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "conname", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "keys", Shape::Nodes, "String"},
    {"Constraint/CONSTR_PRIMARY", "indexname", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "including", Shape::Nodes, "String"},
    {"Constraint/CONSTR_PRIMARY", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_PRIMARY", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "contype", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "conname", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "keys", Shape::Nodes, "String"},
    {"Constraint/CONSTR_UNIQUE", "indexname", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "including", Shape::Nodes, "String"},
    {"Constraint/CONSTR_UNIQUE", "nulls_not_distinct", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_UNIQUE", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "contype", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "conname", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "raw_expr", Shape::Nodes, "@expression"},
    {"Constraint/CONSTR_CHECK", "skip_validation", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "initially_valid", Shape::Scalar},
    {"Constraint/CONSTR_CHECK", "is_no_inherit", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "contype", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "conname", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "pktable", Shape::Fields, "RangeVar"},
    {"Constraint/CONSTR_FOREIGN", "fk_attrs", Shape::Nodes, "String"},
    {"Constraint/CONSTR_FOREIGN", "pk_attrs", Shape::Nodes, "String"},
    {"Constraint/CONSTR_FOREIGN", "fk_matchtype", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "fk_upd_action", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "fk_del_action", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "skip_validation", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "initially_valid", Shape::Scalar},
    {"Constraint/CONSTR_FOREIGN", "fk_del_set_cols", Shape::Nodes, "String"},
    {"Constraint/CONSTR_EXCLUSION", "contype", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "conname", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "deferrable", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "initdeferred", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "access_method", Shape::Scalar},
    {"Constraint/CONSTR_EXCLUSION", "exclusions", Shape::Nodes, "List/exclusion"},
    {"Constraint/CONSTR_EXCLUSION", "where_clause", Shape::Nodes, "@expression"},
    {"List/exclusion", "items", Shape::Nodes, "IndexElem List/names"},  // an element and its operator

    // Tables that exist.
    {"AlterTableStmt", "relation", Shape::Fields, "RangeVar/only"},
    {"AlterTableStmt", "cmds", Shape::Nodes,
     "AlterTableCmd/AT_AddColumn AlterTableCmd/AT_ValidateConstraint AlterTableCmd/AT_AddConstraint "
     "AlterTableCmd/AT_SetStorage AlterTableCmd/AT_AttachPartition"},
    {"AlterTableStmt", "objtype", Shape::Required, "OBJECT_TABLE"},
    {"AlterTableCmd/AT_AddColumn", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_AddColumn", "def", Shape::Nodes, "ColumnDef"},
    {"AlterTableCmd/AT_AddColumn", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterTableCmd/AT_AddColumn", "missing_ok", Shape::Required, "true"},
    {"AlterTableCmd/AT_AddConstraint", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_AddConstraint", "def", Shape::Nodes,
     "Constraint/CONSTR_PRIMARY Constraint/CONSTR_UNIQUE Constraint/CONSTR_CHECK Constraint/CONSTR_FOREIGN "
     "Constraint/CONSTR_EXCLUSION"},
    {"AlterTableCmd/AT_AddConstraint", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterTableCmd/AT_ValidateConstraint", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_ValidateConstraint", "name", Shape::Scalar},
    {"AlterTableCmd/AT_ValidateConstraint", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"AlterTableCmd/AT_SetStorage", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_SetStorage", "name", Shape::Scalar},
    {"AlterTableCmd/AT_SetStorage", "def", Shape::Nodes, "String"},
    {"AlterTableCmd/AT_SetStorage", "behavior", Shape::Word, "DROP_RESTRICT"},

    // Indexes.
    {"AlterTableStmt/index", "relation", Shape::Fields, "RangeVar"},
    {"AlterTableStmt/index", "cmds", Shape::Nodes, "AlterTableCmd/AT_AttachPartition"},
    {"AlterTableStmt/index", "objtype", Shape::Required, "OBJECT_INDEX"},
    {"AlterTableCmd/AT_AttachPartition", "subtype", Shape::Scalar},
    {"AlterTableCmd/AT_AttachPartition", "def", Shape::Nodes, "PartitionCmd"},
    {"AlterTableCmd/AT_AttachPartition", "behavior", Shape::Word, "DROP_RESTRICT"},
    {"PartitionCmd", "name", Shape::Fields, "RangeVar"},
    {"PartitionCmd", "bound", Shape::Fields, "PartitionBoundSpec"},  // a table's, not an index's
    {"IndexStmt", "idxname", Shape::Scalar},
    {"IndexStmt", "relation", Shape::Fields, "RangeVar/only"},
    {"IndexStmt", "accessMethod", Shape::Scalar},
    {"IndexStmt", "indexParams", Shape::Nodes, "IndexElem"},
    {"IndexStmt", "unique", Shape::Scalar},
    {"IndexStmt", "concurrent", Shape::Scalar},
    {"IndexStmt", "if_not_exists", Shape::Required, "true"},
    {"IndexStmt", "indexIncludingParams", Shape::Nodes, "IndexElem"},
    {"IndexStmt", "nulls_not_distinct", Shape::Scalar},
    {"IndexStmt", "options", Shape::Parameters},
    {"IndexStmt", "tableSpace", Shape::Scalar},
    {"IndexStmt", "whereClause", Shape::Nodes, "@expression"},
    {"IndexElem", "name", Shape::Scalar},
    {"IndexElem", "ordering", Shape::Scalar},
    {"IndexElem", "nulls_ordering", Shape::Scalar},
    {"IndexElem", "expr", Shape::Nodes, "@expression"},
    {"IndexElem", "collation", Shape::Nodes, "String"},
    {"IndexElem", "opclass", Shape::Nodes, "String"},

    // Comments. Without a text COMMENT ON removes what is there.
    {"CommentStmt", "objtype", Shape::Required, "OBJECT_TABLE OBJECT_COLUMN OBJECT_INDEX"},
    {"CommentStmt", "object", Shape::Nodes, "List/names"},
    {"CommentStmt", "comment", Shape::Text},

    // What stands in lists of options, and between the parentheses of WITH.
    {"Option", "defname", Shape::Scalar},
    {"Option", "arg", Shape::Nodes, "Integer Float Boolean String TypeName List/names"},
    {"Option", "defaction", Shape::Word, "DEFELEM_UNSPEC"},
    {"Parameter", "defnamespace", Shape::Word, "toast"},
    {"Parameter", "defname", Shape::Scalar},
    {"Parameter", "arg", Shape::Nodes, "String"},
    {"Parameter", "defaction", Shape::Word, "DEFELEM_UNSPEC"},
});

}  // namespace

std::span<const Rule> statement_rules() { return kStatementRules; }

}  // namespace pgreconcile::sql
