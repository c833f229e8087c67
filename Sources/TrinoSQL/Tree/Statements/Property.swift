/// `name = value`, or `name = DEFAULT`, of a table, schema, view or another object.
public struct Property: Hashable, Sendable {
    public var name: Identifier
    /// Absent for `DEFAULT`.
    public var value: Expression?

    public init(name: Identifier, value: Expression? = nil) {
        self.name = name
        self.value = value
    }
}

/// `SESSION name = value`, in front of a query or in `WITH SESSION`.
public struct SessionProperty: Hashable, Sendable {
    public var name: QualifiedName
    public var value: Expression

    public init(name: QualifiedName, value: Expression) {
        self.name = name
        self.value = value
    }
}
