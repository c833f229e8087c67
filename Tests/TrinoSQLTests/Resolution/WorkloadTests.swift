import Foundation
import Testing
import TrinoSQL

/// The project's examples, and further workloads where `LAKEWRIGHT_WORKLOADS` names a folder of them.
private let workloads: [URL] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    var folders = [root.appendingPathComponent("examples")]
    if let more = ProcessInfo.processInfo.environment["LAKEWRIGHT_WORKLOADS"] {
        folders.append(URL(fileURLWithPath: more))
    }
    return folders.flatMap { folder in
        ((try? FileManager.default.contentsOfDirectory(
            at: folder.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)) ?? [])
            .filter { $0.pathExtension == "json" && !$0.lastPathComponent.hasSuffix(".hints.json") }
    }.sorted { $0.path < $1.path }
}()

@Suite("Whole workloads")
struct WorkloadTests {
    private struct Request: Decodable {
        struct DDL: Decodable { var statement: String }
        struct Item: Decodable {
            var queryid: String
            var query: String
        }
        var ddl: [DDL]
        var queries: [Item]
    }

    @Test("There are workloads to read")
    func present() { #expect(!workloads.isEmpty) }

    @Test("Every column of every query has its name and type, and stars can be written out", arguments: workloads)
    func resolves(file: URL) throws {
        let request = try JSONDecoder().decode(Request.self, from: Data(contentsOf: file))
        let catalog = Catalog(statements: try request.ddl.map { try Parser.parseStatement($0.statement) })
        #expect(catalog.problems == [])
        let resolver = Resolver(catalog: catalog, isStrict: true)
        for item in request.queries {
            let resolved = try resolver.resolve(Parser.parseQuery(item.query))
            #expect(resolved.notes == [], "\(item.queryid)")
            for output in resolved.outputs {
                #expect(output.name != nil && output.type != nil, "\(item.queryid): \(output)")
            }
            let expanded = try resolver.resolve(resolved.qualifyStars(droppingUnneeded: true))
            #expect(expanded.outputs == resolved.outputs, "\(item.queryid)")
            #expect(expanded.tables.map(\.columns) == resolved.tables.map(\.neededColumns), "\(item.queryid)")
        }
    }
}
