import TrinoSQL

/// What a summary is called: its largest table, and the keys that it has rows for.
struct SummaryName {
    let text: String

    init(_ proposal: SummaryProposal, taken: inout Set<String>) {
        let table = proposal.source.tables.first?.table ?? "source"
        var columns: [String] = []
        for key in proposal.keys.sorted(by: { $0.key < $1.key }).map(\.value.expression) {
            key.forEachExpression { part in
                if case .column(let name) = part.kind, !columns.contains(name.last.canonical) {
                    columns.append(name.last.canonical)
                }
            }
        }
        let plain = ([table, "by"] + (columns.isEmpty ? ["all"] : Array(columns.prefix(3)))).joined(separator: "_")
            .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let base = String(plain.prefix(60))
        text = taken.takeFree(base)
    }
}
