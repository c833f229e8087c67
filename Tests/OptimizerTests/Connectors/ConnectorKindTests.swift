import Testing

@testable import Optimizer

@Suite("What a connector can do")
struct ConnectorKindTests {
    @Test(
        "Catalogs that are only read from get no new tables",
        arguments: [
            ("iceberg", true), ("hive", true), ("delta_lake", true), ("memory", true), ("hudi", false), ("tpch", false),
        ])
    func writes(name: String, canWrite: Bool) {
        #expect(ConnectorKind(connectorName: name).canWriteTables == canWrite)
    }
}
