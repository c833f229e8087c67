// Trino's built-in functions, one form a line.
//
//     kind | name(parameter, ...) -> result | traits | variable: alternatives
//
// - kind: `scalar`, `aggregate`, `window` or `table`.
// - Types are Trino's own, with variables in them: a capital letter with an optional digit is any type, the same in all its
//   places; a small letter stands for a length, a precision or a scale, for which results may hold a formula of
//   `+ - * / min max`; `?` is any type, each for itself; `function(A,B)` is a lambda from A to B.
// - `...` behind the last parameter: it may come any number of times, none included.
// - traits: see `FunctionSignature.Trait`; may be empty.
// - variable: alternatives, where the line stands for one form for each of the listed types.
//
// A line that begins with `#` names the page of Trino's documentation (under "Functions and operators") on which the family
// that follows is described. Where the page says no more than `varchar`, the exact length is the one in the function's own
// signature, as SHOW FUNCTIONS prints it.
//
// Not here: CAST, EXTRACT, TRIM, POSITION and the other forms that have a grammar of their own, row pattern functions, and
// functions that plugins add to a catalog's schema.

let builtinFunctionLines = #"""
    # Aggregate
    aggregate | any_value(T) -> T | order
    aggregate | arbitrary(T) -> T | order
    aggregate | array_agg(T) -> array(T) | order nulls
    aggregate | avg(bigint) -> double | rounding
    aggregate | avg(double) -> double | rounding
    aggregate | avg(real) -> real | rounding
    aggregate | avg(decimal(p,s)) -> decimal(p,s) |
    aggregate | avg(I) -> I | | I: intervalday intervalyear
    aggregate | bool_and(boolean) -> boolean | idempotent
    aggregate | bool_or(boolean) -> boolean | idempotent
    aggregate | every(boolean) -> boolean | idempotent
    aggregate | checksum(T) -> varbinary | nulls
    aggregate | count() -> bigint |
    aggregate | count(T) -> bigint |
    aggregate | count_if(boolean) -> bigint |
    aggregate | geometric_mean(bigint) -> double | rounding
    aggregate | geometric_mean(double) -> double | rounding
    aggregate | geometric_mean(real) -> real | rounding
    aggregate | listagg(varchar(x), varchar(y)) -> varchar | order
    aggregate | max(T) -> T | idempotent
    aggregate | max(T, bigint) -> array(T) |
    aggregate | max_by(V, K) -> V | order nulls
    aggregate | max_by(V, K, bigint) -> array(V) | order nulls
    aggregate | min(T) -> T | idempotent
    aggregate | min(T, bigint) -> array(T) |
    aggregate | min_by(V, K) -> V | order nulls
    aggregate | min_by(V, K, bigint) -> array(V) | order nulls
    aggregate | sum(bigint) -> bigint |
    aggregate | sum(double) -> double | rounding
    aggregate | sum(real) -> real | rounding
    aggregate | sum(decimal(p,s)) -> decimal(38,s) |
    aggregate | sum(I) -> I | | I: intervalday intervalyear
    aggregate | bitwise_and_agg(bigint) -> bigint | idempotent
    aggregate | bitwise_or_agg(bigint) -> bigint | idempotent
    aggregate | bitwise_xor_agg(bigint) -> bigint |
    aggregate | histogram(K) -> map(K,bigint) |
    aggregate | map_agg(K, V) -> map(K,V) | order nulls
    aggregate | map_union(map(K,V)) -> map(K,V) | order
    aggregate | multimap_agg(K, V) -> map(K,array(V)) | order nulls
    aggregate | approx_distinct(T) -> bigint | approx
    aggregate | approx_distinct(T, double) -> bigint | approx
    aggregate | approx_most_frequent(bigint, T, bigint) -> map(T,bigint) | approx order
    aggregate | approx_percentile(N, double) -> N | approx order | N: bigint double real
    aggregate | approx_percentile(N, array(double)) -> array(N) | approx order | N: bigint double real
    aggregate | approx_percentile(N, double, double) -> N | approx order | N: bigint double real
    aggregate | approx_percentile(N, double, array(double)) -> array(N) | approx order | N: bigint double real
    aggregate | numeric_histogram(bigint, N) -> map(N,N) | approx order | N: double real
    aggregate | numeric_histogram(bigint, N, double) -> map(N,N) | approx order | N: double real
    aggregate | corr(N, N) -> N | rounding | N: double real
    aggregate | covar_pop(N, N) -> N | rounding | N: double real
    aggregate | covar_samp(N, N) -> N | rounding | N: double real
    aggregate | regr_intercept(N, N) -> N | rounding | N: double real
    aggregate | regr_slope(N, N) -> N | rounding | N: double real
    aggregate | kurtosis(N) -> double | rounding | N: bigint double
    aggregate | skewness(N) -> double | rounding | N: bigint double
    aggregate | stddev(N) -> double | rounding | N: bigint double
    aggregate | stddev_pop(N) -> double | rounding | N: bigint double
    aggregate | stddev_samp(N) -> double | rounding | N: bigint double
    aggregate | variance(N) -> double | rounding | N: bigint double
    aggregate | var_pop(N) -> double | rounding | N: bigint double
    aggregate | var_samp(N) -> double | rounding | N: bigint double
    aggregate | reduce_agg(T, S, function(S,T,S), function(S,S,S)) -> S | order

    # Array
    scalar | all_match(array(T), function(T,boolean)) -> boolean | nullable
    scalar | any_match(array(T), function(T,boolean)) -> boolean | nullable
    scalar | none_match(array(T), function(T,boolean)) -> boolean | nullable
    scalar | array_distinct(array(T)) -> array(T) |
    scalar | array_except(array(T), array(T)) -> array(T) |
    scalar | array_first(array(T)) -> T | nullable
    scalar | array_histogram(array(K)) -> map(K,bigint) |
    scalar | array_intersect(array(T), array(T)) -> array(T) |
    scalar | array_join(array(T), varchar) -> varchar |
    scalar | array_join(array(T), varchar, varchar) -> varchar |
    scalar | array_last(array(T)) -> T | nullable
    scalar | array_max(array(T)) -> T | nullable
    scalar | array_min(array(T)) -> T | nullable
    scalar | array_position(array(T), T) -> bigint |
    scalar | array_remove(array(T), T) -> array(T) |
    scalar | array_sort(array(T)) -> array(T) |
    scalar | array_sort(array(T), function(T,T,integer)) -> array(T) |
    scalar | array_union(array(T), array(T)) -> array(T) |
    scalar | arrays_overlap(array(T), array(T)) -> boolean | nullable
    scalar | cardinality(array(T)) -> bigint |
    scalar | cardinality(multiset(T)) -> bigint |
    scalar | combinations(array(T), bigint) -> array(array(T)) |
    scalar | concat(array(T)...) -> array(T) |
    scalar | concat(array(T), T) -> array(T) |
    scalar | concat(T, array(T)) -> array(T) |
    scalar | contains(array(T), T) -> boolean | nullable
    scalar | contains_sequence(array(T), array(T)) -> boolean |
    scalar | dot_product(array(double), array(double)) -> double |
    scalar | element_at(array(T), bigint) -> T | nullable
    scalar | euclidean_distance(array(double), array(double)) -> double |
    scalar | filter(array(T), function(T,boolean)) -> array(T) |
    scalar | flatten(array(array(T))) -> array(T) |
    scalar | ngrams(array(T), bigint) -> array(array(T)) |
    scalar | reduce(array(T), S, function(S,T,S), function(S,R)) -> R | nulls nullable
    scalar | repeat(T, integer) -> array(T) | nulls
    scalar | reverse(array(T)) -> array(T) |
    scalar | sequence(bigint, bigint) -> array(bigint) |
    scalar | sequence(bigint, bigint, bigint) -> array(bigint) |
    scalar | sequence(date, date) -> array(date) |
    scalar | sequence(date, date, I) -> array(date) | | I: intervalday intervalyear
    scalar | sequence(timestamp(p), timestamp(p), I) -> array(timestamp(p)) | | I: intervalday intervalyear
    scalar | shuffle(array(T)) -> array(T) | random
    scalar | slice(array(T), bigint, bigint) -> array(T) |
    scalar | transform(array(T), function(T,U)) -> array(U) |
    scalar | trim_array(array(T), bigint) -> array(T) |
    scalar | zip(array(T), array(U)) -> array(row(T,U)) |
    scalar | zip(array(T), array(U), array(V)) -> array(row(T,U,V)) |
    scalar | zip(array(T), array(U), array(V), array(W)) -> array(row(T,U,V,W)) |
    scalar | zip(array(T), array(U), array(V), array(W), array(X)) -> array(row(T,U,V,W,X)) |
    scalar | zip_with(array(T), array(U), function(T,U,R)) -> array(R) |

    # Binary
    scalar | concat(varbinary...) -> varbinary |
    scalar | crc32(varbinary) -> bigint |
    scalar | from_base32(varchar(x)) -> varbinary |
    scalar | from_base32(varbinary) -> varbinary |
    scalar | from_base64(varchar(x)) -> varbinary |
    scalar | from_base64(varbinary) -> varbinary |
    scalar | from_base64url(varchar(x)) -> varbinary |
    scalar | from_base64url(varbinary) -> varbinary |
    scalar | from_big_endian_32(varbinary) -> integer |
    scalar | from_big_endian_64(varbinary) -> bigint |
    scalar | from_hex(varchar(x)) -> varbinary |
    scalar | from_hex(varbinary) -> varbinary |
    scalar | from_ieee754_32(varbinary) -> real |
    scalar | from_ieee754_64(varbinary) -> double |
    scalar | hmac_md5(varbinary, varbinary) -> varbinary |
    scalar | hmac_sha1(varbinary, varbinary) -> varbinary |
    scalar | hmac_sha256(varbinary, varbinary) -> varbinary |
    scalar | hmac_sha512(varbinary, varbinary) -> varbinary |
    scalar | length(varbinary) -> bigint |
    scalar | lpad(varbinary, bigint, varbinary) -> varbinary |
    scalar | md5(varbinary) -> varbinary |
    scalar | murmur3(varbinary) -> varbinary |
    scalar | reverse(varbinary) -> varbinary |
    scalar | rpad(varbinary, bigint, varbinary) -> varbinary |
    scalar | sha1(varbinary) -> varbinary |
    scalar | sha256(varbinary) -> varbinary |
    scalar | sha512(varbinary) -> varbinary |
    scalar | spooky_hash_v2_32(varbinary) -> varbinary |
    scalar | spooky_hash_v2_64(varbinary) -> varbinary |
    scalar | substr(varbinary, bigint) -> varbinary |
    scalar | substr(varbinary, bigint, bigint) -> varbinary |
    scalar | to_base32(varbinary) -> varchar |
    scalar | to_base64(varbinary) -> varchar |
    scalar | to_base64url(varbinary) -> varchar |
    scalar | to_big_endian_32(integer) -> varbinary |
    scalar | to_big_endian_64(bigint) -> varbinary |
    scalar | to_hex(varbinary) -> varchar |
    scalar | to_ieee754_32(real) -> varbinary |
    scalar | to_ieee754_64(double) -> varbinary |
    scalar | xxhash64(varbinary) -> varbinary |

    # Bitwise
    scalar | bit_count(bigint, bigint) -> bigint |
    scalar | bitwise_and(bigint, bigint) -> bigint |
    scalar | bitwise_left_shift(N, bigint) -> N | | N: tinyint smallint integer bigint
    scalar | bitwise_not(bigint) -> bigint |
    scalar | bitwise_or(bigint, bigint) -> bigint |
    scalar | bitwise_right_shift(N, bigint) -> N | | N: tinyint smallint integer bigint
    scalar | bitwise_right_shift_arithmetic(N, bigint) -> N | | N: tinyint smallint integer bigint
    scalar | bitwise_xor(bigint, bigint) -> bigint |

    # Color
    scalar | bar(double, bigint) -> varchar |
    scalar | bar(double, bigint, color, color) -> varchar |
    scalar | color(varchar(x)) -> color |
    scalar | color(double, color, color) -> color |
    scalar | color(double, double, double, color, color) -> color |
    scalar | render(T, color) -> varchar | | T: double bigint boolean varchar
    scalar | render(boolean) -> varchar |
    scalar | rgb(bigint, bigint, bigint) -> color |

    # Comparison
    scalar | greatest(T, T...) -> T |
    scalar | least(T, T...) -> T |

    # Conditional
    scalar | coalesce(T, T...) -> T | nulls
    scalar | if(boolean, T) -> T | nulls nullable
    scalar | if(boolean, T, T) -> T | nulls
    scalar | nullif(T, U) -> T | nulls nullable
    scalar | try(T) -> T | nulls nullable

    # Conversion
    scalar | format(varchar(x), ?...) -> varchar | locale nulls
    scalar | format_number(bigint) -> varchar |
    scalar | format_number(double) -> varchar |
    scalar | parse_data_size(varchar(x)) -> decimal(38,0) |
    scalar | typeof(?) -> varchar | nulls

    # Date and time
    scalar | at_timezone(timestamp(p) with time zone, varchar(x)) -> timestamp(p) with time zone |
    scalar | at_timezone(time(p) with time zone, varchar(x)) -> time(p) with time zone | clock
    scalar | current_timezone() -> varchar | zone
    scalar | date(varchar(x)) -> date |
    scalar | date(timestamp(p)) -> date |
    scalar | date(timestamp(p) with time zone) -> date |
    scalar | date_add(varchar(x), bigint, date) -> date |
    scalar | date_add(varchar(x), bigint, time(p)) -> time(p) |
    scalar | date_add(varchar(x), bigint, time(p) with time zone) -> time(p) with time zone |
    scalar | date_add(varchar(x), bigint, timestamp(p)) -> timestamp(p) |
    scalar | date_add(varchar(x), bigint, timestamp(p) with time zone) -> timestamp(p) with time zone |
    scalar | date_diff(varchar(x), date, date) -> bigint |
    scalar | date_diff(varchar(x), time(p), time(p)) -> bigint |
    scalar | date_diff(varchar(x), time(p) with time zone, time(p) with time zone) -> bigint |
    scalar | date_diff(varchar(x), timestamp(p), timestamp(p)) -> bigint |
    scalar | date_diff(varchar(x), timestamp(p) with time zone, timestamp(p) with time zone) -> bigint |
    scalar | date_format(timestamp(p), varchar(x)) -> varchar | locale
    scalar | date_format(timestamp(p) with time zone, varchar(x)) -> varchar | locale
    scalar | date_parse(varchar(x), varchar(y)) -> timestamp(3) | locale
    scalar | date_trunc(varchar(x), date) -> date |
    scalar | date_trunc(varchar(x), time(p)) -> time(p) |
    scalar | date_trunc(varchar(x), time(p) with time zone) -> time(p) with time zone |
    scalar | date_trunc(varchar(x), timestamp(p)) -> timestamp(p) |
    scalar | date_trunc(varchar(x), timestamp(p) with time zone) -> timestamp(p) with time zone |
    scalar | F(date) -> bigint | | F: day day_of_month day_of_week day_of_year dow doy month quarter week week_of_year year year_of_week yow
    scalar | F(timestamp(p)) -> bigint | | F: day day_of_month day_of_week day_of_year dow doy month quarter week week_of_year year year_of_week yow
    scalar | F(timestamp(p) with time zone) -> bigint | | F: day day_of_month day_of_week day_of_year dow doy month quarter week week_of_year year year_of_week yow
    scalar | F(timestamp(p)) -> bigint | | F: hour minute second millisecond
    scalar | F(timestamp(p) with time zone) -> bigint | | F: hour minute second millisecond
    scalar | F(time(p)) -> bigint | | F: hour minute second millisecond
    scalar | F(time(p) with time zone) -> bigint | | F: hour minute second millisecond
    scalar | F(intervalday) -> bigint | | F: day hour minute second millisecond
    scalar | F(intervalyear) -> bigint | | F: year month
    scalar | format_datetime(timestamp(p), varchar(x)) -> varchar | locale
    scalar | format_datetime(timestamp(p) with time zone, varchar(x)) -> varchar | locale
    scalar | from_iso8601_date(varchar(x)) -> date |
    scalar | from_iso8601_timestamp(varchar(x)) -> timestamp(3) with time zone | zone
    scalar | from_iso8601_timestamp_nanos(varchar(x)) -> timestamp(9) with time zone | zone
    scalar | from_unixtime(double) -> timestamp(3) with time zone | zone
    scalar | from_unixtime(double, varchar(x)) -> timestamp(3) with time zone |
    scalar | from_unixtime(double, bigint, bigint) -> timestamp(3) with time zone |
    scalar | from_unixtime_nanos(bigint) -> timestamp(9) with time zone | zone
    scalar | from_unixtime_nanos(decimal(p,s)) -> timestamp(9) with time zone | zone
    scalar | human_readable_seconds(double) -> varchar |
    scalar | last_day_of_month(date) -> date |
    scalar | last_day_of_month(timestamp(p)) -> date |
    scalar | last_day_of_month(timestamp(p) with time zone) -> date |
    scalar | now() -> timestamp(3) with time zone | clock zone
    scalar | parse_datetime(varchar(x), varchar(y)) -> timestamp(3) with time zone | zone locale
    scalar | parse_duration(varchar(x)) -> intervalday |
    scalar | timezone(timestamp(p) with time zone) -> varchar |
    scalar | timezone(time(p) with time zone) -> varchar |
    scalar | timezone_hour(timestamp(p) with time zone) -> bigint |
    scalar | timezone_hour(time(p) with time zone) -> bigint |
    scalar | timezone_minute(timestamp(p) with time zone) -> bigint |
    scalar | timezone_minute(time(p) with time zone) -> bigint |
    scalar | to_iso8601(date) -> varchar(16) |
    scalar | to_iso8601(timestamp(p)) -> varchar(22 + min(p, 1) + p) |
    scalar | to_iso8601(timestamp(p) with time zone) -> varchar(28 + min(p, 1) + p) |
    scalar | to_milliseconds(intervalday) -> bigint |
    scalar | to_unixtime(timestamp(p)) -> double |
    scalar | to_unixtime(timestamp(p) with time zone) -> double |
    scalar | with_timezone(timestamp(p), varchar(x)) -> timestamp(p) with time zone |

    # Geospatial
    scalar | bing_tile(bigint, bigint, bigint) -> bingtile |
    scalar | bing_tile(varchar) -> bingtile |
    scalar | bing_tile_at(double, double, bigint) -> bingtile |
    scalar | bing_tile_coordinates(bingtile) -> row(x integer, y integer) |
    scalar | bing_tile_polygon(bingtile) -> geometry |
    scalar | bing_tile_quadkey(bingtile) -> varchar |
    scalar | bing_tile_zoom_level(bingtile) -> tinyint |
    scalar | bing_tiles_around(double, double, bigint) -> array(bingtile) |
    scalar | bing_tiles_around(double, double, bigint, double) -> array(bingtile) |
    aggregate | convex_hull_agg(geometry) -> geometry |
    scalar | from_encoded_polyline(varchar) -> geometry |
    scalar | from_geojson_geometry(varchar) -> sphericalgeography |
    aggregate | geometry_collect_agg(geometry) -> geometry | order
    scalar | geometry_from_hadoop_shape(varbinary) -> geometry |
    scalar | geometry_invalid_reason(geometry) -> varchar | nullable
    scalar | geometry_nearest_points(geometry, geometry) -> row(geometry,geometry) | nullable
    scalar | geometry_to_bing_tiles(geometry, bigint) -> array(bingtile) |
    scalar | geometry_union(array(geometry)) -> geometry |
    aggregate | geometry_union_agg(geometry) -> geometry | rounding
    scalar | great_circle_distance(double, double, double, double) -> double |
    scalar | line_interpolate_point(geometry, double) -> geometry |
    scalar | line_interpolate_points(geometry, double, boolean) -> array(geometry) |
    scalar | line_locate_point(geometry, geometry) -> double | nullable
    scalar | simplify_geometry(geometry, double) -> geometry |
    aggregate | spatial_partitioning(geometry) -> varchar | order
    aggregate | spatial_partitioning(geometry, integer) -> varchar | order
    scalar | spatial_partitions(kdbtree, geometry) -> array(integer) | nullable
    scalar | spatial_partitions(kdbtree, geometry, double) -> array(integer) | nullable
    scalar | F(geometry) -> double | nullable | F: st_area st_length st_x st_y st_z st_xmax st_xmin st_ymax st_ymin
    scalar | F(sphericalgeography) -> double | nullable | F: st_area st_length
    scalar | F(geometry) -> boolean | | F: st_isclosed st_isempty st_isring st_issimple st_isvalid
    scalar | F(geometry, geometry) -> boolean | | F: st_contains st_crosses st_disjoint st_equals st_intersects st_overlaps st_touches st_within
    scalar | st_relate(geometry, geometry, varchar) -> boolean |
    scalar | F(geometry) -> geometry | nullable | F: st_boundary st_centroid st_convexhull st_endpoint st_envelope st_exteriorring st_force2d st_force3d st_linemerge st_minimumboundingcircle st_multi st_normalize st_orientedenvelope st_pointonsurface st_startpoint st_voronoipolygons
    scalar | F(geometry, double) -> geometry | | F: st_buffer st_force3d st_reduceprecision st_voronoipolygons
    scalar | F(geometry, geometry) -> geometry | | F: st_difference st_intersection st_symdifference st_union
    scalar | F(geometry, bigint) -> geometry | nullable | F: st_geometryn st_interiorringn st_pointn st_setsrid st_transform st_transformxy
    scalar | F(array(geometry)) -> geometry | nullable | F: st_collect st_linestring st_makeline st_multipoint st_polygonize
    scalar | F(geometry) -> array(geometry) | nullable | F: st_envelopeaspts st_geometries st_interiorrings st_points
    scalar | F(geometry) -> tinyint | | F: st_coorddim st_dimension
    scalar | F(geometry) -> bigint | nullable | F: st_numgeometries st_numinteriorring st_numpoints
    scalar | st_srid(geometry) -> integer |
    scalar | F(geometry) -> varchar | | F: st_asewkt st_astext st_geometrytype to_encoded_polyline
    scalar | F(geometry) -> varbinary | | F: st_asbinary st_asewkb
    scalar | F(varchar) -> geometry | | F: st_geometryfromtext st_geomfromewkt st_geomfromkml st_linefromtext st_polygon
    scalar | st_geomfrombinary(varbinary) -> geometry |
    scalar | st_makepolygon(geometry) -> geometry |
    scalar | st_makepolygon(geometry, array(geometry)) -> geometry |
    scalar | st_point(double, double) -> geometry |
    scalar | st_point(double, double, integer) -> geometry |
    scalar | st_point(double, double, double) -> geometry |
    scalar | st_point(double, double, double, integer) -> geometry |
    scalar | st_distance(geometry, geometry) -> double | nullable
    scalar | st_distance(sphericalgeography, sphericalgeography) -> double | nullable
    scalar | to_geojson_geometry(geometry) -> varchar |
    scalar | to_geojson_geometry(sphericalgeography) -> varchar |
    scalar | to_geometry(sphericalgeography) -> geometry |
    scalar | to_spherical_geography(geometry) -> sphericalgeography |

    # HyperLogLog
    aggregate | approx_set(T) -> hyperloglog | approx
    aggregate | approx_set(T, double) -> hyperloglog | approx
    scalar | cardinality(hyperloglog) -> bigint | approx
    scalar | empty_approx_set() -> hyperloglog |
    scalar | empty_approx_set(double) -> hyperloglog |
    aggregate | merge(hyperloglog) -> hyperloglog | approx

    # IP Address
    scalar | contains(varchar, ipaddress) -> boolean |

    # JSON
    scalar | is_json_scalar(json) -> boolean |
    scalar | is_json_scalar(varchar(x)) -> boolean |
    scalar | json_array_contains(json, T) -> boolean | nullable | T: bigint boolean double varchar
    scalar | json_array_contains(varchar(x), T) -> boolean | nullable | T: bigint boolean double varchar
    scalar | json_array_get(json, bigint) -> json | nullable
    scalar | json_array_get(varchar(x), bigint) -> json | nullable
    scalar | json_array_length(json) -> bigint | nullable
    scalar | json_array_length(varchar(x)) -> bigint | nullable
    scalar | json_extract(json, varchar(y)) -> json | nullable
    scalar | json_extract(varchar(x), varchar(y)) -> json | nullable
    scalar | json_extract_scalar(json, varchar(y)) -> varchar | nullable
    scalar | json_extract_scalar(varchar(x), varchar(y)) -> varchar(x) | nullable
    scalar | json_format(json) -> varchar |
    scalar | json_parse(varchar(x)) -> json |
    scalar | json_size(json, varchar(y)) -> bigint | nullable
    scalar | json_size(varchar(x), varchar(y)) -> bigint | nullable

    # Machine learning
    scalar | classify(map(bigint,double), classifier) -> varchar |
    aggregate | evaluate_classifier_predictions(T, T) -> varchar | | T: bigint varchar
    scalar | features(double, double...) -> map(bigint,double) |
    aggregate | learn_classifier(T, map(bigint,double)) -> classifier | order approx | T: bigint double varchar boolean
    aggregate | learn_libsvm_classifier(T, map(bigint,double), varchar(x)) -> classifier | order approx | T: bigint double varchar boolean
    aggregate | learn_libsvm_regressor(T, map(bigint,double), varchar(x)) -> regressor | order approx | T: bigint double
    aggregate | learn_regressor(T, map(bigint,double)) -> regressor | order approx | T: bigint double
    scalar | regress(map(bigint,double), regressor) -> double |

    # Map
    scalar | cardinality(map(K,V)) -> bigint |
    scalar | element_at(map(K,V), K) -> V | nullable
    scalar | map() -> map(unknown,unknown) |
    scalar | map(array(K), array(V)) -> map(K,V) |
    scalar | map_concat(map(K,V), map(K,V)...) -> map(K,V) |
    scalar | map_entries(map(K,V)) -> array(row(K,V)) |
    scalar | map_filter(map(K,V), function(K,V,boolean)) -> map(K,V) |
    scalar | map_from_entries(array(row(K,V))) -> map(K,V) |
    scalar | map_keys(map(K,V)) -> array(K) |
    scalar | map_values(map(K,V)) -> array(V) |
    scalar | map_zip_with(map(K,V), map(K,U), function(K,V,U,R)) -> map(K,R) |
    scalar | multimap_from_entries(array(row(K,V))) -> map(K,array(V)) |
    scalar | transform_keys(map(K,V), function(K,V,R)) -> map(R,V) |
    scalar | transform_values(map(K,V), function(K,V,R)) -> map(K,R) |

    # Math
    scalar | abs(N) -> N | | N: tinyint smallint integer bigint real double number
    scalar | abs(decimal(p,s)) -> decimal(p,s) |
    scalar | F(double) -> double | | F: acos asin atan cbrt cos cosh degrees exp ln log10 log2 radians sin sinh sqrt tan tanh
    scalar | atan2(double, double) -> double |
    scalar | F(N) -> N | | F: ceil ceiling floor | N: tinyint smallint integer bigint real double number
    scalar | F(decimal(p,s)) -> decimal(p - s + min(s, 1),0) | | F: ceil ceiling floor
    scalar | cosine_distance(map(varchar,double), map(varchar,double)) -> double |
    scalar | cosine_distance(array(double), array(double)) -> double |
    scalar | cosine_similarity(map(varchar,double), map(varchar,double)) -> double | nullable
    scalar | cosine_similarity(array(double), array(double)) -> double | nullable
    scalar | beta_cdf(double, double, double) -> double |
    scalar | e() -> double |
    scalar | from_base(varchar(x), bigint) -> bigint |
    scalar | infinity() -> double |
    scalar | inverse_beta_cdf(double, double, double) -> double |
    scalar | inverse_normal_cdf(double, double, double) -> double |
    scalar | is_finite(double) -> boolean |
    scalar | is_infinite(double) -> boolean |
    scalar | is_nan(N) -> boolean | | N: double real
    scalar | log(double, double) -> double |
    scalar | mod(N, N) -> N | | N: tinyint smallint integer bigint real double
    scalar | mod(decimal(p,s), decimal(q,t)) -> decimal(min(p - s, q - t) + max(s, t),max(s, t)) |
    scalar | nan() -> double |
    scalar | normal_cdf(double, double, double) -> double |
    scalar | pi() -> double |
    scalar | F(double, double) -> double | | F: pow power
    scalar | F() -> double | random | F: rand random
    scalar | F(N) -> N | random | F: rand random | N: tinyint smallint integer bigint
    scalar | F(N, N) -> N | random | F: rand random | N: tinyint smallint integer bigint
    scalar | round(N) -> N | | N: tinyint smallint integer bigint real double number
    scalar | round(N, bigint) -> N | | N: tinyint smallint integer bigint real double number
    scalar | round(decimal(p,s)) -> decimal(min(38, p - s + min(1, s)),0) |
    scalar | round(decimal(p,s), bigint) -> decimal(min(38, p + 1),s) |
    scalar | sign(N) -> N | | N: tinyint smallint integer bigint real double
    scalar | sign(decimal(p,s)) -> decimal(1,0) |
    scalar | t_cdf(double, double) -> double |
    scalar | t_pdf(double, double) -> double |
    scalar | to_base(bigint, bigint) -> varchar(64) |
    scalar | truncate(N) -> N | | N: real double
    scalar | truncate(N, bigint) -> N | | N: real double
    scalar | truncate(decimal(p,s)) -> decimal(max(1, p - s),0) |
    scalar | truncate(decimal(p,s), bigint) -> decimal(p,s) |
    scalar | width_bucket(double, array(double)) -> bigint |
    scalar | width_bucket(double, double, double, bigint) -> bigint |
    scalar | wilson_interval_lower(bigint, bigint, double) -> double |
    scalar | wilson_interval_upper(bigint, bigint, double) -> double |

    # Quantile digest
    aggregate | merge(qdigest(T)) -> qdigest(T) | approx
    aggregate | qdigest_agg(N) -> qdigest(N) | approx order | N: bigint double real
    aggregate | qdigest_agg(N, bigint) -> qdigest(N) | approx order | N: bigint double real
    aggregate | qdigest_agg(N, bigint, double) -> qdigest(N) | approx order | N: bigint double real
    scalar | quantile_at_value(qdigest(N), N) -> double | approx nullable | N: bigint double real
    scalar | value_at_quantile(qdigest(T), double) -> T | approx nullable
    scalar | values_at_quantiles(qdigest(T), array(double)) -> array(T) | approx nullable

    # Regular expression
    scalar | regexp_count(varchar(x), varchar(y)) -> bigint |
    scalar | regexp_extract(varchar(x), varchar(y)) -> varchar(x) | nullable
    scalar | regexp_extract(varchar(x), varchar(y), bigint) -> varchar(x) | nullable
    scalar | regexp_extract_all(varchar(x), varchar(y)) -> array(varchar(x)) |
    scalar | regexp_extract_all(varchar(x), varchar(y), bigint) -> array(varchar(x)) |
    scalar | regexp_like(varchar(x), varchar(y)) -> boolean |
    scalar | regexp_like(char(x), varchar(y)) -> boolean |
    scalar | regexp_position(varchar(x), varchar(y)) -> integer |
    scalar | regexp_position(varchar(x), varchar(y), bigint) -> integer |
    scalar | regexp_position(varchar(x), varchar(y), bigint, bigint) -> integer |
    scalar | regexp_replace(varchar(x), varchar(y)) -> varchar(x) |
    scalar | regexp_replace(varchar(x), varchar(y), varchar(z)) -> varchar(min(2147483647, x + max(x * z / 2, z) * (x + 1))) |
    scalar | regexp_replace(varchar(x), varchar(y), function(array(varchar(x)),varchar)) -> varchar |
    scalar | regexp_split(varchar(x), varchar(y)) -> array(varchar(x)) |

    # Session
    scalar | current_groups() -> array(varchar) | session

    # Set Digest
    scalar | cardinality(setdigest) -> bigint | approx
    scalar | hash_counts(setdigest) -> map(bigint,smallint) |
    scalar | intersection_cardinality(setdigest, setdigest) -> bigint | approx
    scalar | jaccard_index(setdigest, setdigest) -> double | approx
    aggregate | make_set_digest(T) -> setdigest | approx
    aggregate | merge_set_digest(setdigest) -> setdigest | approx

    # String
    scalar | char_length(varchar(x)) -> bigint |
    scalar | chr(bigint) -> varchar(1) |
    scalar | codepoint(varchar(1)) -> integer |
    scalar | concat(varchar...) -> varchar |
    scalar | concat(char(x), char(y)) -> char(min(65536, x + y)) |
    scalar | concat_ws(varchar, array(varchar)) -> varchar | nulls
    scalar | concat_ws(varchar, varchar...) -> varchar | nulls
    scalar | ends_with(varchar(x), varchar(y)) -> boolean |
    scalar | from_utf8(varbinary) -> varchar |
    scalar | from_utf8(varbinary, varchar(x)) -> varchar |
    scalar | from_utf8(varbinary, bigint) -> varchar |
    scalar | hamming_distance(varchar(x), varchar(y)) -> bigint |
    scalar | length(varchar(x)) -> bigint |
    scalar | length(char(x)) -> bigint |
    scalar | levenshtein_distance(varchar(x), varchar(y)) -> bigint |
    scalar | lower(varchar(x)) -> varchar(x) |
    scalar | lower(char(x)) -> char(x) |
    scalar | lpad(varchar(x), bigint, varchar(y)) -> varchar |
    scalar | F(varchar(x)) -> varchar(x) | | F: ltrim rtrim trim
    scalar | F(char(x)) -> varchar(x) | | F: ltrim rtrim trim
    scalar | F(varchar(x), varchar(y)) -> varchar(x) | | F: ltrim rtrim trim
    scalar | luhn_check(varchar(x)) -> boolean |
    scalar | normalize(varchar(x), varchar(y)) -> varchar |
    scalar | replace(varchar(x), varchar(y)) -> varchar(x) |
    scalar | replace(varchar(x), varchar(y), varchar(z)) -> varchar(min(2147483647, x + z * (x + 1))) |
    scalar | reverse(varchar(x)) -> varchar(x) |
    scalar | rpad(varchar(x), bigint, varchar(y)) -> varchar |
    scalar | soundex(varchar(x)) -> varchar(4) |
    scalar | split(varchar(x), varchar(y)) -> array(varchar(x)) |
    scalar | split(varchar(x), varchar(y), bigint) -> array(varchar(x)) |
    scalar | split_part(varchar(x), varchar(y), bigint) -> varchar(x) | nullable
    scalar | split_to_map(varchar, varchar, varchar) -> map(varchar,varchar) |
    scalar | split_to_map(varchar, varchar, varchar, function(varchar,varchar,varchar,varchar)) -> map(varchar,varchar) |
    scalar | split_to_multimap(varchar, varchar, varchar) -> map(varchar,array(varchar)) |
    scalar | starts_with(varchar(x), varchar(y)) -> boolean |
    scalar | strpos(varchar(x), varchar(y)) -> bigint |
    scalar | strpos(varchar(x), varchar(y), bigint) -> bigint |
    scalar | F(varchar(x), bigint) -> varchar(x) | | F: substr substring
    scalar | F(varchar(x), bigint, bigint) -> varchar(x) | | F: substr substring
    scalar | F(char(x), bigint) -> varchar(x) | | F: substr substring
    scalar | F(char(x), bigint, bigint) -> varchar(x) | | F: substr substring
    scalar | title_case(varchar(x)) -> varchar(x) |
    scalar | to_utf8(varchar(x)) -> varbinary |
    scalar | to_utf8(char(x)) -> varbinary |
    scalar | translate(varchar(x), varchar(y), varchar(z)) -> varchar |
    scalar | upper(varchar(x)) -> varchar(x) |
    scalar | upper(char(x)) -> char(x) |
    scalar | word_stem(varchar(x)) -> varchar(x) |
    scalar | word_stem(varchar(x), varchar(2)) -> varchar(x) |

    # System
    scalar | version() -> varchar | session

    # Table
    table | exclude_columns(table, descriptor) -> table |
    table | sequence(bigint, bigint) -> table |
    table | sequence(bigint, bigint, bigint) -> table |

    # Teradata
    scalar | char2hexint(varchar) -> varchar |
    scalar | index(varchar, varchar) -> bigint |
    scalar | to_char(timestamp(p) with time zone, varchar) -> varchar | locale
    scalar | to_date(varchar, varchar) -> date | locale
    scalar | to_timestamp(varchar, varchar) -> timestamp(3) | locale

    # T-Digest
    aggregate | merge(tdigest) -> tdigest | approx
    aggregate | tdigest_agg(double) -> tdigest | approx order
    aggregate | tdigest_agg(double, double) -> tdigest | approx order
    scalar | trimmed_mean(tdigest, double, double) -> double | approx nullable
    scalar | value_at_quantile(tdigest, double) -> double | approx nullable
    scalar | values_at_quantiles(tdigest, array(double)) -> array(double) | approx nullable

    # URL
    scalar | url_decode(varchar(x)) -> varchar(x) |
    scalar | url_encode(varchar(x)) -> varchar(min(2147483647, x * 12)) |
    scalar | F(varchar(x)) -> varchar(x) | nullable | F: url_extract_fragment url_extract_host url_extract_path url_extract_protocol url_extract_query
    scalar | url_extract_parameter(varchar(x), varchar(y)) -> varchar(x) | nullable
    scalar | url_extract_port(varchar(x)) -> bigint | nullable

    # UUID
    scalar | uuid() -> uuid | random

    # Variant
    scalar | variant_is_null(variant) -> boolean |

    # Window
    window | cume_dist() -> double |
    window | dense_rank() -> bigint |
    window | first_value(T) -> T | order nulls
    window | lag(T) -> T | order nulls nullable
    window | lag(T, bigint) -> T | order nulls nullable
    window | lag(T, bigint, T) -> T | order nulls nullable
    window | last_value(T) -> T | order nulls
    window | lead(T) -> T | order nulls nullable
    window | lead(T, bigint) -> T | order nulls nullable
    window | lead(T, bigint, T) -> T | order nulls nullable
    window | nth_value(T, bigint) -> T | order nulls nullable
    window | ntile(bigint) -> bigint | order
    window | percent_rank() -> double |
    window | rank() -> bigint |
    window | row_number() -> bigint | order

    # Theta sketches (DataSketches)
    scalar | theta_sketch_cardinality(varbinary) -> double | approx
    aggregate | theta_sketch_union(varbinary) -> varbinary | approx

    # MongoDB object identifiers
    scalar | objectid() -> objectid | random clock
    scalar | objectid(varchar) -> objectid |
    scalar | objectid_timestamp(objectid) -> timestamp(3) with time zone |
    scalar | timestamp_objectid(timestamp(0) with time zone) -> objectid |
    """#
