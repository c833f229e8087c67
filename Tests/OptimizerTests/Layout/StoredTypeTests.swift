import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Types as connectors store them")
struct StoredTypeTests {
    @Test("Iceberg keeps its own types and widens what it has no type for")
    func iceberg() {
        #expect(StoredType(of: .bigint, in: .iceberg) == .same)
        #expect(StoredType(of: .varchar(nil), in: .iceberg) == .same)
        #expect(StoredType(of: .varchar(10), in: .iceberg) == .widened(.unboundedVarchar))
        #expect(StoredType(of: .char(3), in: .iceberg) == .widened(.unboundedVarchar))
        #expect(StoredType(of: .smallint, in: .iceberg) == .widened(.integer))
        #expect(
            StoredType(of: .timestamp(precision: 3, withTimeZone: false), in: .iceberg)
                == .widened(.timestamp(precision: 6, withTimeZone: false)))
        #expect(StoredType(of: .timestamp(precision: 6, withTimeZone: true), in: .iceberg) == .same)
        #expect(StoredType(of: .array(.bigint), in: .iceberg) == .same)
        #expect(StoredType(of: .array(.smallint), in: .iceberg) == .widened(.array(.integer)))
        #expect(
            StoredType(of: .map(key: .varchar(2), value: .row([.init(name: "a", type: .tinyint)])), in: .iceberg)
                == .widened(
                    .map(key: .unboundedVarchar, value: .row([.init(name: "a", type: .integer)]))))
    }

    @Test("What would lose digits or has no place is refused")
    func refused() {
        for (type, connector) in [
            (SQLType.timestamp(precision: 9, withTimeZone: false), ConnectorKind.iceberg), (.json, .iceberg),
            (.array(.json), .iceberg), (.timestamp(precision: 6, withTimeZone: false), .hive), (.uuid, .hive),
            (.char(3), .deltaLake), (.row([.init(name: nil, type: .bigint)]), .iceberg),
        ] {
            guard case .unsupported = StoredType(of: type, in: connector) else {
                Issue.record("\(type) in \(connector.name) should be refused")
                continue
            }
        }
    }
}
