/// Takes the pieces of a statement from the printer and lays them out, on one line or on many.
///
/// The compact style writes every piece at once. The readable style first collects them, since whether a group fits on its line
/// is known only at its end, and lays them out in `finish()`. Both take time in proportion to the text and no stack.
///
/// A group stays on one line when it fits there; else *all* its own breaks become line ends, each indented by the group's
/// indentation. This is the scheme of Oppen, "Prettyprinting", ACM TOPLAS 2(4), 1980, with consistent breaks; `fill` is the
/// inconsistent kind, which ends a line only where the next part does not fit.
struct SQLWriter {
    /// The one line that all is written on, or lines of the given width.
    enum Style: Equatable {
        case compact
        case readable(width: Int)
    }

    /// A place where a line may end.
    struct Break {
        /// What stands there when the line goes on.
        var space: Bool
        /// Whether the next line starts at the group's outer indentation, for a closing parenthesis.
        var isOutdented = false
        /// Whether the line ends only if the part after it does not fit.
        var isFill = false
        /// Line ends that are written in any case; 2 leaves an empty line.
        var forced = 0
    }

    enum Piece {
        case text(String)
        case lineBreak(Break)
        /// A group, its indentation, and the width above which it never stays on one line.
        case open(indentation: Int, limit: Int)
        case close
    }

    static let step = 4

    let style: Style
    private(set) var text = ""
    private var pieces: [Piece] = []
    /// Whether a `--` comment was the last thing written, so that the line has to end before anything else.
    private var needsLineEnd = false
    var isReadable: Bool { style != .compact }

    init(style: Style) {
        self.style = style
    }

    mutating func put(_ string: String) {
        if needsLineEnd, !string.isEmpty { hardLine() }
        text += string
    }

    /// Writes a comment that reaches to the end of its line.
    mutating func putLineComment(_ comment: String) {
        put(comment)
        needsLineEnd = true
    }

    /// A space, or a line end in a broken group.
    mutating func line() { addBreak(Break(space: true)) }

    /// Nothing, or a line end in a broken group.
    mutating func softLine() { addBreak(Break(space: false)) }

    /// Nothing, or a line end back to the indentation outside of a broken group.
    mutating func closingLine() { addBreak(Break(space: false, isOutdented: true)) }

    /// A space, or a line end back to the indentation outside of a broken group.
    mutating func outdentedLine() { addBreak(Break(space: true, isOutdented: true)) }

    /// A space, or a line end where the part up to the next break does not fit.
    mutating func fill() { addBreak(Break(space: true, isFill: true)) }

    /// A line end in the readable style, and with it the breaking of all groups around it; a space in the compact style.
    mutating func hardLine() { addBreak(Break(space: true, forced: 1)) }

    /// An empty line in the readable style; a space in the compact style.
    mutating func blankLine() { addBreak(Break(space: true, forced: 2)) }

    mutating func open(indentation: Int = SQLWriter.step, limit: Int = .max) {
        guard isReadable else { return }
        flush()
        pieces.append(.open(indentation: indentation, limit: limit))
    }

    mutating func close() {
        guard isReadable else { return }
        flush()
        pieces.append(.close)
    }

    /// The whole text.
    mutating func finish() -> String {
        guard case .readable(let width) = style else { return text }
        flush()
        return LineLayout(pieces: pieces, width: width).text()
    }

    private mutating func addBreak(_ lineBreak: Break) {
        if isReadable {
            flush()
            var lineBreak = lineBreak
            if needsLineEnd { lineBreak.forced = max(lineBreak.forced, 1) }
            needsLineEnd = false
            pieces.append(.lineBreak(lineBreak))
        } else if lineBreak.space {
            text += " "
        }
    }

    private mutating func flush() {
        guard !text.isEmpty else { return }
        pieces.append(.text(text))
        text = ""
    }
}
