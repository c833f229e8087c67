/// Reads a list of statements and says of each whether it is good, and what is wrong with it otherwise.
///
/// ```swift
/// let reports = Linter(formats: true).reports(on: script)
/// let isClean = reports.allSatisfy(\.ok)
/// ```
///
/// Tables and views that the input itself declares, wherever in it, are what its queries are resolved against. A query over
/// other tables is only read, which its notes say.
public struct Linter: Sendable {
    /// Whether the reports hold each statement in the readable style.
    public var formats: Bool
    /// How wide formatted lines may be, in columns.
    public var width: Int
    /// What stands for the parts that a table's name lacks.
    public var defaultCatalog: String
    public var defaultSchema: String

    public init(
        formats: Bool = false, width: Int = 100, defaultCatalog: String = "memory", defaultSchema: String = "default"
    ) {
        self.formats = formats
        self.width = width
        self.defaultCatalog = defaultCatalog
        self.defaultSchema = defaultSchema
    }

    /// One report a statement, in the order of the text. What holds no statement gives none.
    public func reports(on text: String) -> [StatementReport] {
        let pieces = StatementSplitter.split(text)
        let readings = pieces.map { piece in Result { () throws(SyntaxError) in try Parser.parseStatement(piece.text) }
        }
        let catalog = Catalog(
            statements: readings.compactMap { try? $0.get() }, defaultCatalog: defaultCatalog,
            defaultSchema: defaultSchema)
        var reports: [StatementReport] = []
        var schema = (catalog: defaultCatalog, schema: defaultSchema)
        for (index, (piece, reading)) in zip(pieces, readings).enumerated() {
            var report = StatementReport(index: index, line: piece.position.line, column: piece.position.column)
            switch reading {
            case .success(let statement):
                if case .use(let catalog, let name) = statement.kind {
                    schema = (catalog?.canonical ?? schema.catalog, name.canonical)
                }
                describe(statement, in: &report)
                let resolver = Resolver(
                    catalog: catalog, defaultCatalog: schema.catalog, defaultSchema: schema.schema)
                resolve(statement, with: resolver, piece, in: &report)
            case .failure(let error):
                report.ok = false
                report.error = .init(error, in: piece)
            }
            reports.append(report)
        }
        return reports
    }

    private func describe(_ statement: Statement, in report: inout StatementReport) {
        report.kind = statement.kind.name
        if formats { report.formatted = statement.formatted(width: width) }
    }

    private func resolve(
        _ statement: Statement, with resolver: Resolver, _ piece: StatementSplitter.Piece,
        in report: inout StatementReport
    ) {
        guard let query = statement.kind.query, !resolver.catalog.tables.isEmpty || !resolver.catalog.views.isEmpty
        else { return }
        do {
            let resolved = try resolver.resolve(query)
            report.outputs = resolved.outputs.enumerated().map { index, output in
                .init(
                    name: output.shownName(at: index), type: output.type?.description,
                    lineage: output.lineage.sorted().map(\.description))
            }
            let notes = resolved.notes.map(\.message)
            if !notes.isEmpty { report.notes = notes }
        } catch  where error.kind == .unknownTable || error.kind == .unsupported {
            // The input need not declare everything, and what is not checked is not wrong.
            report.notes = ["not resolved: \(error.message)"]
        } catch {
            report.ok = false
            report.error = .init(error, in: piece)
        }
    }
}

extension StatementReport.Problem {
    init(_ error: SyntaxError, in piece: StatementSplitter.Piece) {
        self.init(
            stage: .syntax, message: error.message, line: piece.line(of: error.line),
            column: piece.column(of: error.column, inLine: error.line), found: error.found,
            expected: error.expected.isEmpty ? nil : error.expected, hint: error.hint, repair: error.suggestedRepair,
            excerpt: error.sourceLine + "\n" + error.caret)
    }

    init(_ error: ResolutionError, in piece: StatementSplitter.Piece) {
        let place = error.position
        self.init(
            stage: .meaning, message: error.message, line: piece.line(of: max(place.line, 1)),
            column: piece.column(of: max(place.column, 1), inLine: max(place.line, 1)), hint: error.hint)
    }
}

extension StatementSplitter.Piece {
    /// The line in the whole text of a line in the piece.
    fileprivate func line(of line: Int) -> Int { position.line + line - 1 }

    /// The column in the whole text of a column in a line of the piece.
    fileprivate func column(of column: Int, inLine line: Int) -> Int {
        line == 1 ? position.column + column - 1 : column
    }
}
