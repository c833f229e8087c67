import Testing

@testable import Optimizer

@Suite("Where a new schema lies")
struct SchemaLocationTests {
    @Test(
        "Beside the old one, and within its bucket where that is all there is",
        arguments: [
            ("s3://bucket/warehouse/raw", "s3://bucket/warehouse/fast"),
            ("s3://bucket/raw/", "s3://bucket/fast"),
            ("s3://bucket/", "s3://bucket/fast"),
            ("s3://bucket", "s3://bucket/fast"),
            ("abfss://container@account.dfs.core.windows.net/", "abfss://container@account.dfs.core.windows.net/fast"),
            ("hdfs://name:8020/", "hdfs://name:8020/fast"),
            ("hdfs://name:8020/user/raw", "hdfs://name:8020/user/fast"),
            ("file:///warehouse/raw", "file:///warehouse/fast"),
            ("file:///raw", "file:///fast"),
        ])
    func sibling(of path: String, is expected: String) {
        #expect(SchemaLocation(path: path).sibling(named: "fast") == expected)
    }
}
