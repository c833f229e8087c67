/// A user or a role.
public enum Principal: Hashable, Sendable {
    /// A name alone.
    case unspecified(Identifier)
    case user(Identifier)
    case role(Identifier)
}

/// Who grants.
public enum Grantor: Hashable, Sendable {
    case principal(Principal)
    case currentUser
    case currentRole
}

/// `CREATE ROLE name [WITH ADMIN grantor] [IN catalog]`.
public struct CreateRole: Hashable, Sendable {
    public var name: Identifier
    public var admin: Grantor?
    public var catalog: Identifier?

    public init(name: Identifier, admin: Grantor? = nil, catalog: Identifier? = nil) {
        self.name = name
        self.admin = admin
        self.catalog = catalog
    }
}

/// `GRANT roles TO principals [WITH ADMIN OPTION] [GRANTED BY grantor] [IN catalog]`.
public struct GrantRoles: Hashable, Sendable {
    public var roles: [Identifier]
    public var grantees: [Principal]
    public var withAdminOption: Bool
    public var grantor: Grantor?
    public var catalog: Identifier?

    public init(
        roles: [Identifier], grantees: [Principal], withAdminOption: Bool = false, grantor: Grantor? = nil,
        catalog: Identifier? = nil
    ) {
        self.roles = roles
        self.grantees = grantees
        self.withAdminOption = withAdminOption
        self.grantor = grantor
        self.catalog = catalog
    }
}

/// `REVOKE [ADMIN OPTION FOR] roles FROM principals [GRANTED BY grantor] [IN catalog]`.
public struct RevokeRoles: Hashable, Sendable {
    public var roles: [Identifier]
    public var grantees: [Principal]
    public var adminOptionFor: Bool
    public var grantor: Grantor?
    public var catalog: Identifier?

    public init(
        roles: [Identifier], grantees: [Principal], adminOptionFor: Bool = false, grantor: Grantor? = nil,
        catalog: Identifier? = nil
    ) {
        self.roles = roles
        self.grantees = grantees
        self.adminOptionFor = adminOptionFor
        self.grantor = grantor
        self.catalog = catalog
    }
}

/// The privileges of a GRANT, REVOKE or DENY.
public enum Privileges: Hashable, Sendable {
    /// `ALL PRIVILEGES`
    case all
    /// At least one.
    case list([Privilege])
}

/// One privilege.
public enum Privilege: Hashable, Sendable {
    case create, select, delete, insert, update
    /// `CREATE BRANCH`
    case createBranch
    case other(Identifier)
}

/// What a privilege is about: `[BRANCH branch IN] [TABLE | SCHEMA | kind] name`.
public struct GrantObject: Hashable, Sendable {
    public var name: QualifiedName
    public var kind: EntityKind?
    public var branch: Identifier?

    public init(_ name: QualifiedName, kind: EntityKind? = nil, branch: Identifier? = nil) {
        self.name = name
        self.kind = kind
        self.branch = branch
    }
}

/// `GRANT privileges ON object TO principal [WITH GRANT OPTION]`.
public struct GrantPrivileges: Hashable, Sendable {
    public var privileges: Privileges
    public var object: GrantObject
    public var grantee: Principal
    public var withGrantOption: Bool

    public init(privileges: Privileges, object: GrantObject, grantee: Principal, withGrantOption: Bool = false) {
        self.privileges = privileges
        self.object = object
        self.grantee = grantee
        self.withGrantOption = withGrantOption
    }
}

/// `REVOKE [GRANT OPTION FOR] privileges ON object FROM principal`.
public struct RevokePrivileges: Hashable, Sendable {
    public var privileges: Privileges
    public var object: GrantObject
    public var grantee: Principal
    public var grantOptionFor: Bool

    public init(privileges: Privileges, object: GrantObject, grantee: Principal, grantOptionFor: Bool = false) {
        self.privileges = privileges
        self.object = object
        self.grantee = grantee
        self.grantOptionFor = grantOptionFor
    }
}

/// `DENY privileges ON object TO principal`.
public struct DenyPrivileges: Hashable, Sendable {
    public var privileges: Privileges
    public var object: GrantObject
    public var grantee: Principal

    public init(privileges: Privileges, object: GrantObject, grantee: Principal) {
        self.privileges = privileges
        self.object = object
        self.grantee = grantee
    }
}

/// `SET ROLE ALL | NONE | role [IN catalog]`.
public struct SetRole: Hashable, Sendable {
    /// Which role.
    public enum Choice: Hashable, Sendable {
        case all, none
        case role(Identifier)
    }

    public var choice: Choice
    public var catalog: Identifier?

    public init(choice: Choice, catalog: Identifier? = nil) {
        self.choice = choice
        self.catalog = catalog
    }
}

/// `SET SESSION AUTHORIZATION` takes a name or a string.
public enum SessionUser: Hashable, Sendable {
    case name(Identifier)
    case string(StringLiteral)
}
