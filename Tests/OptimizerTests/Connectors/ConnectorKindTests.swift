import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What a connector can do")
struct ConnectorKindTests {
    @Test(
        "Catalogs that are only read from, or of which it isn't known how they keep types, get no new tables",
        arguments: [
            ("iceberg", true), ("hive", true), ("delta_lake", true), ("memory", true), ("hudi", false), ("tpch", false),
            ("mysql", false), ("postgresql", false), ("oracle", false),
        ])
    func writes(name: String, canWrite: Bool) {
        #expect(ConnectorKind(connectorName: name).canWriteTables == canWrite)
    }

    @Test("Texts beyond Hive's bounds are stored without one, and no bucket is chosen by floating numbers")
    func hiveBounds() {
        #expect(StoredType(of: .varchar(65_535), in: .hive) == .same)
        #expect(StoredType(of: .char(255), in: .hive) == .same)
        for type in [SQLType.varchar(0), .varchar(65_536), .char(256)] {
            #expect(StoredType(of: type, in: .hive) == .widened(.unboundedVarchar), "\(type)")
        }
        #expect(SQLType.bigint.canBeBucketedByHive && !SQLType.real.canBeBucketedByHive)
        #expect(!SQLType.double.canBeBucketedByHive)
    }
}
