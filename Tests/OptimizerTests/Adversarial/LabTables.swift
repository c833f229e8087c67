/// The tables that the cases are about: few rows, each there for a reason.
enum LabTables {
    static let ddl = [
        """
        CREATE TABLE iceberg.raw.sales (id bigint, region varchar, shop integer, amount decimal(12, 2), weight double, \
        sold date, at timestamp(6), note varchar)
        """,
        "CREATE TABLE iceberg.raw.shops (shop integer, name varchar, city varchar, opened date)",
        "CREATE TABLE iceberg.raw.nothing (id bigint, reason varchar, amount decimal(12, 2))",
        "CREATE TABLE iceberg.raw.ties (id bigint, score integer, label varchar)",
        "CREATE TABLE iceberg.raw.big (id bigint, n bigint)",
        "CREATE TABLE iceberg.raw.floats (id bigint, x double, y double)",
        "CREATE TABLE iceberg.raw.texts (id bigint, t varchar)",
        "CREATE TABLE iceberg.raw.moments (id bigint, at timestamp(6), zoned timestamp(6) with time zone)",
        "CREATE TABLE iceberg.raw.tagged (id bigint, tags array(varchar))",
        "CREATE TABLE iceberg.raw.prices (id bigint, price decimal(38, 2), rate decimal(10, 4))",
        "CREATE TABLE iceberg.raw.managers (shop integer, manager varchar, city varchar, grade integer, boss integer)",
        "CREATE TABLE iceberg.raw.cities (city varchar, country varchar, note varchar)",
        "CREATE TABLE iceberg.raw.codes (code bigint, approximate double, label varchar)",
    ]

    static let rows = [
        // A doubled row, sums that cancel, NULL regions beside an empty one, a region that differs by case, NULL measures.
        """
        INSERT INTO iceberg.raw.sales VALUES
          (1, 'north', 1, 10.00, 1.5, DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:00.000000', 'a'),
          (1, 'north', 1, 10.00, 1.5, DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:00.000000', 'a'),
          (2, 'north', 2, -10.00, 2.5, DATE '2024-01-01', TIMESTAMP '2024-01-01 23:59:59.999999', 'b'),
          (3, 'south', 2, 5.00, NULL, DATE '2024-01-02', TIMESTAMP '2024-01-02 00:00:00.000000', NULL),
          (4, NULL, 1, 7.50, 0.1, DATE '2024-01-02', TIMESTAMP '2024-01-02 12:00:00.000000', 'a'),
          (5, NULL, NULL, 2.50, 0.2, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:00:00.123456', NULL),
          (6, 'North', 3, NULL, 0.3, DATE '2024-12-31', TIMESTAMP '2024-12-31 23:00:00.000000', 'c'),
          (7, '', 3, 0.01, NULL, NULL, NULL, ''),
          (8, 'south', 1, 0.00, 4.0, DATE '2024-12-30', TIMESTAMP '2024-12-30 01:00:00.000000', 'b')
        """,
        // A key that is there twice, one without sales, one that is NULL.
        """
        INSERT INTO iceberg.raw.shops VALUES (1, 'one', 'Rome', DATE '2020-01-01'), (2, 'two', NULL, NULL),
          (2, 'two again', 'Bonn', DATE '2019-01-01'), (9, 'nobody', 'Oslo', DATE '2021-01-01'), (NULL, 'ghost', 'Oslo', NULL)
        """,
        """
        INSERT INTO iceberg.raw.ties VALUES (1, 10, 'a'), (2, 10, 'b'), (3, 10, 'c'), (4, 5, 'd'), (5, NULL, 'e'), (6, 5, 'd')
        """,
        // Sums that stay within bigint as a whole and not in parts.
        """
        INSERT INTO iceberg.raw.big VALUES (1, 9223372036854775807), (3, 9223372036854775807), (2, -9223372036854775807),
          (4, -9223372036854775807), (5, 9007199254740993)
        """,
        """
        INSERT INTO iceberg.raw.floats VALUES (1, 0.1, 1.0), (2, 0.2, 2.0), (3, 0.3, 3.0), (4, nan(), 4.0), (5, infinity(), 5.0),
          (6, -0.0, 6.0), (7, 0.0, 7.0), (8, NULL, 8.0), (9, 1e308, 9.0)
        """,
        """
        INSERT INTO iceberg.raw.texts VALUES (1, 'a'), (2, 'a '), (3, ' a'), (4, 'A'), (5, ''), (6, NULL), (7, 'a_b'), (8, 'axb')
        """,
        """
        INSERT INTO iceberg.raw.moments VALUES
          (1, TIMESTAMP '2024-01-01 00:00:00.000000', TIMESTAMP '2024-01-01 03:30:00.000000 UTC'),
          (2, TIMESTAMP '2024-01-01 00:00:00.000001', TIMESTAMP '2024-01-01 12:00:00.000000 UTC'),
          (3, TIMESTAMP '2023-12-31 23:59:59.999999', TIMESTAMP '2023-12-31 23:59:59.999999 UTC'),
          (4, NULL, NULL)
        """,
        "INSERT INTO iceberg.raw.tagged VALUES (1, ARRAY['x', 'x', 'y']), (2, ARRAY[]), (3, NULL), (4, ARRAY[NULL])",
        """
        INSERT INTO iceberg.raw.prices VALUES (1, 0.01, 0.3333), (2, 0.01, 0.3333), (3, 0.00, 0.3334),
          (4, 123456789012345678901234567890.12, 1.0000)
        """,
        // A key that is unique but for NULL, a shop without a manager, a manager without sales, cities that are NULL or nowhere listed.
        """
        INSERT INTO iceberg.raw.managers VALUES (1, 'ann', 'Rome', 1, 9), (2, 'bob', NULL, 2, 1), (9, 'cy', 'Oslo', 3, NULL),
          (NULL, 'ghost', 'Bonn', 4, 1), (NULL, 'ghost', 'Rome', 5, 2), (7, NULL, 'Paris', NULL, 8)
        """,
        "INSERT INTO iceberg.raw.cities VALUES ('Rome', 'it', 'a'), ('Oslo', 'no', NULL), ('Bonn', 'de', 'b'), (NULL, 'none', 'c')",
        // Whole numbers that differ, and are one as double.
        """
        INSERT INTO iceberg.raw.codes VALUES (9007199254740992, 9007199254740992e0, 'even'), (9007199254740993, 9007199254740992e0, 'odd')
        """,
    ]
}
