import Foundation
import Testing

@testable import TrinoSQL

/// The table `Productions/productions.tsv`: for each production of Trino's grammar, SQL text that uses it and what the compact
/// style prints for it. `=` stands for the same text.
struct ProductionCase: CustomTestStringConvertible, Sendable {
    var production: String
    var kind: String
    var sql: String
    var printed: String

    var testDescription: String { "\(production): \(sql)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Productions")

    static let rows: [[String]] = {
        let text = (try? String(contentsOf: folder.appending(path: "productions.tsv"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }()

    static let all: [ProductionCase] = rows.filter { $0.count == 4 }.map { row in
        ProductionCase(production: row[0], kind: row[1], sql: row[2], printed: row[3] == "=" ? row[2] : row[3])
    }
}

@Suite struct ProductionTests {
    @Test func everyProductionOfTheGrammarIsInTheTableAndNoCellIsEmpty() throws {
        let grammar = try String(contentsOf: ProductionCase.folder.appending(path: "grammar.txt"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
        #expect(grammar.count > 300)
        let covered = Set(ProductionCase.all.map(\.production))
        for production in grammar { #expect(covered.contains(production), "no example for \(production)") }
        for production in covered { #expect(grammar.contains(production), "\(production) is no production") }
        for row in ProductionCase.rows {
            #expect(row.count == 4 && row.allSatisfy { !$0.isEmpty }, "an empty cell in \(row)")
        }
    }

    @Test(arguments: ProductionCase.all)
    func readsAndPrints(_ example: ProductionCase) throws {
        switch example.kind {
        case "statement":
            let tree = try Parser.parseStatement(example.sql)
            #expect(tree.sql() == example.printed)
            #expect(try Parser.parseStatement(tree.sql()) == tree)
            #expect(try Parser.parseStatement(tree.formatted()) == tree)
            #expect(try Parser.parseStatement(tree.formatted(width: 20)) == tree)
        case "expression":
            let tree = try Parser.parseExpression(example.sql)
            #expect(tree.sql() == example.printed)
            #expect(try Parser.parseExpression(tree.sql()) == tree)
            #expect(try Parser.parseExpression(tree.formatted(width: 20)) == tree)
        case "type":
            let tree = try Parser.parseType(example.sql)
            #expect(tree.sql() == example.printed)
            #expect(try Parser.parseType(tree.sql()) == tree)
        case "pattern":
            let tree = try Parser.parseRowPattern(example.sql)
            #expect(tree.sql() == example.printed)
            #expect(try Parser.parseRowPattern(tree.sql()) == tree)
        default:
            Issue.record("unknown kind \(example.kind)")
        }
    }
}
