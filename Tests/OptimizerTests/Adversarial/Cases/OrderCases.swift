/// ORDER BY, LIMIT, OFFSET, and windows.
enum OrderCases {
    private static let ties: [EquivalenceCase.Derived] = [.init("t", "SELECT id, score, label FROM ties")]
    private static let sales: [EquivalenceCase.Derived] = [.init("s", "SELECT id, region, shop, amount FROM sales")]

    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "rows in no order where one was asked for",
            original: "SELECT id, score FROM ties ORDER BY id", tables: ties,
            unsound: "SELECT t.id, t.score FROM iceberg.new.t AS t ORDER BY t.id DESC",
            sound: "SELECT t.id, t.score FROM iceberg.new.t AS t ORDER BY t.id", stop: .onData("order")),
        EquivalenceCase(
            "ordered by a column that is no output",
            original: "SELECT label FROM ties ORDER BY id", tables: ties,
            unsound: "SELECT t.label FROM iceberg.new.t AS t ORDER BY t.id DESC",
            sound: "SELECT t.label FROM iceberg.new.t AS t ORDER BY t.id", stop: .onData("order")),
        EquivalenceCase(
            "a key that is no output and can't be told from the rows",
            original: "SELECT score FROM ties WHERE id < 4 ORDER BY id", tables: ties,
            unsound: "SELECT t.score FROM iceberg.new.t AS t WHERE t.id < 4 ORDER BY t.id DESC",
            sound: "SELECT t.score FROM iceberg.new.t AS t WHERE t.id < 4 ORDER BY t.id", stop: .onData("order")),
        EquivalenceCase(
            "ordered by an expression of columns that are no outputs",
            original: "SELECT label FROM ties WHERE id <> 5 ORDER BY score * 10 - id DESC", tables: ties,
            unsound: "SELECT t.label FROM iceberg.new.t AS t WHERE t.id <> 5 ORDER BY t.score * 10 + t.id DESC",
            sound: "SELECT t.label FROM iceberg.new.t AS t WHERE t.id <> 5 ORDER BY t.score * 10 - t.id DESC",
            stop: .onData("order")),
        EquivalenceCase(
            "an ordinal that counts another list",
            original: "SELECT score, id FROM ties ORDER BY 2", tables: ties,
            unsound: "SELECT t.score, t.id FROM iceberg.new.t AS t ORDER BY 1, 2 DESC",
            sound: "SELECT t.score, t.id FROM iceberg.new.t AS t ORDER BY 2", stop: .onData("order")),
        EquivalenceCase(
            "LIMIT: a row outside of the tie; within it any may come",
            original: "SELECT id, score FROM ties WHERE score IS NOT NULL ORDER BY score DESC LIMIT 2", tables: ties,
            unsound: "SELECT t.id, t.score FROM iceberg.new.t AS t WHERE t.score IS NOT NULL ORDER BY t.score LIMIT 2",
            sound:
                "SELECT t.id, t.score FROM iceberg.new.t AS t WHERE t.score IS NOT NULL ORDER BY t.score DESC, t.id DESC LIMIT 2"
        ),
        EquivalenceCase(
            "LIMIT: rows before those that tie are determined",
            original: "SELECT id, score FROM ties WHERE score IS NOT NULL ORDER BY score DESC LIMIT 4",
            tables: [
                .init("x", "SELECT CASE id WHEN 1 THEN 2 ELSE id END AS id, score FROM ties"),
                .init("t", "SELECT id, score FROM ties"),
            ],
            unsound:
                "SELECT x.id, x.score FROM iceberg.new.x AS x WHERE x.score IS NOT NULL ORDER BY x.score DESC LIMIT 4",
            sound:
                "SELECT t.id, t.score FROM iceberg.new.t AS t WHERE t.score IS NOT NULL ORDER BY t.score DESC, t.id DESC LIMIT 4"
        ),
        EquivalenceCase(
            "LIMIT: one row of the tie twice",
            original: "SELECT id, score FROM ties WHERE score IS NOT NULL ORDER BY score DESC LIMIT 2",
            tables: [
                .init(
                    "twice", "SELECT id, score FROM ties WHERE id = 3 UNION ALL SELECT id, score FROM ties WHERE id = 3"
                )
            ],
            unsound: "SELECT t.id, t.score FROM iceberg.new.twice AS t ORDER BY t.score DESC LIMIT 2"),
        EquivalenceCase(
            "LIMIT: nothing ties where the next row has another key",
            original: "SELECT id, score FROM ties WHERE score IS NOT NULL ORDER BY score DESC LIMIT 3",
            tables: [.init("x", "SELECT id + 1 AS id, score FROM ties")],
            unsound:
                "SELECT x.id, x.score FROM iceberg.new.x AS x WHERE x.score IS NOT NULL ORDER BY x.score DESC LIMIT 3"
        ),
        EquivalenceCase(
            "OFFSET: the rows skipped tie with the first one given",
            original: "SELECT id, score FROM ties WHERE score IS NOT NULL ORDER BY score DESC OFFSET 1 LIMIT 2",
            tables: ties,
            unsound:
                "SELECT t.id, t.score FROM iceberg.new.t AS t WHERE t.score IS NOT NULL ORDER BY t.score DESC OFFSET 3 LIMIT 2",
            sound:
                "SELECT t.id, t.score FROM iceberg.new.t AS t WHERE t.score IS NOT NULL ORDER BY t.score DESC, t.id DESC OFFSET 1 LIMIT 2"
        ),
        EquivalenceCase(
            "a LIMIT moved out of the inner query",
            original: "SELECT q.id FROM (SELECT id, score FROM ties ORDER BY id LIMIT 4) AS q WHERE q.score = 5",
            tables: ties,
            unsound: "SELECT t.id FROM iceberg.new.t AS t WHERE t.score = 5 LIMIT 4",
            sound:
                "SELECT q.id FROM (SELECT t.id, t.score FROM iceberg.new.t AS t ORDER BY t.id LIMIT 4) AS q WHERE q.score = 5"
        ),
        EquivalenceCase(
            "DISTINCT before LIMIT is not LIMIT before DISTINCT",
            original: "SELECT DISTINCT score FROM ties ORDER BY score LIMIT 2",
            tables: [
                .init("l", "SELECT score FROM ties ORDER BY score, id LIMIT 2"),
                .init("d", "SELECT DISTINCT score FROM ties"),
            ],
            unsound: "SELECT DISTINCT l.score FROM iceberg.new.l AS l ORDER BY l.score",
            sound: "SELECT d.score FROM iceberg.new.d AS d ORDER BY d.score LIMIT 2"),
        EquivalenceCase(
            "the greatest of a group by its value gives every row that has it",
            original:
                "SELECT q.label FROM (SELECT label, score, row_number() OVER (PARTITION BY score ORDER BY id) AS place FROM ties) AS q WHERE q.place = 1",
            tables: ties,
            unsound:
                "SELECT t.label FROM iceberg.new.t AS t JOIN (SELECT u.score, max(u.score) AS most FROM iceberg.new.t AS u GROUP BY u.score) AS m ON t.score = m.most",
            sound:
                "SELECT q.label FROM (SELECT t.label, row_number() OVER (PARTITION BY t.score ORDER BY t.id) AS place FROM iceberg.new.t AS t) AS q WHERE q.place = 1"
        ),
        EquivalenceCase(
            "rank leaves places out, dense_rank does not",
            original: "SELECT id, rank() OVER (ORDER BY score) AS place FROM ties", tables: ties,
            unsound: "SELECT t.id, dense_rank() OVER (ORDER BY t.score) AS place FROM iceberg.new.t AS t",
            sound: "SELECT t.id, rank() OVER (ORDER BY t.score) AS place FROM iceberg.new.t AS t"),
        EquivalenceCase(
            "a running sum's frame ends with the last row that ties",
            original: "SELECT id, sum(shop) OVER (ORDER BY id) AS running FROM sales", tables: sales,
            unsound:
                "SELECT s.id, sum(s.shop) OVER (ORDER BY s.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM iceberg.new.s AS s",
            sound:
                "SELECT s.id, sum(s.shop) OVER (ORDER BY s.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM iceberg.new.s AS s"
        ),
        EquivalenceCase(
            "a filter before a window changes what it sees",
            original:
                "SELECT q.id, q.previous FROM (SELECT id, score, lag(id) OVER (ORDER BY id) AS previous FROM ties) AS q WHERE q.score = 5",
            tables: ties,
            unsound:
                "SELECT t.id, lag(t.id) OVER (ORDER BY t.id) AS previous FROM iceberg.new.t AS t WHERE t.score = 5",
            sound:
                "SELECT q.id, q.previous FROM (SELECT t.id, t.score, lag(t.id) OVER (ORDER BY t.id) AS previous FROM iceberg.new.t AS t) AS q WHERE q.score = 5"
        ),
        EquivalenceCase(
            "a window over groups is none over rows",
            original:
                "SELECT region, count(*) AS n, sum(count(*)) OVER () AS whole FROM sales GROUP BY region",
            tables: [.init("g", "SELECT region, shop, count(*) AS n FROM sales GROUP BY region, shop")],
            unsound:
                "SELECT g.region, g.n, CAST(sum(g.n) OVER () AS bigint) AS whole FROM iceberg.new.g AS g",
            sound:
                "SELECT g.region, CAST(sum(g.n) AS bigint) AS n, CAST(sum(sum(g.n)) OVER () AS bigint) AS whole FROM iceberg.new.g AS g GROUP BY g.region"
        ),
    ]
}
