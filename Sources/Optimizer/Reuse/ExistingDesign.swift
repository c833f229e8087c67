import TrinoSQL

/// A design that was made before, read back from its statements: what each of its tables holds, so that other queries can be
/// matched against it.
///
/// A table is understood from the INSERT that fills it, never from its name: a copy of a base table's columns, a summary over
/// tables `t0`, `t1`, ..., their joined rows, or the rows of a query. What is not understood is left out, with the reason.
struct ExistingDesign: Sendable {
    /// The schema and its tables, as they are.
    let design: Design
    let summaries: [SummaryCandidate]
    let joins: [JoinCandidate]
    /// By base table: its copies.
    let copies: [TableName: [Copy]]
    /// By the text of the query whose rows it holds: a kept result's table.
    let results: [String: NewTable]
    let notes: [String]

    /// A copy of a base table.
    struct Copy: Sendable {
        let target: TableMove.Target
        /// What its rows satisfy one of; nil where it leaves none out.
        let rows: [Set<String>]?
    }

    /// - Parameters:
    ///   - statements: DDL and migrations of the earlier result.
    ///   - base: the catalog of the original tables.
    ///   - connector: of the catalog that the design lies in.
    init(_ statements: EarlierResult, base: Catalog, connector: (String) -> ConnectorKind) {
        var own = Catalog()
        for text in statements.ddl {
            if let statement = try? Parser.parseStatement(text) { own.define(statement) }
        }
        var tables: [NewTable] = []
        var summaries: [SummaryCandidate] = []
        var joins: [JoinCandidate] = []
        var copies: [TableName: [Copy]] = [:]
        var results: [String: NewTable] = [:]
        var notes: [String] = []
        var home: TableName?
        let resolver = Resolver(catalog: base)
        for text in statements.migrations {
            guard case .insert(let insert)? = try? Parser.parseStatement(text).kind,
                let name = TableName(insert.table.name), let schema = own.tables[name],
                home.map({ $0.catalog == name.catalog && $0.schema == name.schema }) ?? true
            else {
                notes.append("a migration of the earlier result was not understood: \(text.prefix(80))")
                continue
            }
            home = name
            do throws(ExistingTable.NotUnderstood) {
                let layout = TableLayout(declared: schema.properties, connector: connector(name.catalog))
                switch try ExistingTable(insert, schema, layout, resolver) {
                case .copy(let table, let base, let target, let rows):
                    tables.append(table)
                    copies[base, default: []].append(Copy(target: target, rows: rows))
                case .summary(let candidate):
                    tables.append(candidate.table)
                    summaries.append(candidate)
                case .joined(let candidate, let table):
                    tables.append(table)
                    joins.append(candidate)
                case .result(let table):
                    tables.append(table)
                    results[table.filling(casts: false).sql()] = table
                }
            } catch {
                notes.append("\(name) was not understood: \(error.reason)")
            }
        }
        design = Design(
            catalog: home?.catalog ?? "", schema: home?.schema ?? "", location: nil,
            connector: connector(home?.catalog ?? ""), tables: tables)
        self.summaries = summaries
        self.joins = joins
        self.copies = copies
        self.results = results
        self.notes = notes
    }
}

/// The statements of an earlier result, as it gave them.
public struct EarlierResult: Sendable {
    public var ddl: [String]
    public var migrations: [String]

    public init(ddl: [String], migrations: [String]) {
        self.ddl = ddl
        self.migrations = migrations
    }
}
