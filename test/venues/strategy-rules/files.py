"""Writes or compares test/venues/<id>/cases/*.json and parameters.json; shared by the three classic methods."""
import copy
import json
import re
import sys

def steps(path):
    return [int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", path)]

def with_edits(record, edits):
    out = copy.deepcopy(record)
    for path, value in edits:
        node = out
        keys = steps(path)
        for key in keys[:-1]:
            node = node[key]
        assert keys[-1] in node if isinstance(node, dict) else True, path
        node[keys[-1]] = value
    return out

def at(document, path):
    """`scenarios[3].pnl` is a plain number in what a case expects."""
    for step in steps(path.removesuffix(".pnl")):
        document = document[step]
    return document

def near(a, b):
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(near(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(near, a, b))
    return abs(a - b) <= 1e-12 * max(1, abs(a))

def run(here, cases, rows, answer, method):
    """answer(case, edits) gives the expected numbers; rows: (path, move, low, high, case, result)."""
    write = "--write" in sys.argv
    case_of = {c["name"]: c for c in cases}
    for case in cases:
        expected = answer(case, list(case.get("set", {}).items()))
        body = {"title": case["title"],
                "portfolio": {"format": "counterpoise/portfolio@1", "name": case["name"], **case["portfolio"]},
                "market": {"format": "counterpoise/market@1", "source": "made up for this case", **case["market"]}}
        if "set" in case:
            body["set"] = case["set"]
        body.update({"expected": {k: v for k, v in expected.items() if not k.startswith("_")}, "method": method})
        file = here / "cases" / f"{case['name']}.json"
        if write:
            file.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n")
        elif not near(json.loads(file.read_text())["expected"], body["expected"]):
            print(f"{case['name']}: differs")
    out = []
    for row in rows:
        if len(row) == 2:
            out.append({"path": row[0], "inert": row[1]})
            continue
        path, move, low, high, name, result = row
        case = case_of[name]
        a, b = (at(answer(case, [*case.get("set", {}).items(), (move or path, v)]), "_" + result if result.startswith("charges") else result)
                for v in (low, high))
        assert abs(b - a) > 1e-6 * max(1, abs(a), abs(b)), f"{path} moves nothing in {name}: {a} and {b}"
        out.append({"path": path, **({} if move is None else {"move": move}), "low": low, "high": high, "case": name, "result": result,
                    "direction": "up" if b > a else "down"})
    file = here / "parameters.json"
    if write:
        file.write_text("[\n  " + ",\n  ".join(json.dumps(r, ensure_ascii=False) for r in out) + "\n]\n")
    elif json.loads(file.read_text()) != out:
        print("parameters.json: differs")
    print(f"{len(cases)} cases, {len(out)} parameter rows")
