/// Pairs of queries: which joins one asks for to be kept, and whether the other may read them.
enum JoinedRowsCases {
    private static let wide = """
        SELECT s.id, s.region, s.note, s.amount, m.manager, m.city, m.grade, c.country FROM sales s \
        JOIN managers m ON s.shop = m.shop LEFT JOIN cities c ON c.city = m.city
        """

    static let all: [JoinCase] = lookups + places + refused

    /// Joins by keys, in whatever form.
    private static let lookups: [JoinCase] = [
        JoinCase(
            "a left join by a key",
            reader: "SELECT s.id, m.manager FROM sales s LEFT JOIN managers m ON s.shop = m.shop",
            isServed: true),
        JoinCase(
            "an inner join loses rows without a match",
            reader: "SELECT s.id, m.manager FROM sales s JOIN managers m ON s.shop = m.shop", isServed: true),
        JoinCase(
            "an inner join over what a left join asked for",
            maker: "SELECT s.id, m.manager FROM sales s LEFT JOIN managers m ON s.shop = m.shop",
            reader: "SELECT count(*) AS n FROM sales s JOIN managers m ON s.shop = m.shop", isServed: true),
        JoinCase(
            "a left join over what an inner join asked for", maker: wide,
            reader: "SELECT s.id, m.city FROM managers m RIGHT JOIN sales s ON m.shop = s.shop", isServed: true),
        JoinCase(
            "a comma and WHERE", maker: wide,
            reader: "SELECT manager, sales.id FROM sales, managers WHERE managers.shop = sales.shop AND grade < 2",
            isServed: true),
        JoinCase(
            "a further condition of an inner join",
            reader:
                "SELECT s.id, m.grade FROM sales s JOIN managers m ON s.shop = m.shop AND m.grade > 1 AND s.id <> 3",
            isServed: true),
        JoinCase(
            "rows without a match, looked for", maker: wide,
            reader: "SELECT s.id FROM sales s LEFT JOIN managers m ON s.shop = m.shop WHERE m.manager IS NULL",
            isServed: true),
        JoinCase(
            "the key itself",
            reader: "SELECT m.shop, s.shop AS own FROM sales s LEFT JOIN managers m ON s.shop = m.shop",
            isServed: true),
        JoinCase(
            "a chain", maker: wide,
            reader:
                "SELECT s.id, c.country FROM sales s LEFT JOIN managers m ON s.shop = m.shop LEFT JOIN cities c ON m.city = c.city",
            isServed: true),
        JoinCase(
            "a chain of inner joins", maker: wide,
            reader:
                "SELECT s.id, c.country FROM cities c JOIN managers m ON m.city = c.city JOIN sales s ON s.shop = m.shop",
            isServed: true),
        JoinCase(
            "a chain of which the end was not kept",
            maker: "SELECT s.id, m.manager FROM sales s JOIN managers m ON s.shop = m.shop",
            reader:
                "SELECT s.id, c.country FROM sales s JOIN managers m ON s.shop = m.shop JOIN cities c ON m.city = c.city",
            isServed: true),
        JoinCase(
            "one table looked up twice",
            reader: """
                SELECT s.id, m.manager, b.manager AS boss FROM sales s LEFT JOIN managers m ON s.shop = m.shop \
                LEFT JOIN managers b ON m.boss = b.shop
                """,
            isServed: true),
        JoinCase(
            "a table looked up in itself",
            reader: "SELECT m.manager, b.manager AS boss FROM managers m LEFT JOIN managers b ON m.boss = b.shop",
            isServed: true),
        JoinCase(
            "the same row under two names",
            reader:
                "SELECT a.city, b.grade FROM sales s JOIN managers a ON s.shop = a.shop LEFT JOIN managers b ON b.shop = s.shop",
            isServed: true),
        JoinCase(
            "a key of two columns",
            reader: "SELECT s.id, m.grade FROM sales s LEFT JOIN managers m ON s.shop = m.shop AND s.region = m.city",
            isServed: true),
        JoinCase(
            "nothing is read of what is looked up",
            reader:
                "SELECT s.region, count(*) AS n FROM sales s LEFT JOIN managers m ON s.shop = m.shop GROUP BY s.region",
            isServed: true),
    ]

    /// Where joins stand, and what stands around them.
    private static let places: [JoinCase] = [
        JoinCase(
            "rows of the first table alone", maker: wide, reader: "SELECT region, id FROM sales WHERE note = 'a'",
            isServed: nil),
        JoinCase(
            "rows of another table", maker: wide, reader: "SELECT id FROM ties", isServed: false),
        JoinCase(
            "groups, HAVING and ORDER BY", maker: wide,
            reader: """
                SELECT m.city, count(*) AS n, sum(s.amount) AS total FROM sales s JOIN managers m ON s.shop = m.shop \
                GROUP BY m.city HAVING count(m.grade) > 1 ORDER BY m.city
                """,
            isServed: true),
        JoinCase(
            "groups by number, and an output's name in ORDER BY", maker: wide,
            reader: """
                SELECT manager, max(amount) AS country FROM sales s JOIN managers m ON s.shop = m.shop \
                GROUP BY 1 ORDER BY country, manager
                """,
            isServed: true),
        JoinCase(
            "windows", maker: wide,
            reader: """
                SELECT s.id, rank() OVER (PARTITION BY m.city ORDER BY s.id) AS place FROM sales s \
                LEFT JOIN managers m ON s.shop = m.shop
                """,
            isServed: true),
        JoinCase(
            "DISTINCT", maker: wide,
            reader: "SELECT DISTINCT m.city FROM sales s JOIN managers m ON s.shop = m.shop ORDER BY m.city",
            isServed: true),
        JoinCase(
            "a subquery that looks at what is looked up", maker: wide,
            reader: """
                SELECT s.id FROM sales s JOIN managers m ON s.shop = m.shop \
                WHERE EXISTS (SELECT 1 FROM shops p WHERE p.city = m.city) AND m.grade IN (SELECT shop FROM shops WHERE note IS NULL)
                """,
            isServed: true),
        JoinCase(
            "a common table and a union", maker: wide,
            reader: """
                WITH w AS (SELECT s.id, m.manager AS who FROM sales s JOIN managers m ON s.shop = m.shop) \
                SELECT id, who FROM w UNION ALL SELECT s.id, c.country FROM sales s JOIN managers m ON m.shop = s.shop \
                JOIN cities c ON c.city = m.city
                """,
            isServed: true),
        JoinCase(
            "a neighbour's column of the same name", maker: wide,
            reader: """
                SELECT label, note, manager FROM sales JOIN managers ON sales.shop = managers.shop JOIN ties ON ties.id = sales.id \
                WHERE score > grade
                """,
            isServed: true),
        JoinCase(
            "an alias that is taken", maker: wide,
            reader: "SELECT j.id, m.manager FROM sales j JOIN managers m ON j.shop = m.shop JOIN ties s ON s.id = j.id",
            isServed: true),
        JoinCase(
            "what is looked up stands before, and others are joined to it", maker: wide,
            reader: """
                SELECT s.id, p.name, m.manager FROM managers m JOIN shops p ON p.city = m.city JOIN ties t ON t.score > m.grade \
                JOIN sales s ON s.shop = m.shop
                """,
            isServed: true),
        JoinCase(
            "on the side that an outer join keeps", maker: wide,
            reader: """
                SELECT s.id, m.manager, p.name FROM sales s JOIN managers m ON s.shop = m.shop \
                LEFT JOIN shops p ON p.shop = m.shop AND m.grade = 1
                """,
            isServed: true),
        JoinCase(
            "on the side that an outer join fills up", maker: wide,
            reader: """
                SELECT p.name, s.id, m.manager FROM shops p LEFT JOIN (sales s JOIN managers m ON s.shop = m.shop) \
                ON p.shop = s.shop AND s.id > 1
                """,
            isServed: true),
        JoinCase(
            "on the left of a right join that fills it up", maker: wide,
            reader: """
                SELECT p.name, s.id, m.manager FROM (sales s JOIN managers m ON s.shop = m.shop) \
                RIGHT JOIN shops p ON p.shop = s.shop
                """,
            isServed: true),
        JoinCase(
            "an outer lookup of rows that are filled up", maker: wide,
            reader: """
                SELECT p.name, s.id, m.manager FROM shops p LEFT JOIN sales s ON p.shop = s.shop AND s.id > 4 \
                LEFT JOIN managers m ON s.shop = m.shop
                """,
            isServed: true),
        JoinCase(
            "an inner lookup of rows that are filled up", maker: wide,
            reader: """
                SELECT p.name, s.id, m.manager FROM shops p LEFT JOIN sales s ON p.shop = s.shop AND s.id > 4 \
                JOIN managers m ON s.shop = m.shop
                """,
            isServed: true),
        JoinCase(
            "an outer lookup below a full join", maker: wide,
            reader: """
                SELECT p.name, s.id, m.manager FROM (sales s LEFT JOIN managers m ON s.shop = m.shop) \
                FULL JOIN shops p ON p.shop = s.shop
                """,
            isServed: true),
    ]

    private static let refused: [JoinCase] = [
        JoinCase(
            "a key that is there twice",
            reader: "SELECT s.id, p.name FROM sales s LEFT JOIN shops p ON s.shop = p.shop",
            isServed: false),
        JoinCase(
            "a further condition of an outer join", maker: wide,
            reader: "SELECT s.id, m.grade FROM sales s LEFT JOIN managers m ON s.shop = m.shop AND m.grade > 1",
            isServed: false),
        JoinCase(
            "a condition of an outer join on the rows that it keeps", maker: wide,
            reader: "SELECT s.id, m.grade FROM sales s LEFT JOIN managers m ON s.shop = m.shop AND s.region = 'north'",
            isServed: false),
        JoinCase(
            "another key", maker: wide,
            reader: "SELECT s.id, m.manager FROM sales s JOIN managers m ON s.shop = m.grade",
            isServed: false),
        JoinCase(
            "a comparison that is no equality",
            reader: "SELECT s.id, m.manager FROM sales s LEFT JOIN managers m ON s.shop > m.shop", isServed: false),
        JoinCase(
            "NULL that is equal to NULL",
            reader: "SELECT s.id, m.manager FROM sales s LEFT JOIN managers m ON s.shop IS NOT DISTINCT FROM m.shop",
            isServed: false),
        JoinCase(
            "a key that is computed",
            reader: "SELECT s.id, m.manager FROM sales s LEFT JOIN managers m ON s.shop + 1 = m.shop", isServed: false),
        JoinCase(
            "a full join", maker: wide,
            reader: "SELECT s.id, m.manager FROM sales s FULL JOIN managers m ON s.shop = m.shop", isServed: false),
        JoinCase(
            "an inner join below a full one", maker: wide,
            reader: """
                SELECT p.name, s.id, m.manager FROM (sales s JOIN managers m ON s.shop = m.shop) \
                FULL JOIN shops p ON p.shop = s.shop
                """,
            isServed: false),
        JoinCase(
            "the side that keeps its rows is no lookup", maker: wide,
            reader: "SELECT s.id, m.manager FROM managers m LEFT JOIN sales s ON s.shop = m.shop", isServed: false),
        JoinCase(
            "USING beside it", maker: wide,
            reader: "SELECT id, m.manager FROM sales s JOIN managers m ON s.shop = m.shop JOIN ties t USING (id)",
            isServed: false),
        JoinCase(
            "a star", maker: wide, reader: "SELECT * FROM sales s JOIN managers m ON s.shop = m.shop", isServed: false),
        JoinCase(
            "GROUPING, which names columns without being an expression",
            reader: """
                SELECT m.city, grouping(m.city) AS whole, count(*) AS n FROM sales s JOIN managers m ON s.shop = m.shop \
                GROUP BY ROLLUP (m.city)
                """,
            isServed: false),
        JoinCase(
            "keys that are one as double",
            reader: "SELECT a.label, b.label AS other FROM codes a LEFT JOIN codes b ON a.approximate = b.code",
            isServed: false),
        JoinCase(
            "a column that was not kept",
            maker: "SELECT s.id, m.manager FROM sales s JOIN managers m ON s.shop = m.shop",
            reader: "SELECT s.id, m.manager FROM (SELECT * FROM sales) s JOIN managers m ON s.shop = m.shop",
            isServed: false),
    ]
}
