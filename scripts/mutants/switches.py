"""Puts named checks and defences of Swift sources behind switches that an environment variable throws."""

import re
import sys

# Without the LAKEWRIGHT_ prefix: programs that tests start get none of the tests' own settings, but must get this one.
VARIABLE = "REMOVED_CHECK"
MARK = re.compile(
    r"^[ \t]*(?P<sign>//|--) (?P<kind>check|defence): (?P<name>[a-z0-9-]+)(?:; without it: (?P<value>.+?))?[ ]*\n", re.M)
SWITCH = f"""import Foundation

enum Mutants {{
    private static let removed = ProcessInfo.processInfo.environment["{VARIABLE}"]
    static func has(removed name: String) -> Bool {{ name == removed }}
}}
"""


def fail(text):
    print(text, file=sys.stderr)
    sys.exit(2)


def end_of_string(text, start):
    """Where the string that begins at `start` is over, what is interpolated into it included."""
    quote = '"""' if text.startswith('"""', start) else '"'
    index = start + len(quote)
    while not text.startswith(quote, index):
        if text.startswith("\\(", index):
            index = next(i for i, char, depth in outside_of_strings(text, index + 1) if char == ")" and depth == 0) + 1
        else:
            index += 2 if text[index] == "\\" else 1
    return index + len(quote)


def outside_of_strings(text, start):
    """Each character from `start` that no string holds, with the number of brackets that are open after it."""
    index, depth = start, 0
    while index < len(text):
        if text[index] == '"':
            index = end_of_string(text, index)
            continue
        depth += (text[index] in "([{") - (text[index] in ")]}")
        yield index, text[index], depth
        index += 1


def end_of_head(text, start, stop):
    """Where, from `start`, the word or sign `stop` stands outside of all brackets and strings; -1 where it doesn't."""
    found = (i for i, char, depth in outside_of_strings(text, start) if depth == (char in "([{") and text.startswith(stop, i))
    return next(found, -1)


def end_of_value(text, start):
    """Where the argument or expression that begins at `start` is over."""
    for index, char, depth in outside_of_strings(text, start):
        if depth < 0 or (depth == 0 and char in ",\n"):
            return index
    return len(text)


def end_of_statement(text, start):
    """Where the statement that begins at `start` is over: at the end of a line, unless the next begins with a dot."""
    for index, char, depth in outside_of_strings(text, start):
        if depth < 0 or (depth == 0 and char == "\n" and not text[index:].lstrip().startswith(".")):
            return index
    return len(text)


def split_conditions(head):
    parts, last = [], 0
    for index, char, depth in outside_of_strings(head, 0):
        if char == "," and depth == 0:
            parts.append(head[last:index])
            last = index + 1
    return parts + [head[last:]]


def without_guard(text, start, switch, where):
    end = end_of_head(text, start, "else {")
    if end < 0:
        fail(f"{where}: no else behind the guard")
    parts = split_conditions(text[start + 6 : end])
    plain = [not re.match(r"\s*(let|var|case)\b", part) for part in parts]
    if not any(plain):
        fail(f"{where}: the guard only binds names; write it as an if")
    parts = [f"({switch} || ({part.strip()}))" if is_plain else part.strip() for part, is_plain in zip(parts, plain)]
    return text[:start] + "guard " + ", ".join(parts) + " " + text[end:]


def without(text, start, mark, where):
    """The text with what begins at `start` behind the switch of a mark."""
    switch = f'Mutants.has(removed: "{mark["name"]}")'
    rest = text[start:]
    line = text.index("\n", start)
    if mark["sign"] == "--":
        word = re.match(r"(WHERE |AND )?", rest).group(0)
        condition = text[start + len(word) : line]
        return text[:start] + f'{word}(\\({switch} ? "TRUE" : "FALSE") OR ({condition}))' + text[line:]
    if mark["value"]:
        start += len(re.match(r"(return |\w+: )?", rest).group(0))
        end = end_of_value(text, start)
        return text[:start] + f"({switch} ? {mark['value']} : ({text[start:end]}))" + text[end:]
    for head in ("if ", "} else if "):
        if rest.startswith(head):
            return text[: start + len(head)] + f"!{switch}, " + text[start + len(head) :]
    if rest.startswith("guard "):
        return without_guard(text, start, switch, where)
    if rest.startswith("&& "):
        return text[:start] + f"&& ({switch} || ({text[start + 3 : line].strip()}))" + text[line:]
    if rest.startswith("|| "):
        return text[:start] + f"|| (!{switch} && ({text[start + 3 : line].strip()}))" + text[line:]
    if rest.startswith(".filter { "):
        return text[: start + 10] + f"{switch} || " + text[start + 10 :]
    if re.match(r"(let|var|return|throw|case|for|while|switch|func)\b", rest):
        fail(f"{where} stands before nothing that can be left out")
    end = end_of_statement(text, start)
    return text[:start] + f"if !{switch} {{ {text[start:end]} }}" + text[end:]


def switched(path, text, kind):
    """The text with all marked things of a kind behind switches, and their names."""
    names, position = [], 0
    while True:
        mark = MARK.search(text, position)
        if not mark:
            return text, names
        position = mark.end()
        if mark["kind"] != kind:
            continue
        # Other comments may stand between a mark and what it marks.
        start = position + len(re.compile(r"(\s*//[^\n]*\n)*\s*").match(text, position).group(0))
        text = without(text, start, mark, f"{path}: {mark['name']}")
        names.append(mark["name"])
        position = start
