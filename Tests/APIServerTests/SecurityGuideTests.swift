import Foundation
import Testing

@Suite("docs/security.md")
struct SecurityGuideTests {
    private static let root = (0..<3).reduce(URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()) { url, _ in
        url.deletingLastPathComponent()
    }

    /// The rows of the table of threats, each as its cells.
    private func rows() throws -> [[String]] {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/security.md"), encoding: .utf8)
        let table = page.components(separatedBy: "\n").drop { !$0.hasPrefix("| threat |") }.dropFirst(2)
            .prefix { $0.hasPrefix("|") }
        return table.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test("no cell of the table of threats is empty")
    func cells() throws {
        let rows = try rows()
        #expect(rows.count > 15)
        for row in rows {
            #expect(row.count == 4, "\(row)")
            #expect(row.allSatisfy { !$0.isEmpty }, "\(row)")
        }
    }

    @Test("each of OWASP's ten is there by its number", arguments: 1...10)
    func numbers(number: Int) throws {
        #expect(try rows().contains { $0.first?.hasPrefix("API\(number) ") == true })
    }

    @Test("every test that it names is there")
    func tests() throws {
        for row in try rows() {
            let names = (row.last ?? "").split(separator: "`").filter { $0.contains("/") }
            #expect(!names.isEmpty, "\(row)")
            for name in names {
                let file = Self.root.appendingPathComponent("Tests/\(name).swift")
                #expect(FileManager.default.fileExists(atPath: file.path), "\(name)")
            }
        }
    }

    @Test("every defence that the sources name stands in one row, and no other")
    func names() throws {
        let sources = Self.root.appendingPathComponent("Sources")
        var marked: Set<String> = []
        for case let path as String in FileManager.default.enumerator(atPath: sources.path) ?? .init() {
            guard path.hasSuffix(".swift") else { continue }
            let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let comment = line.trimmingPrefix { $0 == " " }
                for sign in ["// defence: ", "-- defence: "] where comment.hasPrefix(sign) {
                    marked.insert(String(comment.dropFirst(sign.count).prefix { $0 != ";" }))
                }
            }
        }
        let told = try rows().flatMap { row in
            (row.dropFirst(2).first ?? "").split(separator: "`").map(String.init).filter { !$0.contains(" ") }
        }
        #expect(marked.count > 25)
        #expect(marked == Set(told))
        #expect(told.count == Set(told).count)
    }
}
