/// Roles and privileges.
extension Parser {
    mutating func principal() throws(Failure) -> Principal {
        if at(.user), isName(token(ahead: 1)) {
            advance()
            return .user(try identifier())
        }
        if at(.role), isName(token(ahead: 1)) {
            advance()
            return .role(try identifier())
        }
        return .unspecified(try identifier())
    }

    private mutating func grantor() throws(Failure) -> Grantor {
        if accept(.currentUser) { return .currentUser }
        if accept(.currentRole) { return .currentRole }
        return .principal(try principal())
    }

    mutating func createRole() throws(Failure) -> CreateRole {
        advance()
        var role = CreateRole(name: try identifier())
        if accept(.with, .admin) { role.admin = try grantor() }
        role.catalog = try inCatalog()
        return role
    }

    mutating func accessStatement(_ keyword: Keyword) throws(Failure) -> Statement.Kind {
        advance()
        switch keyword {
        case .grant: return try grant()
        case .revoke: return try revoke()
        default:
            let privileges = try privileges()
            try expect(.on)
            let object = try grantObject()
            try expect(.to)
            return .deny(DenyPrivileges(privileges: privileges, object: object, grantee: try principal()))
        }
    }

    private mutating func grant() throws(Failure) -> Statement.Kind {
        let start = index
        let privileges = try privileges()
        if accept(.on) {
            let object = try grantObject()
            try expect(.to)
            var grant = GrantPrivileges(privileges: privileges, object: object, grantee: try principal())
            if accept(.with) {
                try expect(.grant, .option)
                grant.withGrantOption = true
            }
            return .grant(grant)
        }
        let roles = try roleNames(privileges, from: start)
        try expect(.to)
        var grant = GrantRoles(
            roles: roles, grantees: try list { (parser) throws(Failure) in try parser.principal() })
        if accept(.with) {
            try expect(.admin, .option)
            grant.withAdminOption = true
        }
        if accept(.granted) {
            try expect(.by)
            grant.grantor = try grantor()
        }
        grant.catalog = try inCatalog()
        return .grantRoles(grant)
    }

    private mutating func revoke() throws(Failure) -> Statement.Kind {
        var isAdminOption = false
        var isGrantOption = false
        if at(.admin, .option) || at(.grant, .option), keyword(ahead: 2) == .for {
            isAdminOption = at(.admin)
            isGrantOption = at(.grant)
            index += 3
        }
        let start = index
        let privileges = try privileges()
        if !isAdminOption, accept(.on) {
            let object = try grantObject()
            try expect(.from)
            return .revoke(
                RevokePrivileges(
                    privileges: privileges, object: object, grantee: try principal(), grantOptionFor: isGrantOption))
        }
        guard !isGrantOption else { throw unexpected("ON") }
        let roles = try roleNames(privileges, from: start)
        try expect(.from)
        var revoke = RevokeRoles(
            roles: roles, grantees: try list { (parser) throws(Failure) in try parser.principal() },
            adminOptionFor: isAdminOption)
        if accept(.granted) {
            try expect(.by)
            revoke.grantor = try grantor()
        }
        revoke.catalog = try inCatalog()
        return .revokeRoles(revoke)
    }

    /// The names that were read as privileges, as the roles that they turn out to be.
    private func roleNames(_ privileges: Privileges, from start: Int) throws(Failure) -> [Identifier] {
        guard case .list(let items) = privileges else { throw unexpected("ON") }
        var roles: [Identifier] = []
        for item in items {
            guard case .other(let name) = item else { throw unexpected("ON") }
            roles.append(name)
        }
        return roles
    }

    private mutating func privileges() throws(Failure) -> Privileges {
        if accept(.all, .privileges) { return .all }
        return .list(try list { (parser) throws(Failure) in try parser.privilege() })
    }

    private mutating func privilege() throws(Failure) -> Privilege {
        switch current.keyword {
        case .create:
            advance()
            return accept(.branch) ? .createBranch : .create
        case .select:
            advance()
            return .select
        case .delete:
            advance()
            return .delete
        case .insert:
            advance()
            return .insert
        case .update:
            advance()
            return .update
        default: return .other(try identifier())
        }
    }

    mutating func grantObject() throws(Failure) -> GrantObject {
        var branch: Identifier?
        if at(.branch), isName(token(ahead: 1)), keyword(ahead: 2) == .in {
            advance()
            branch = try identifier()
            advance()
        }
        var kind: EntityKind?
        if accept(.table) {
            kind = .table
        } else if at(.schema), isName(token(ahead: 1)), !at(ahead: 1, .to) || at(ahead: 2, .to) {
            advance()
            kind = .schema
        } else if isName(current), isName(token(ahead: 1)), !at(ahead: 1, .to) || at(ahead: 2, .to) {
            kind = .other(try identifier())
        }
        return GrantObject(try qualifiedName(), kind: kind, branch: branch)
    }
}
