// Comments, where the style has room for them.
extension SQLPrinter {
    /// The comments in front of a node, each on a line of its own in the readable style.
    mutating func printLeading(_ comments: Comments) {
        guard keepsComments else { return }
        for comment in comments.leading {
            print(comment)
            out.hardLine()
        }
    }

    /// The comments after a node, on its line.
    mutating func printTrailing(_ comments: Comments) {
        guard keepsComments else { return }
        for comment in comments.trailing {
            put(" ")
            print(comment)
        }
    }

    /// The comments that a statement keeps for all its parts, on lines of their own.
    mutating func printRemaining(_ comments: Comments) {
        guard keepsComments else { return }
        for comment in comments.trailing {
            out.hardLine()
            print(comment)
        }
    }

    private mutating func print(_ comment: Comment) {
        let isOneLine = !comment.text.contains(where: \.isNewline)
        if out.isReadable, comment.style == .line, isOneLine {
            out.putLineComment(comment.text.isEmpty ? "--" : "-- " + comment.text)
        } else {
            // The end of a block comment can't stand inside one.
            put("/* " + comment.text.replacing("*/", with: "* /") + " */")
        }
    }

    /// The items of a clause after its word, each with its comments: on its line, or each on its own.
    mutating func printCommented<Item>(
        _ items: [Item], comments: KeyPath<Item, Comments>, _ printItem: (inout SQLPrinter, Item) -> Void
    ) {
        out.open()
        for (index, item) in items.enumerated() {
            out.line()
            printLeading(item[keyPath: comments])
            printItem(&self, item)
            if index < items.count - 1 { put(",") }
            printTrailing(item[keyPath: comments])
        }
        out.close()
    }
}
