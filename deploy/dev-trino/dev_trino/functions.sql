-- Trino's functions that DuckDB lacks or names otherwise, a statement each; a blank line ends one.

-- Exact decimal division, rounded half up: a and b times their powers of ten are whole numbers.
CREATE MACRO trino_half_up(n, d) AS
  CASE WHEN (n < 0) <> (d < 0)
    THEN -((abs(n) * 2 + abs(d)) // (abs(d) * 2))
    ELSE (abs(n) * 2 + abs(d)) // (abs(d) * 2) END;

CREATE MACRO trino_div(a, pa, b, pb, k, unit) AS
  CAST(trino_half_up(CAST(a * pa AS HUGEINT) * k, CAST(b * pb AS HUGEINT)) AS DECIMAL(38, 0)) * unit;

CREATE MACRO checksum(x) AS
  unhex(lpad(to_hex(CAST(sum(CAST(hash(x) AS HUGEINT)) % 18446744073709551616 AS UBIGINT)), 16, '0'));

CREATE MACRO at_timezone(t, z) AS timezone(z, t);

CREATE MACRO date_parse(s, f) AS strptime(s, f);

CREATE MACRO numeric_histogram(b, x) AS histogram(x);

CREATE MACRO nan() AS 'nan'::DOUBLE;

CREATE MACRO infinity() AS 'infinity'::DOUBLE;

CREATE MACRO is_nan(x) AS isnan(x);

CREATE MACRO is_finite(x) AS isfinite(x);

CREATE MACRO codepoint(x) AS unicode(x);

CREATE MACRO array_distinct(x) AS list_distinct(x);

CREATE MACRO from_utf8(b) AS decode(b);

CREATE MACRO to_utf8(s) AS encode(s);

CREATE MACRO truncate(x) AS trunc(x);

CREATE MACRO rand() AS random();

CREATE MACRO e() AS exp(1.0::DOUBLE);

CREATE MACRO map_agg(k, v) AS map(list(k), list(v));

CREATE MACRO width_bucket(x, low, high, n) AS
  CAST(CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1
    ELSE floor((x - low)::DOUBLE / (high - low) * n) + 1 END AS BIGINT);

CREATE MACRO hamming_distance(a, b) AS hamming(a, b);
