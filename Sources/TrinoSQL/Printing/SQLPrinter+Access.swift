// Roles and privileges.
extension SQLPrinter {
    mutating func printAccess(_ kind: Statement.Kind) {
        switch kind {
        case .createRole(let create):
            put("CREATE ROLE ")
            print(create.name)
            print(create.admin, after: " WITH ADMIN ")
            printCatalog(create.catalog)
        case .dropRole(let name, let catalog, let ifExists):
            put("DROP ROLE ")
            put("IF EXISTS ", if: ifExists)
            print(name)
            printCatalog(catalog)
        case .grantRoles(let grant):
            put("GRANT ")
            printSeparated(grant.roles) { $0.print($1) }
            put(" TO ")
            printSeparated(grant.grantees) { $0.print($1) }
            put(" WITH ADMIN OPTION", if: grant.withAdminOption)
            print(grant.grantor, after: " GRANTED BY ")
            printCatalog(grant.catalog)
        case .revokeRoles(let revoke):
            put("REVOKE ")
            put("ADMIN OPTION FOR ", if: revoke.adminOptionFor)
            printSeparated(revoke.roles) { $0.print($1) }
            put(" FROM ")
            printSeparated(revoke.grantees) { $0.print($1) }
            print(revoke.grantor, after: " GRANTED BY ")
            printCatalog(revoke.catalog)
        case .grant(let grant):
            put("GRANT ")
            print(grant.privileges, on: grant.object, "TO", grant.grantee)
            put(" WITH GRANT OPTION", if: grant.withGrantOption)
        case .revoke(let revoke):
            put("REVOKE ")
            put("GRANT OPTION FOR ", if: revoke.grantOptionFor)
            print(revoke.privileges, on: revoke.object, "FROM", revoke.grantee)
        case .deny(let deny):
            put("DENY ")
            print(deny.privileges, on: deny.object, "TO", deny.grantee)
        case .setRole(let set):
            put("SET ROLE ")
            switch set.choice {
            case .all: put("ALL")
            case .none: put("NONE")
            case .role(let role): print(role)
            }
            printCatalog(set.catalog)
        default: break
        }
    }

    private mutating func printCatalog(_ catalog: Identifier?) {
        guard let catalog else { return }
        put(" IN ")
        print(catalog)
    }

    mutating func print(_ principal: Principal) {
        switch principal {
        case .unspecified(let name): print(name)
        case .user(let name):
            put("USER ")
            print(name)
        case .role(let name):
            put("ROLE ")
            print(name)
        }
    }

    private mutating func print(_ grantor: Grantor?, after words: String) {
        guard let grantor else { return }
        put(words)
        switch grantor {
        case .principal(let principal): print(principal)
        case .currentUser: put("CURRENT_USER")
        case .currentRole: put("CURRENT_ROLE")
        }
    }

    private mutating func print(
        _ privileges: Privileges, on object: GrantObject, _ word: String, _ grantee: Principal
    ) {
        switch privileges {
        case .all: put("ALL PRIVILEGES")
        case .list(let privileges): printSeparated(privileges) { $0.print($1) }
        }
        put(" ON ")
        print(object)
        put(" \(word) ")
        print(grantee)
    }

    private mutating func print(_ privilege: Privilege) {
        switch privilege {
        case .create: put("CREATE")
        case .select: put("SELECT")
        case .delete: put("DELETE")
        case .insert: put("INSERT")
        case .update: put("UPDATE")
        case .createBranch: put("CREATE BRANCH")
        case .other(let name): print(name)
        }
    }

    mutating func print(_ object: GrantObject) {
        if let branch = object.branch {
            put("BRANCH ")
            print(branch)
            put(" IN ")
        }
        if let kind = object.kind {
            print(kind)
            put(" ")
        }
        print(object.name)
    }

    mutating func print(_ kind: EntityKind) {
        switch kind {
        case .table: put("TABLE")
        case .schema: put("SCHEMA")
        case .view: put("VIEW")
        case .materializedView: put("MATERIALIZED VIEW")
        case .other(let name): print(name)
        }
    }
}
