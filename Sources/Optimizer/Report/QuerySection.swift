/// One query's part of the page: what became of it, what shows that it is right, what it costs, and why this form.
struct QuerySection {
    private let query: QueryReport
    private let choice: SelectionReport.QueryChoice?

    init(_ query: QueryReport, choice: SelectionReport.QueryChoice?) {
        self.query = query
        self.choice = choice
    }

    var lines: [String] {
        var lines = ["  \(query.queryid): \(query.changed ? "rewritten" : "unchanged"), \(evidence)"]
        lines.append("      \(cost)")
        lines += query.reasons.map { "      - \($0)" }
        lines += choiceLines
        for assumption in query.assumptions { lines.append("      rests on: \(assumption.text)") }
        return lines
    }

    private var evidence: String {
        let rows = query.evidence.rowsCompared.map { ", \(FigureText.count($0, "row", "rows")) compared" } ?? ""
        return query.changed
            ? "\(query.evidence.label.rawValue): \(query.evidence.detail)\(rows)" : query.evidence.detail
    }

    private var cost: String {
        let before = "before \(figures(query.before))"
        guard let after = query.after else { return before }
        var text = "\(before); after \(figures(after))"
        if let a = query.before.seconds, let t = after.seconds, t > 0 {
            text += "; \(FigureText.ratio(a / t)) times as fast"
        }
        return text
    }

    private func figures(_ cost: QueryReport.Cost) -> String {
        guard cost.seconds != nil || cost.bytesRead != nil else { return "unknown" }
        let bytes = cost.bytesRead.map { ", \(FigureText.bytes($0)) read" } ?? ""
        return "\(FigureText.seconds(cost.seconds))\(bytes) (\(cost.measured ? "measured" : "as given, or estimated"))"
    }

    private var choiceLines: [String] {
        guard let choice, choice.options.count > 1 else { return [] }
        return choice.options.map { option in
            let name = "\(option.name), about \(FigureText.seconds(option.seconds))"
            if let refusal = option.refusal { return "      refused: \(name): \(refusal)" }
            guard let z = option.z else { return "      beyond the storage limit: \(name)" }
            let mark = option.isChosen ? "chosen" : "considered"
            return "      \(mark): \(name), z \(FigureText.ratio(z)), reads \(Self.list(option.reads))"
        }
    }

    /// The first few, and how many more.
    private static func list(_ labels: [String]) -> String {
        guard labels.count > 4 else { return labels.joined(separator: ", ") }
        return labels.prefix(3).joined(separator: ", ") + " and \(labels.count - 3) more"
    }
}
