import Testing
import TrinoSQL

@Suite("The corpus shows every form of the tree")
struct GrammarTableTests {
    @Test("no cell of the table is empty")
    func coverage() throws {
        var seen: [String: Set<String>] = [:]
        for (_, text) in GrammarCorpus.statements { collect(try Parser.parseStatement(text), into: &seen) }
        for (type, forms) in GrammarTable.forms.sorted(by: { $0.key < $1.key }) {
            for form in forms {
                #expect(seen[type]?.contains(form) == true, "no text in the corpus reads as \(type).\(form)")
            }
        }
    }

    /// The forms of all enumerations in a value, by the names of their types.
    private func collect(_ value: Any, into seen: inout [String: Set<String>]) {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .enum {
            let name = String(reflecting: type(of: value)).split(separator: ".").dropFirst().joined(separator: ".")
            let form = mirror.children.first?.label ?? "\(value)"
            seen[name, default: []].insert(form)
        }
        for child in mirror.children { collect(child.value, into: &seen) }
    }
}
