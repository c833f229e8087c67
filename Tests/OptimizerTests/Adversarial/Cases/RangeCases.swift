// BETWEEN beside the two comparisons that it may mean.

extension SubqueryCases {
    static let ranges: [SubqueryCase] = [
        SubqueryCase(
            "a range whose ends are of one type, and two comparisons",
            shared:
                "SELECT x.n FROM (SELECT count(*) AS n, region FROM sales WHERE amount BETWEEN 1 AND 9.5 GROUP BY region) AS x",
            "SELECT y.n FROM (SELECT count(*) AS n, region FROM sales WHERE amount <= 9.5 AND amount >= 1 GROUP BY region) AS y WHERE y.region > 'a'"
        ),
        SubqueryCase(
            "a range in double, and two comparisons of which one is in whole numbers",
            apart:
                "SELECT x.n FROM (SELECT count(*) AS n, n AS k FROM big WHERE n BETWEEN 9007199254740993 AND DOUBLE '1e18' GROUP BY n) AS x",
            "SELECT y.n FROM (SELECT count(*) AS n, n AS k FROM big WHERE n >= 9007199254740993 AND n <= DOUBLE '1e18' GROUP BY n) AS y WHERE y.k > 0"
        ),
    ]
}
