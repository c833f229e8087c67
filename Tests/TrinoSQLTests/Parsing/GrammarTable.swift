/// Every form that the syntax tree can take, by its type: the table of what the corpus has to show.
///
/// Weeks and quarters, which are fields of a date but no units of an interval literal, are left out.
enum GrammarTable {
    static let forms: [String: [String]] = [
        "AlterTable.Action": [
            "rename", "addColumn", "renameColumn", "dropColumn", "setColumnType", "setColumnDefault",
            "dropColumnDefault", "dropNotNull", "setProperties", "execute",
        ],
        "AlterTable.ColumnPlace": [
            "first", "last", "after",
        ],
        "AlterView.Action": [
            "rename", "setProperties", "refresh",
        ],
        "ArithmeticOperator": [
            "add", "subtract", "multiply", "divide", "modulus",
        ],
        "AtTimeZone": [
            "zone", "local",
        ],
        "CommentOn.Object": [
            "table", "view", "column",
        ],
        "ComparisonOperator": [
            "equal", "notEqual", "less", "lessOrEqual", "greater", "greaterOrEqual",
        ],
        "CreateMaterializedView.WhenStale": [
            "inline", "fail",
        ],
        "CreateTable.Element": [
            "column", "like",
        ],
        "CurrentValue.Name": [
            "currentDate", "currentTime", "currentTimestamp", "localTime", "localTimestamp", "currentUser",
            "currentCatalog", "currentSchema", "currentPath",
        ],
        "DataType.DateTimeBase": [
            "time", "timestamp",
        ],
        "DataType.Kind": [
            "named", "row", "dateTime", "interval", "preciseInterval",
        ],
        "DataType.Parameter": [
            "number", "type",
        ],
        "Drop.Behavior": [
            "cascade", "restrict",
        ],
        "Drop.Object": [
            "catalog", "schema", "table", "view", "materializedView",
        ],
        "EntityKind": [
            "table", "schema", "view", "materializedView", "other",
        ],
        "Explain.Format": [
            "text", "graphviz", "json",
        ],
        "Explain.Mode": [
            "plan", "analyze",
        ],
        "Explain.Option": [
            "format", "type",
        ],
        "Explain.PlanType": [
            "logical", "distributed", "validate", "io",
        ],
        "Expression.Kind": [
            "null", "boolean", "integer", "decimal", "double", "string", "binary", "typed", "interval",
            "parameter", "column", "field", "or", "and", "not", "comparison", "quantifiedComparison",
            "isNull", "isDistinctFrom", "between", "inList", "inSubquery", "like", "concatenation",
            "arithmetic", "sign", "atTimeZone", "subscriptAccess", "caseWhen", "cast", "extract", "function",
            "currentValue", "special", "lambda", "array", "row", "exists", "subquery",
        ],
        "FunctionCall.NullTreatment": [
            "ignore", "respect",
        ],
        "FunctionCall.ProcessingMode": [
            "running", "final",
        ],
        "FunctionDefinition.Body": [
            "statement", "source",
        ],
        "FunctionDefinition.Characteristic": [
            "language", "deterministic", "returnsNullOnNullInput", "calledOnNullInput", "security",
            "comment", "properties",
        ],
        "Grantor": [
            "principal", "currentUser", "currentRole",
        ],
        "GroupBy.Element": [
            "expression", "set", "rollup", "cube", "groupingSets", "auto",
        ],
        "IntervalField": [
            "year", "month", "day", "hour", "minute", "second",
        ],
        "JSONExists.ErrorBehavior": [
            "true", "false", "unknown", "error",
        ],
        "JSONFormat.Encoding": [
            "utf8", "utf16", "utf32",
        ],
        "JSONNullTreatment": [
            "null", "absent",
        ],
        "JSONQueryBehavior": [
            "error", "null", "emptyArray", "emptyObject",
        ],
        "JSONTable.Column": [
            "ordinality", "value", "query", "nested",
        ],
        "JSONTable.ErrorBehavior": [
            "error", "empty",
        ],
        "JSONTable.ParentChild": [
            "outer", "inner",
        ],
        "JSONTable.PathPlan": [
            "path", "nested", "siblings",
        ],
        "JSONTable.Plan": [
            "specific", "byDefault",
        ],
        "JSONTable.Siblings": [
            "union", "cross",
        ],
        "JSONValueBehavior": [
            "error", "null", "defaultValue",
        ],
        "JSONWrapper": [
            "without", "unconditional", "conditional",
        ],
        "Join.Criteria": [
            "on", "using", "natural",
        ],
        "Join.Kind": [
            "inner", "left", "right", "full", "cross",
        ],
        "Limit": [
            "all", "rows", "fetchFirst",
        ],
        "ListAggregate.Overflow": [
            "error", "truncate",
        ],
        "MatchPredicate.Mode": [
            "simple", "partial", "full",
        ],
        "Merge.Action": [
            "update", "delete", "insert",
        ],
        "PatternSearch": [
            "initial", "seek",
        ],
        "Principal": [
            "unspecified", "user", "role",
        ],
        "Privilege": [
            "create", "select", "delete", "insert", "update", "createBranch", "other",
        ],
        "Privileges": [
            "all", "list",
        ],
        "Quantifier": [
            "all", "any", "some",
        ],
        "QueryBody": [
            "select", "setOperation", "values", "table", "parenthesized",
        ],
        "Relation.Kind": [
            "table", "subquery", "lateral", "unnest", "join", "tableFunction", "jsonTable", "nearest",
            "patternRecognition", "aliased", "sampled",
        ],
        "RoutineStatement": [
            "return", "assignment", "caseWhen", "ifThen", "iterate", "leave", "compound", "loop", "whileDo",
            "repeatUntil",
        ],
        "RowPattern": [
            "variable", "empty", "partitionStart", "partitionEnd", "excluded", "permute", "quantified",
            "concatenation", "alternation",
        ],
        "RowPattern.Quantifier.Bounds": [
            "zeroOrMore", "oneOrMore", "zeroOrOne", "exactly", "range",
        ],
        "RowsPerMatch": [
            "one", "all", "allShowEmpty", "allOmitEmpty", "allWithUnmatched",
        ],
        "Sample.Method": [
            "bernoulli", "system",
        ],
        "SecurityMode": [
            "definer", "invoker",
        ],
        "Select.SelectQuantifier": [
            "all", "distinct",
        ],
        "SelectItem.Kind": [
            "expression", "all", "allOf",
        ],
        "SessionUser": [
            "name", "string",
        ],
        "SetOperation.Kind": [
            "union", "intersect", "except",
        ],
        "SetOperation.SetQuantifier": [
            "all", "distinct",
        ],
        "SetRole.Choice": [
            "all", "none", "role",
        ],
        "Show": [
            "catalogs", "schemas", "tables", "columns", "functions", "session", "create", "stats",
            "queryStats", "grants", "roles", "roleGrants", "branches",
        ],
        "Show.Creatable": [
            "table", "schema", "view", "function", "materializedView",
        ],
        "Sign": [
            "plus", "minus",
        ],
        "SkipTo": [
            "nextRow", "pastLastRow", "first", "last",
        ],
        "SortItem.Direction": [
            "ascending", "descending",
        ],
        "SortItem.NullOrder": [
            "first", "last",
        ],
        "SpecialForm": [
            "trim", "substring", "position", "overlay", "normalize", "grouping", "listAggregate",
            "jsonExists", "jsonValue", "jsonQuery", "jsonObject", "jsonArray", "truthTest", "match",
            "unique", "measure", "methodCall", "staticMethodCall", "caseOperand",
        ],
        "SpecialForm.NormalForm": [
            "nfd", "nfc", "nfkd", "nfkc",
        ],
        "SpecialForm.TruthValue": [
            "true", "false", "unknown",
        ],
        "Statement.Kind": [
            "query", "insert", "delete", "update", "merge", "truncate", "createCatalog", "createSchema",
            "renameSchema", "createTable", "createTableAs", "alterTable", "drop", "setAuthorization",
            "comment", "analyze", "createView", "createMaterializedView", "refreshMaterializedView",
            "alterView", "createBranch", "dropBranch", "fastForwardBranch", "createFunction", "dropFunction",
            "call", "createRole", "dropRole", "grantRoles", "revokeRoles", "grant", "revoke", "deny",
            "setRole", "explain", "show", "describeInput", "describeOutput", "describeQueryOutput", "use",
            "setSession", "resetSession", "setSessionAuthorization", "resetSessionAuthorization", "setPath",
            "setTimeZone", "prepare", "execute", "executeImmediate", "deallocate", "startTransaction",
            "commit", "rollback",
        ],
        "TableFunctionCall.TableArgument.EmptyInput": [
            "prune", "keep",
        ],
        "TableFunctionCall.Value": [
            "expression", "table", "descriptor", "nullDescriptor",
        ],
        "TableReference.Period": [
            "version", "timestamp",
        ],
        "TransactionMode": [
            "isolation", "readOnly", "readWrite",
        ],
        "TransactionMode.IsolationLevel": [
            "readUncommitted", "readCommitted", "repeatableRead", "serializable",
        ],
        "Trim.Side": [
            "leading", "trailing", "both",
        ],
        "WindowFrame.Bound": [
            "unboundedPreceding", "preceding", "currentRow", "following", "unboundedFollowing",
        ],
        "WindowFrame.Unit": [
            "rows", "range", "groups",
        ],
        "WindowReference": [
            "name", "specification",
        ],
    ]
}
