/// Decides which breaks of a sequence of pieces become line ends; see `SQLWriter`.
struct LineLayout {
    private let pieces: [SQLWriter.Piece]
    private let width: Int
    /// For each piece, the columns that all pieces before it take on one line; one more entry at the end.
    private var columnsBefore: [Int]
    /// For each `open`, the index of its `close`.
    private var closing: [Int]
    /// For each `open`, whether it can't be on one line wherever it starts.
    private var mustBreak: [Bool]
    /// For each piece, the index of the first break at or after it.
    private var nextBreak: [Int]

    init(pieces: [SQLWriter.Piece], width: Int) {
        self.pieces = pieces
        self.width = width
        columnsBefore = Array(repeating: 0, count: pieces.count + 1)
        closing = Array(repeating: pieces.count, count: pieces.count)
        mustBreak = Array(repeating: false, count: pieces.count)
        nextBreak = Array(repeating: pieces.count, count: pieces.count + 1)
        measure()
    }

    private mutating func measure() {
        var openGroups: [Int] = []
        for (index, piece) in pieces.enumerated() {
            var columns = 0
            switch piece {
            case .text(let text):
                columns = text.unicodeScalars.count
            case .lineBreak(let lineBreak):
                columns = lineBreak.space ? 1 : 0
                if lineBreak.forced > 0, let group = openGroups.last { mustBreak[group] = true }
            case .open:
                openGroups.append(index)
            case .close:
                if let group = openGroups.popLast() { close(group, at: index, parent: openGroups.last) }
            }
            columnsBefore[index + 1] = columnsBefore[index] + columns
        }
        for index in pieces.indices.reversed() {
            if case .lineBreak = pieces[index] {
                nextBreak[index] = index
            } else {
                nextBreak[index] = nextBreak[index + 1]
            }
        }
    }

    private mutating func close(_ group: Int, at index: Int, parent: Int?) {
        closing[group] = index
        if case .open(_, let limit) = pieces[group], columnsBefore[index] - columnsBefore[group] > limit {
            mustBreak[group] = true
        }
        if mustBreak[group], let parent { mustBreak[parent] = true }
    }

    private struct Group {
        var isBroken: Bool
        var indentation: Int
        var outerIndentation: Int
    }

    func text() -> String {
        var output = ""
        output.reserveCapacity(columnsBefore[pieces.count] * 5 / 4)
        var column = 0
        var groups = [Group(isBroken: true, indentation: 0, outerIndentation: 0)]
        for (index, piece) in pieces.enumerated() {
            let group = groups[groups.count - 1]
            switch piece {
            case .text(let text):
                output += text
                column += columnsBefore[index + 1] - columnsBefore[index]
            case .lineBreak(let lineBreak):
                if ends(lineBreak, at: index, column: column, in: group) {
                    column = lineBreak.isOutdented ? group.outerIndentation : group.indentation
                    output += String(repeating: "\n", count: max(lineBreak.forced, 1))
                    output += String(repeating: " ", count: column)
                } else if lineBreak.space {
                    output += " "
                    column += 1
                }
            case .open(let indentation, _):
                let isBroken = group.isBroken && (mustBreak[index] || !fits(index, column: column))
                groups.append(
                    Group(
                        isBroken: isBroken, indentation: group.indentation + (isBroken ? indentation : 0),
                        outerIndentation: group.indentation))
            case .close:
                groups.removeLast()
            }
        }
        return output
    }

    private func ends(_ lineBreak: SQLWriter.Break, at index: Int, column: Int, in group: Group) -> Bool {
        guard group.isBroken else { return false }
        guard lineBreak.isFill, lineBreak.forced == 0 else { return true }
        return column + columnsBefore[nextBreak[index + 1]] - columnsBefore[index] > width
    }

    /// Whether a group, with what follows it up to the next break, fits on the line.
    private func fits(_ group: Int, column: Int) -> Bool {
        column + columnsBefore[nextBreak[closing[group]]] - columnsBefore[group] <= width
    }
}
