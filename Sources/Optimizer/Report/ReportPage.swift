/// The report as a page of text for people: the whole first, then tables, then query by query.
public struct ReportPage {
    private let report: OptimizationReport

    public init(_ report: OptimizationReport) {
        self.report = report
    }

    /// The page, ending in a line break. Lines are as long as what they say.
    public var text: String {
        let sections: [(title: String, lines: [String])] = [
            ("Objective", objective), ("Storage", storage), ("New tables", tables),
            ("What the design pays for", structures),
            ("Queries", queries),
            ("Queries that were broken on input", broken), ("Assumptions", assumptions),
            ("Not carried over", notCarried), ("Migration", migration), ("Refresh", statements(report.refresh)),
            ("Rollback", statements(report.rollback)), ("Proposals of the language model", proposals),
            ("Notes", report.notes.map { "  - \($0)" }),
        ]
        let body = sections.filter { !$0.lines.isEmpty }.map { section in
            ([section.title, String(repeating: "-", count: section.title.count)] + section.lines).joined(
                separator: "\n")
        }
        return ([head.joined(separator: "\n")] + body).joined(separator: "\n\n") + "\n"
    }

    private var head: [String] {
        var lines = [report.summary + "."]
        var how = "Verification: \(report.verification)"
        if let engine = report.engine {
            let connectors = engine.connectors.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
            how += "; Trino \(engine.version ?? "of unknown version"), catalogs \(connectors.joined(separator: ", "))"
        }
        lines.append(how + ".")
        return lines
    }

    // MARK: - The whole

    private var objective: [String] {
        var table = TextTable(["", "x, speed-up by runs", "y, storage before/after", "z"])
        for (name, score) in [("predicted", report.objective.predicted), ("measured", report.objective.measured)] {
            guard let score else { continue }
            table.add([name, FigureText.ratio(score.x), FigureText.ratio(score.y), FigureText.ratio(score.z)])
        }
        var lines =
            table.isEmpty ? ["  nothing can be predicted without statistics and seconds of queries"] : table.lines
        if let selection = report.selection, let limit = selection.storageLimitBytes {
            let held = selection.isWithinLimit ? "held" : "NOT held: no choice of options would"
            lines.append("  storage limit of \(ByteCount.text(limit)) for new tables: \(held)")
        }
        return lines
    }

    private var storage: [String] {
        let ledger = report.storage
        guard !ledger.entries.isEmpty else { return [] }
        var table = TextTable(["table", "what it is", "bytes", ""])
        for entry in ledger.entries {
            table.add([
                entry.table, entry.role.rawValue, FigureText.bytes(entry.bytes),
                entry.bytes == nil ? "" : entry.isMeasured ? "measured" : "estimated",
            ])
        }
        table.add(["before, S", "", FigureText.bytes(ledger.bytesBefore), ""])
        table.add(["after, C: new and kept originals", "", FigureText.bytes(ledger.bytesAfter), ""])
        return table.lines
    }

    private var tables: [String] {
        report.tables.flatMap { table -> [String] in
            let readers = FigureText.count(table.queriesServed, "query", "queries")
            var lines = ["  \(table.name): \(table.kind), \(table.columns) columns, read by \(readers)"]
            lines.append("      filled from \(table.sources.joined(separator: ", "))")
            if !table.partitioning.isEmpty {
                lines.append("      partitioned by \(table.partitioning.joined(separator: ", "))")
            }
            if !table.sortedBy.isEmpty { lines.append("      sorted by \(table.sortedBy.joined(separator: ", "))") }
            lines += table.reasons.map { "      - \($0)" }
            lines.append("      refresh: \(table.refresh.reason)\(cost(table.refresh))")
            return lines
        }
    }

    /// Structures of the selection on the page: those with the most bytes.
    private static let mostStructures = 40

    private var structures: [String] {
        let uses = (report.selection?.structures ?? []).sorted { ($1.bytes, $0.label) < ($0.bytes, $1.label) }
        guard !uses.isEmpty else { return [] }
        var table = TextTable(["", "bytes", "read by", "z without it"])
        for use in uses.prefix(Self.mostStructures) {
            table.add([
                use.label, ByteCount.text(use.bytes), FigureText.count(use.queries.count, "query", "queries"),
                use.zWithout.map { FigureText.ratio($0) } ?? "needed",
            ])
        }
        let more = uses.count - Self.mostStructures
        return table.lines + (more > 0 ? ["  and \(more) smaller ones"] : [])
    }

    private var assumptions: [String] {
        report.assumptions.flatMap { assumption in
            ["  - \(assumption.text)"]
                + (assumption.check.map { ["      holds for as long as this gives no row:"] + Self.indented($0) } ?? [])
        }
    }

    private var notCarried: [String] {
        report.notCarried.map { entry in
            guard !entry.isWholeTable else { return "  \(entry.table): has no copy" }
            let rows = entry.rows.map { "all rows but those of \($0)" }
            let parts = [entry.columns.joined(separator: ", "), rows ?? ""].filter { !$0.isEmpty }
            return "  \(entry.table): \(parts.joined(separator: "; "))"
        }
    }

    private var migration: [String] {
        guard let migration = report.migration else { return [] }
        let how = migration.isMeasured ? "measured in the rehearsal" : "estimated"
        var lines = [
            "  reads \(FigureText.bytes(migration.bytesToRead)), writes \(FigureText.bytes(migration.bytesToWrite)), takes \(FigureText.seconds(migration.seconds)) (\(how))",
            "  one round of the workload saves \(FigureText.seconds(migration.secondsSavedPerRound))",
        ]
        if let runs = migration.breakEvenRuns {
            lines.append("  earned back after \(Int(min(runs, 1e15))) runs of queries in the workload's mix")
        } else {
            lines.append("  never earned back by time: nothing is saved")
        }
        return lines
    }

    private var proposals: [String] {
        guard let proposals = report.proposals, proposals.asked else { return [] }
        return ["  \(proposals.accepted) accepted, \(proposals.refused.count) refused"]
            + proposals.refused.map { "  - \($0)" } + (proposals.error.map { ["  it failed: \($0)"] } ?? [])
    }

    private func cost(_ refresh: RefreshReport) -> String {
        guard let read = refresh.bytesRead, let written = refresh.bytesWritten else { return "" }
        return "; reads \(FigureText.bytes(read)), writes \(FigureText.bytes(written))"
    }

    private func statements(_ statements: [String]) -> [String] {
        statements.flatMap { Self.indented($0 + ";") }
    }

    static func indented(_ text: String, by blanks: Int = 6) -> [String] {
        let indent = String(repeating: " ", count: blanks)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }
    }

    // MARK: - Queries

    private var queries: [String] {
        report.queries.filter { $0.problem == nil }.flatMap { query in
            QuerySection(query, choice: report.selection?.queries.first { $0.queryid == query.queryid }).lines
        }
    }

    private var broken: [String] {
        report.queries.compactMap { query in
            guard let problem = query.problem else { return nil }
            var place = ""
            if let line = problem.line { place = ", line \(line)" + (problem.column.map { ", column \($0)" } ?? "") }
            let hint = problem.hint.map { " (\($0))" } ?? ""
            return "  \(query.queryid)\(place): \(problem.message)\(hint)"
        }
    }
}
