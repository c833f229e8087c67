/// Comments find the node that they stand in front of, or behind on the same line; the statement keeps the others.
extension Parser {
    /// An item of a list with the comments around it.
    mutating func commented<Item>(
        _ comments: WritableKeyPath<Item, Comments>, _ rule: (inout Parser) throws(Failure) -> Item
    ) throws(Failure) -> Item {
        guard !source.comments.isEmpty else { return try rule(&self) }
        let leading = takeComments(before: index) { _ in true }
        var item = try rule(&self)
        let trailing = takeTrailingComments()
        // What a rule inside has found stays.
        item[keyPath: comments].leading.insert(contentsOf: leading, at: 0)
        item[keyPath: comments].trailing.append(contentsOf: trailing)
        return item
    }

    /// The comments between the last token and a token that no node has taken yet.
    mutating func takeComments(before token: Int, where isWanted: (Comment) -> Bool) -> [Comment] {
        var place = firstComment(before: token)
        var comments: [Comment] = []
        while place < source.comments.count, source.commentPlaces[place] == token {
            if isWanted(source.comments[place]), takenComments.insert(place).inserted {
                comments.append(source.comments[place])
            }
            place += 1
        }
        return comments
    }

    /// All comments that no node has taken.
    func remainingComments() -> [Comment] {
        guard !source.comments.isEmpty else { return [] }
        return source.comments.indices.filter { !takenComments.contains($0) }.map { source.comments[$0] }
    }

    /// A query that is the whole text, with the comments that no node in it has taken.
    mutating func wholeQuery() throws(Failure) -> Query {
        var query = try rootQuery()
        if !source.comments.isEmpty { query.body.addToFirstSelect(remainingComments()) }
        return query
    }

    /// What stands behind the last token on its line, also behind a comma that follows, unless more follows on that line.
    private mutating func takeTrailingComments() -> [Comment] {
        guard index > 0 else { return [] }
        var line = endLine(of: source.tokens[index - 1])
        var comments = takeComments(before: index) { $0.position.line == line }
        guard at(.comma) else { return comments }
        line = current.line
        let next = token(ahead: 1)
        guard next.kind == .end || next.line > line else { return comments }
        comments += takeComments(before: index + 1) { $0.position.line == line }
        return comments
    }

    private func endLine(of token: Token) -> Int {
        token.line + source.bytes[token.start..<token.end].count { $0 == 0x0A }
    }

    /// The first comment that stands in front of a token, by halving; the count of all where none does.
    private func firstComment(before token: Int) -> Int {
        var lower = 0
        var upper = source.commentPlaces.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if source.commentPlaces[middle] < token { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }
}

extension QueryBody {
    /// Hangs comments behind those of the first SELECT.
    fileprivate mutating func addToFirstSelect(_ comments: [Comment]) {
        switch self {
        case .select(var select):
            select.comments.leading += comments
            self = .select(select)
        case .setOperation(var operation) where !operation.branches.isEmpty:
            operation.branches[0].addToFirstSelect(comments)
            self = .setOperation(operation)
        case .parenthesized(var query):
            query.body.addToFirstSelect(comments)
            self = .parenthesized(query)
        case .setOperation, .values, .table: break
        }
    }
}
