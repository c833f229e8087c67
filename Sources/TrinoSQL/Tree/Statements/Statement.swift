/// A whole statement and where it begins.
public struct Statement: Hashable, Sendable {
    public var kind: Kind
    public var position: SourcePosition
    /// The comments in front of it, and (trailing) every other comment that no node inside took.
    public var comments: Comments

    public init(_ kind: Kind, position: SourcePosition = .none, comments: Comments = .none) {
        self.kind = kind
        self.position = position
        self.comments = comments
    }

    /// Every statement of Trino's grammar, by family.
    public indirect enum Kind: Hashable, Sendable {
        // Data
        case query(Query)
        case insert(Insert)
        case delete(Delete)
        case update(Update)
        case merge(Merge)
        case truncate(QualifiedName)

        // Catalogs, schemas, tables
        case createCatalog(CreateCatalog)
        case createSchema(CreateSchema)
        /// `ALTER SCHEMA name RENAME TO new`
        case renameSchema(QualifiedName, to: Identifier)
        case createTable(CreateTable)
        case createTableAs(CreateTableAs)
        case alterTable(AlterTable)
        /// `DROP CATALOG | SCHEMA | TABLE | VIEW | MATERIALIZED VIEW`
        case drop(Drop)
        /// `ALTER kind name SET AUTHORIZATION principal`
        case setAuthorization(SetAuthorization)
        /// `COMMENT ON ... IS ...`
        case comment(CommentOn)
        case analyze(Analyze)

        // Views
        case createView(CreateView)
        case createMaterializedView(CreateMaterializedView)
        case refreshMaterializedView(QualifiedName)
        case alterView(AlterView)

        // Branches
        case createBranch(CreateBranch)
        case dropBranch(Identifier, table: QualifiedName, ifExists: Bool)
        /// `ALTER BRANCH source IN TABLE table FAST FORWARD TO target`
        case fastForwardBranch(Identifier, table: QualifiedName, to: Identifier)

        // Routines
        case createFunction(FunctionDefinition, orReplace: Bool)
        case dropFunction(DropFunction)
        case call(QualifiedName, [FunctionCall.Argument])

        // Access
        case createRole(CreateRole)
        case dropRole(Identifier, catalog: Identifier?, ifExists: Bool)
        case grantRoles(GrantRoles)
        case revokeRoles(RevokeRoles)
        case grant(GrantPrivileges)
        case revoke(RevokePrivileges)
        case deny(DenyPrivileges)
        case setRole(SetRole)

        // Looking
        case explain(Explain)
        case show(Show)
        /// `DESCRIBE INPUT name`
        case describeInput(Identifier)
        /// `DESCRIBE OUTPUT name`
        case describeOutput(Identifier)
        /// `DESCRIBE OUTPUT (query)`
        case describeQueryOutput(Query)

        // Session
        case use(catalog: Identifier?, schema: Identifier)
        case setSession(QualifiedName, Expression)
        case resetSession(QualifiedName)
        case setSessionAuthorization(SessionUser)
        case resetSessionAuthorization
        /// Each element has one part or two.
        case setPath([QualifiedName])
        /// `SET TIME ZONE LOCAL | expression`; LOCAL is nil.
        case setTimeZone(Expression?)

        // Prepared statements
        case prepare(Identifier, Statement)
        case execute(Identifier, using: [Expression])
        case executeImmediate(StringLiteral, using: [Expression])
        case deallocate(Identifier)

        // Transactions
        case startTransaction([TransactionMode])
        case commit(work: Bool)
        case rollback(work: Bool)
    }
}
