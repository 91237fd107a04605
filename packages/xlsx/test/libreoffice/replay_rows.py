"""Lets LibreOffice insert and delete the same rows, calculates both workbooks anew, and compares every cell, name and table.

usage: replay_rows.py PORT PROFILE-FOLDER JOBS.json; JOBS: as in compare_rows.py, and "blocks", "cut": [area]: the blocks of
cells with one formula, and those that are cut, which neither Excel nor LibreOffice allows: they are emptied before, and
their columns are not compared. LibreOffice takes some blocks for cut that are not: then all are emptied ("refused").
Prints a JSON list with, per job, {"file", "error"?, "cells", "formulas", "differences": [[kind, where, expected, found]]}.
"""
import json
import re
import sys

import compare_rows
import uno  # noqa: F401
from com.sun.star.uno import RuntimeException
from compare_rows import change, load, spelled

CONTENT = 1 | 2 | 4 | 16


def letters(column):
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cells(sheet, skipped):
    """Place → formula (or None) and value; an error is an error: the formulas tell which."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    block = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    found = {}
    for row, (texts, values) in enumerate(zip(block.getFormulaArray(), block.getDataArray()), start=1):
        for column, (text, value) in enumerate(zip(texts, values)):
            if text == "" and value == "" or column in skipped:
                continue
            formula = text if text.startswith(("=", "{=")) else None
            result = "error" if value is None else value
            found[f"{letters(column + 1)}{row}"] = (formula, result)
    return found


def area_text(area):
    first = f"{letters(area.StartColumn + 1)}{area.StartRow + 1}"
    return f"{area.Sheet}!{first}:{letters(area.EndColumn + 1)}{area.EndRow + 1}"


def names(ranges, scope):
    return {f"{scope}{name}": ranges.getByName(name).Content for name in ranges.ElementNames}


def facts(document, skipped):
    found = {"cell": {}, "name": {}, "table": {}, "chart": {}}
    for sheet in document.Sheets:
        for place, fact in cells(sheet, skipped.get(sheet.Name, ())).items():
            found["cell"][f"{sheet.Name}!{place}"] = fact
        found["name"].update(names(sheet.NamedRanges, f"{sheet.Name}!"))
        for index in range(sheet.Charts.Count):
            chart = sheet.Charts.getByIndex(index).EmbeddedObject
            found["chart"][f"{sheet.Name}!{index}"] = list(chart.getUsedRangeRepresentations())
    found["name"].update(names(document.NamedRanges, ""))
    for name in document.DatabaseRanges.ElementNames:
        found["table"][name] = area_text(document.DatabaseRanges.getByName(name).DataArea)
    return found


def apart(text):
    """Without the ending that keeps LibreOffice from treating formulas of a column as one."""
    return re.sub(r'\+N\("k\d+"\)$|&T\(\d+\)$', "", text)


def differences(expected, found):
    for kind in expected:
        for where in sorted(set(expected[kind]) | set(found[kind])):
            one, two = expected[kind].get(where), found[kind].get(where)
            if kind != "cell" or one is None or two is None:
                if kind == "name" and one is not None and two is not None and spelled(one) == spelled(two):
                    continue
                if one != two:
                    yield [kind, where, one, two]
                continue
            formulas = [text and spelled(apart(text)) for text in (one[0], two[0])]
            if formulas[0] != formulas[1]:
                yield ["formula", where, one[0], two[0]]
            if one[1] != two[1]:
                yield ["value", where, str(one[1]), str(two[1]), one[0], two[0]]


def empty(document, job, areas):
    """Empties blocks of the sheet; tells which columns are not compared."""
    skipped = set()
    for area in areas:
        block = document.Sheets.getByName(job["sheet"]).getCellRangeByName(area)
        block.clearContents(CONTENT)
        skipped.update(range(block.RangeAddress.StartColumn, block.RangeAddress.EndColumn + 1))
    return {job["sheet"]: skipped}


def changed(desktop, job, result, documents):
    """The original with its rows changed."""
    for areas in (job["cut"], job["blocks"]):
        document = load(desktop, job["original"])
        documents.append(document)
        skipped = empty(document, job, areas)
        try:
            change(document, job)
            return document, skipped
        except RuntimeException:
            result["refused"] = True
    raise ValueError("LibreOffice refuses the change")


def compare(desktop, job):
    result = {"file": job["changed"], "cells": 0, "formulas": 0, "refused": False, "differences": []}
    documents = []
    try:
        original, skipped = changed(desktop, job, result, documents)
        documents.append(load(desktop, job["changed"]))
        for document in (original, documents[-1]):
            document.calculateAll()
        expected, found = (facts(document, skipped) for document in (original, documents[-1]))
        result["cells"] = len(expected["cell"])
        result["formulas"] = sum(1 for formula, _ in expected["cell"].values() if formula is not None)
        result["differences"] = list(differences(expected, found))
    except Exception as error:
        result["error"] = f"{type(error).__name__}: {str(error)[:300]}"
    for document in documents:
        document.close(True)
    return result


if __name__ == "__main__":
    with open(sys.argv[3]) as handle:
        print(json.dumps(compare_rows.main(int(sys.argv[1]), sys.argv[2], json.load(handle), compare)))
