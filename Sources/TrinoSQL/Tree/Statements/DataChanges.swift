/// A table to be changed, and, where `name @ branch` was written, the branch.
public struct TargetTable: Hashable, Sendable {
    public var name: QualifiedName
    public var branch: Identifier?

    public init(_ name: QualifiedName, branch: Identifier? = nil) {
        self.name = name
        self.branch = branch
    }
}

/// `INSERT INTO table [(columns)] query`.
public struct Insert: Hashable, Sendable {
    public var table: TargetTable
    /// Empty where no column list was written.
    public var columns: [Identifier]
    public var query: Query

    public init(table: TargetTable, columns: [Identifier] = [], query: Query) {
        self.table = table
        self.columns = columns
        self.query = query
    }
}

/// `DELETE FROM table [WHERE ...]`.
public struct Delete: Hashable, Sendable {
    public var table: TargetTable
    public var filter: Expression?

    public init(table: TargetTable, filter: Expression? = nil) {
        self.table = table
        self.filter = filter
    }
}

/// `column = value`, in UPDATE and MERGE.
public struct Assignment: Hashable, Sendable {
    public var column: Identifier
    public var value: Expression

    public init(column: Identifier, value: Expression) {
        self.column = column
        self.value = value
    }
}

/// `UPDATE table SET column = value, ... [WHERE ...]`.
public struct Update: Hashable, Sendable {
    public var table: TargetTable
    /// At least one.
    public var assignments: [Assignment]
    public var filter: Expression?

    public init(table: TargetTable, assignments: [Assignment], filter: Expression? = nil) {
        self.table = table
        self.assignments = assignments
        self.filter = filter
    }
}

/// `MERGE INTO table [AS alias] USING source ON condition WHEN ...`.
public struct Merge: Hashable, Sendable {
    public var table: TargetTable
    public var alias: Identifier?
    public var source: Relation
    public var condition: Expression
    /// At least one.
    public var cases: [Case]

    public init(table: TargetTable, alias: Identifier? = nil, source: Relation, condition: Expression, cases: [Case]) {
        self.table = table
        self.alias = alias
        self.source = source
        self.condition = condition
        self.cases = cases
    }

    /// One WHEN clause.
    public struct Case: Hashable, Sendable {
        /// `AND condition`
        public var condition: Expression?
        public var action: Action

        public init(condition: Expression? = nil, action: Action) {
            self.condition = condition
            self.action = action
        }
    }

    /// What a WHEN clause does.
    public enum Action: Hashable, Sendable {
        /// `WHEN MATCHED ... THEN UPDATE SET ...`
        case update([Assignment])
        /// `WHEN MATCHED ... THEN DELETE`
        case delete
        /// `WHEN NOT MATCHED ... THEN INSERT [(columns)] VALUES (...)`
        case insert(columns: [Identifier], values: [Expression])
    }
}
