/// The words that Trino's grammar knows.
///
/// Sources: the reserved words are those of Trino's documentation, "SQL language / Keywords and identifiers"; the others are the
/// `nonReserved` rule of Trino's grammar, release 482.
public enum Keyword: String, Sendable, CaseIterable {
    // Reserved: a name only in double quotes.
    case alter, and, `as`, auto
    case between, by
    case `case`, cast, constraint, create, cross, cube, currentCatalog = "current_catalog"
    case currentDate = "current_date", currentPath = "current_path", currentRole = "current_role"
    case currentSchema = "current_schema", currentTime = "current_time", currentTimestamp = "current_timestamp"
    case currentUser = "current_user"
    case deallocate, delete, describe, distinct, drop
    case `else`, end, escape, except, exists, extract
    case `false`, `for`, from, full
    case group, grouping
    case having
    case `in`, inner, insert, intersect, into, `is`
    case join, jsonArray = "json_array", jsonExists = "json_exists", jsonObject = "json_object"
    case jsonQuery = "json_query", jsonTable = "json_table", jsonValue = "json_value"
    case left, like, listagg, localTime = "localtime", localTimestamp = "localtimestamp"
    case natural, normalize, not, null
    case on, or, order, outer
    case prepare, primary
    case recursive, right, rollup
    case select, skip
    case table, then, trim, `true`
    case uescape, union, unnest, using
    case values
    case when, `where`, with

    // Not reserved: a name as well, wherever the grammar leaves room for one.
    case absent, add, admin, after, all, analyze, any, array, asc, asymmetric, at, authorization
    case begin, bernoulli, both, branch, branches
    case call, called, cascade, catalog, catalogs, column, columns, comment, commit, committed, conditional
    case copartition, corresponding, count, current
    case data, date, day, declare, `default`, define, definer, deny, desc, descriptor, deterministic, distributed
    case `do`, double
    case elseif, empty, encoding, error, excluding, execute, explain
    case fail, fast, fetch, filter, final, first, following, format, forward, function, functions
    case grace, grant, granted, grants, graphviz, groups
    case hour
    case `if`, ignore, immediate, including, initial, inline, input, interval, invoker, io, isolation, iterate
    case json
    case keep, key, keys
    case language, last, lateral, leading, leave, level, limit, local, logical, loop
    case map, match, matched, matches, matchRecognize = "match_recognize", materialized, measures, merge, minute
    case month
    case nearest, nested, next, nfc, nfd, nfkc, nfkd, no, none, nullif, nulls
    case object, of, offset, omit, one, only, option, ordinality, output, over, overflow, overlay
    case partial, partition, partitions, passing, past, path, pattern, per, period, permute, placing, plan, position
    case preceding, precision, privileges, properties, prune
    case quotes
    case range, read, refresh, rename, `repeat`, repeatable, replace, reset, respect, restrict, `return`, returning
    case returns, revoke, role, roles, rollback, row, rows, running
    case scalar, schema, schemas, second, security, seek, serializable, session, set, sets, show, simple, some, stale
    case start, stats, string, subset, substring, symmetric, system
    case tables, tablesample, text, ties, time, timestamp, to, trailing, transaction, truncate, tryCast = "try_cast"
    case type
    case unbounded, uncommitted, unconditional, unique, unknown, unmatched, until, update, use, user, utf16, utf32
    case utf8
    case validate, value, verbose, version, view
    case `while`, window, within, without, work, wrapper, write
    case year
    case zone

    /// Whether the word must be quoted to be a name.
    public var isReserved: Bool {
        switch self {
        case .alter, .and, .as, .auto, .between, .by, .case, .cast, .constraint, .create, .cross, .cube,
            .currentCatalog, .currentDate, .currentPath, .currentRole, .currentSchema, .currentTime,
            .currentTimestamp, .currentUser, .deallocate, .delete, .describe, .distinct, .drop, .else, .end,
            .escape, .except, .exists, .extract, .false, .for, .from, .full, .group, .grouping, .having, .in,
            .inner, .insert, .intersect, .into, .is, .join, .jsonArray, .jsonExists, .jsonObject, .jsonQuery,
            .jsonTable, .jsonValue, .left, .like, .listagg, .localTime, .localTimestamp, .natural, .normalize,
            .not, .null, .on, .or, .order, .outer, .prepare, .primary, .recursive, .right, .rollup, .select,
            .skip, .table, .then, .trim, .true, .uescape, .union, .unnest, .using, .values, .when, .where, .with:
            true
        default:
            false
        }
    }

    /// Whether the parser takes the word as a name although it is reserved: releases of Trino before it was reserved do.
    var isNewlyReserved: Bool { self == .auto || self == .primary }

    /// The word in upper case, as messages show it.
    public var display: String { rawValue.uppercased() }

    /// Finds the keyword that a word is, in any case.
    public init?(word: String) {
        guard let keyword = KeywordTable.shared.lookup(Array(word.utf8)[...]) else { return nil }
        self = keyword
    }

    /// Whether a text, unquoted, is read as one name.
    public static func isPlainName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isLetterOrUnderscore,
            text.utf8.allSatisfy({ $0.isLetterOrUnderscore || $0.isDigit })
        else { return false }
        return Keyword(word: text)?.isReserved != true
    }
}
