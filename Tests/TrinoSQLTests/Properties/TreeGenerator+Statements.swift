import TrinoSQL

extension TreeGenerator {
    mutating func statement() -> Statement {
        Statement(statementKind())
    }

    private mutating func statementKind() -> Statement.Kind {
        switch number(0...19) {
        case 0..<8: return .query(rootQuery())
        case 8, 9: return dataChange()
        case 10, 11: return definition()
        case 12: return viewDefinition()
        case 13: return objectChange()
        case 14: return routine()
        case 15: return access()
        case 16: return looking()
        case 17: return session()
        case 18: return prepared()
        default: return branchOrTransaction()
        }
    }

    /// A query as a whole statement may begin with session properties and functions.
    private mutating func rootQuery() -> Query {
        var query = query()
        if chance(5) {
            var with = query.with ?? With(tables: [])
            if chance(50) { with.session = list(1...2) { SessionProperty(name: $0.name(1...2), value: $0.leaf()) } }
            if chance(70) || with.session.isEmpty { with.functions = list(1...2) { $0.function() } }
            query.with = with
        }
        return query
    }

    // MARK: Data

    private mutating func target() -> TargetTable { TargetTable(name(), branch: maybe(10) { $0.identifier() }) }

    private mutating func assignment() -> Assignment { Assignment(column: identifier(), value: expression()) }

    private mutating func dataChange() -> Statement.Kind {
        switch number(0...4) {
        case 0:
            return .insert(
                Insert(table: target(), columns: chance(50) ? list(1...2) { $0.identifier() } : [], query: query()))
        case 1: return .delete(Delete(table: target(), filter: maybe { $0.expression() }))
        case 2:
            return .update(
                Update(table: target(), assignments: list(1...2) { $0.assignment() }, filter: maybe { $0.expression() })
            )
        case 3:
            return .merge(
                Merge(
                    table: target(), alias: maybe { $0.identifier() }, source: relation(), condition: expression(),
                    cases: list(1...3) { Merge.Case(condition: $0.maybe { $0.expression() }, action: $0.mergeAction()) }
                ))
        default: return .truncate(name())
        }
    }

    private mutating func mergeAction() -> Merge.Action {
        switch number(0...2) {
        case 0: .update(list(1...2) { $0.assignment() })
        case 1: .delete
        default:
            .insert(columns: chance(50) ? list(1...2) { $0.identifier() } : [], values: list(1...2) { $0.expression() })
        }
    }

    // MARK: Definitions

    private mutating func property() -> Property { Property(name: identifier(), value: maybe(90) { $0.expression() }) }

    private mutating func properties() -> [Property] { chance(40) ? list(1...2) { $0.property() } : [] }

    private mutating func column() -> ColumnDefinition {
        ColumnDefinition(
            name: name(1...1), type: type(), defaultValue: maybe(15) { _ in .integer(1) }, isNotNull: chance(30),
            comment: maybe(20) { $0.string() }, properties: properties())
    }

    private mutating func definition() -> Statement.Kind {
        // OR REPLACE and IF NOT EXISTS exclude each other.
        let orReplace = chance(30)
        switch number(0...2) {
        case 0:
            return .createTable(
                CreateTable(
                    name: name(),
                    elements: list(1...3) { generator in
                        generator.chance(15)
                            ? .like(
                                LikeClause(
                                    table: generator.name(), includingProperties: generator.maybe { $0.chance(50) }))
                            : .column(generator.column())
                    }, orReplace: orReplace, ifNotExists: !orReplace && chance(30), comment: maybe(20) { $0.string() },
                    properties: properties()))
        case 1:
            return .createTableAs(
                CreateTableAs(
                    name: name(), columns: chance(20) ? list(1...2) { $0.identifier() } : [], query: query(),
                    orReplace: orReplace, ifNotExists: !orReplace && chance(30), comment: maybe(20) { $0.string() },
                    properties: properties(), withData: maybe(30) { $0.chance(50) }))
        default: return .alterTable(AlterTable(table: name(), action: alteration()))
        }
    }

    private mutating func alteration() -> AlterTable.Action {
        switch number(0...9) {
        case 0: .rename(to: name())
        case 1:
            .addColumn(
                column(), ifNotExists: chance(30),
                place: maybe(30) { $0.pick([.first, .last, .after(Identifier("b"))]) })
        case 2: .renameColumn(name(1...2), to: identifier(), ifExists: chance(30))
        case 3: .dropColumn(name(1...2), ifExists: chance(30))
        case 4: .setColumnType(name(1...2), type())
        case 5: .setColumnDefault(name(1...1), .integer(3))
        case 6: .dropColumnDefault(name(1...1))
        case 7: .dropNotNull(identifier())
        case 8: .setProperties(list(1...2) { $0.property() })
        default:
            .execute(
                identifier(), list(0...2) { .init($0.expression(), name: $0.maybe { $0.identifier() }) },
                filter: maybe { $0.expression() })
        }
    }

    private mutating func viewDefinition() -> Statement.Kind {
        switch number(0...3) {
        case 0:
            return .createView(
                CreateView(
                    name: name(), query: query(), orReplace: chance(30), comment: maybe(20) { $0.string() },
                    security: maybe(30) { $0.pick(SecurityMode.allCases) }, properties: properties()))
        case 1:
            let orReplace = chance(30)
            return .createMaterializedView(
                CreateMaterializedView(
                    name: name(), query: query(), orReplace: orReplace, ifNotExists: !orReplace && chance(30),
                    gracePeriod: maybe { $0.interval() },
                    whenStale: maybe(30) { $0.pick(CreateMaterializedView.WhenStale.allCases) },
                    comment: maybe(20) { $0.string() }, properties: properties()))
        case 2: return .refreshMaterializedView(name())
        default:
            if chance(50) {
                return .alterView(
                    AlterView(
                        name: name(), isMaterialized: true,
                        action: chance(50) ? .rename(to: name()) : .setProperties(list(1...2) { $0.property() })))
            }
            return .alterView(AlterView(name: name(), action: chance(50) ? .rename(to: name()) : .refresh))
        }
    }

    private mutating func objectChange() -> Statement.Kind {
        switch number(0...6) {
        case 0:
            return .createCatalog(
                CreateCatalog(
                    name: identifier(), connector: identifier(), ifNotExists: chance(30),
                    comment: maybe { $0.string() },
                    authorization: maybe { $0.principal() }, properties: properties()))
        case 1:
            return .createSchema(
                CreateSchema(
                    name: name(1...2), ifNotExists: chance(30), authorization: maybe { $0.principal() },
                    properties: properties()))
        case 2: return .renameSchema(name(1...2), to: identifier())
        case 3:
            let object = pick(Drop.Object.allCases)
            let hasBehavior = object == .schema || object == .catalog
            return .drop(
                Drop(
                    object, name: name(object == .catalog ? 1...1 : 1...2), ifExists: chance(50),
                    behavior: hasBehavior ? maybe { $0.pick(Drop.Behavior.allCases) } : nil))
        case 4:
            return .setAuthorization(
                SetAuthorization(object: pick([.table, .schema, .view]), name: name(1...2), principal: principal()))
        case 5:
            return .comment(
                CommentOn(object: pick(CommentOn.Object.allCases), name: name(2...3), text: maybe { $0.string() }))
        default: return .analyze(Analyze(table: name(), properties: properties()))
        }
    }

    private mutating func branchOrTransaction() -> Statement.Kind {
        switch number(0...5) {
        case 0:
            let orReplace = chance(30)
            return .createBranch(
                CreateBranch(
                    name: identifier(), table: name(), orReplace: orReplace, ifNotExists: !orReplace && chance(30),
                    properties: properties(), from: maybe(30) { $0.identifier() }))
        case 1: return .dropBranch(identifier(), table: name(), ifExists: chance(50))
        case 2: return .fastForwardBranch(identifier(), table: name(), to: identifier())
        case 3:
            return .startTransaction(
                list(0...2) { generator in
                    generator.pick([
                        .readOnly, .readWrite, .isolation(.readCommitted), .isolation(.serializable),
                        .isolation(.readUncommitted), .isolation(.repeatableRead),
                    ])
                })
        case 4: return .commit(work: chance(50))
        default: return .rollback(work: chance(50))
        }
    }

    // MARK: Routines

    private mutating func routine() -> Statement.Kind {
        switch number(0...2) {
        case 0: return .createFunction(function(), orReplace: chance(50))
        case 1:
            return .dropFunction(
                DropFunction(name: name(), parameters: list(0...2) { .init(type: $0.type()) }, ifExists: chance(50)))
        default: return .call(name(), list(0...2) { .init($0.expression(), name: $0.maybe { $0.identifier() }) })
        }
    }

    private mutating func function() -> FunctionDefinition {
        let isSource = chance(10)
        var characteristics: [FunctionDefinition.Characteristic] = isSource ? [.language(Identifier("PYTHON"))] : []
        characteristics += list(0...2) { generator in
            generator.pick([
                .deterministic(true), .deterministic(false), .returnsNullOnNullInput, .calledOnNullInput,
                .security(.invoker), .comment(StringLiteral("it's")),
            ])
        }
        return FunctionDefinition(
            name: name(1...2),
            parameters: list(0...2) { .init(name: Identifier($0.pick(["p", "q"])), type: $0.type()) }, returns: type(),
            characteristics: characteristics,
            body: isSource ? .source("\ndef f(): return 1\n") : .statement(routineStatement(levels: 3)))
    }

    private mutating func statements(levels: Int) -> [RoutineStatement] {
        list(1...2) { $0.routineStatement(levels: levels) }
    }

    private mutating func block(levels: Int) -> RoutineStatement.ConditionalBlock {
        .init(condition: expression(), statements: statements(levels: levels))
    }

    private mutating func routineStatement(levels: Int) -> RoutineStatement {
        let below = levels - 1
        switch number(0...(levels > 0 ? 9 : 3)) {
        case 0: return .return(expression())
        case 1: return .assignment(identifier(), expression())
        case 2: return .iterate(identifier())
        case 3: return .leave(identifier())
        case 4:
            return .caseWhen(
                operand: maybe { $0.expression() }, branches: list(1...2) { $0.block(levels: below) },
                otherwise: maybe { $0.statements(levels: below) })
        case 5:
            return .ifThen(
                branches: list(1...2) { $0.block(levels: below) }, otherwise: maybe { $0.statements(levels: below) })
        case 6:
            return .compound(
                variables: list(0...1) { generator in
                    .init(
                        names: generator.list(1...2) { Identifier($0.pick(["v", "w"])) }, type: generator.type(),
                        defaultValue: generator.maybe { $0.expression() })
                }, statements: list(0...2) { $0.routineStatement(levels: below) })
        case 7: return .loop(label: maybe { $0.identifier() }, statements(levels: below))
        case 8: return .whileDo(label: maybe { $0.identifier() }, expression(), statements(levels: below))
        default: return .repeatUntil(label: maybe { $0.identifier() }, statements(levels: below), expression())
        }
    }

    // MARK: Access

    private mutating func principal() -> Principal {
        switch number(0...2) {
        case 0: .unspecified(identifier())
        case 1: .user(identifier())
        default: .role(identifier())
        }
    }

    private mutating func grantor() -> Grantor {
        switch number(0...2) {
        case 0: .currentUser
        case 1: .currentRole
        default: .principal(principal())
        }
    }

    private mutating func grantObject() -> GrantObject {
        let branch = maybe(15) { $0.identifier() }
        return GrantObject(name(), kind: maybe { $0.pick([.table, .schema]) }, branch: branch)
    }

    private mutating func privileges() -> Privileges {
        chance(30)
            ? .all : .list(list(1...3) { $0.pick([.select, .insert, .update, .delete, .create, .createBranch]) })
    }

    private mutating func access() -> Statement.Kind {
        switch number(0...7) {
        case 0:
            return .createRole(
                CreateRole(name: identifier(), admin: maybe { $0.grantor() }, catalog: maybe(30) { $0.identifier() }))
        case 1: return .dropRole(identifier(), catalog: maybe(30) { $0.identifier() }, ifExists: chance(30))
        case 2:
            return .grantRoles(
                GrantRoles(
                    roles: list(1...2) { $0.identifier() }, grantees: list(1...2) { $0.principal() },
                    withAdminOption: chance(30), grantor: maybe(30) { $0.grantor() },
                    catalog: maybe(30) { $0.identifier() }))
        case 3:
            return .revokeRoles(
                RevokeRoles(
                    roles: list(1...2) { $0.identifier() }, grantees: list(1...2) { $0.principal() },
                    adminOptionFor: chance(30), grantor: maybe(30) { $0.grantor() },
                    catalog: maybe(30) { $0.identifier() }))
        case 4:
            return .grant(
                GrantPrivileges(
                    privileges: privileges(), object: grantObject(), grantee: principal(), withGrantOption: chance(30)))
        case 5:
            return .revoke(
                RevokePrivileges(
                    privileges: privileges(), object: grantObject(), grantee: principal(), grantOptionFor: chance(30)))
        case 6: return .deny(DenyPrivileges(privileges: privileges(), object: grantObject(), grantee: principal()))
        default:
            return .setRole(
                SetRole(choice: pick([.all, .none, .role(Identifier("r"))]), catalog: maybe(30) { $0.identifier() }))
        }
    }

    // MARK: Looking

    private mutating func pattern() -> ShowPattern {
        ShowPattern(string(), escape: maybe(30) { _ in StringLiteral("\\") })
    }

    private mutating func looking() -> Statement.Kind {
        switch number(0...17) {
        case 0: return .show(.catalogs(like: maybe { $0.pattern() }))
        case 1: return .show(.schemas(from: maybe { $0.identifier() }, like: maybe { $0.pattern() }))
        case 2: return .show(.tables(from: maybe { $0.name(1...2) }, like: maybe { $0.pattern() }))
        case 3: return .show(.columns(from: name(), like: maybe { $0.pattern() }))
        case 4: return .show(.functions(from: maybe { $0.name(1...2) }, like: maybe { $0.pattern() }))
        case 5: return .show(.session(like: maybe { $0.pattern() }))
        case 6: return .show(.create(pick(Show.Creatable.allCases), name()))
        case 7: return .show(.stats(name()))
        case 8: return .show(.queryStats(query()))
        case 9: return .show(.grants(on: maybe { $0.grantObject() }))
        case 10: return .show(.roles(current: chance(30), catalog: maybe { $0.identifier() }))
        case 11: return .show(.roleGrants(catalog: maybe { $0.identifier() }))
        case 12: return .show(.branches(table: name()))
        case 13: return .describeInput(identifier())
        case 14: return .describeOutput(identifier())
        default:
            let options: [Explain.Option] = list(0...2) { generator in
                generator.chance(50)
                    ? .format(generator.pick(Explain.Format.allCases))
                    : .type(generator.pick(Explain.PlanType.allCases))
            }
            let mode: Explain.Mode = chance(30) ? .analyze(verbose: chance(50)) : .plan(options)
            return .explain(Explain(mode: mode, statement: Statement(.query(query()))))
        }
    }

    // MARK: Session

    private mutating func session() -> Statement.Kind {
        switch number(0...6) {
        case 0: .use(catalog: maybe { $0.identifier() }, schema: identifier())
        case 1: .setSession(name(1...2), expression())
        case 2: .resetSession(name(2...2))
        case 3: .setSessionAuthorization(chance(50) ? .name(identifier()) : .string(string()))
        case 4: .resetSessionAuthorization
        case 5: .setPath(list(1...2) { $0.name(1...2) })
        default: .setTimeZone(maybe { $0.pick([Expression.string("UTC"), .call("f", [.integer(1)])]) })
        }
    }

    private mutating func prepared() -> Statement.Kind {
        switch number(0...3) {
        case 0: .prepare(identifier(), Statement(.query(query())))
        case 1: .execute(identifier(), using: list(0...2) { $0.expression() })
        case 2: .executeImmediate(string(), using: list(0...2) { $0.expression() })
        default: .deallocate(identifier())
        }
    }
}
