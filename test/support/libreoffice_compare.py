"""Two workbooks as LibreOffice has loaded them: which of them it opens, and the cells outside the edited one that differ."""
import uno  # lets Python import the modules below
from com.sun.star.io import IOException
from com.sun.star.lang import DisposedException, IllegalArgumentException

# Number, date, text and formula (com.sun.star.sheet.CellFlags).
CONTENT = 1 | 2 | 4 | 16
ROWS_AT_ONCE = 10_000


def content(sheet):
    """Yields ((row, column), formula or None, value) of every cell with content; rows and columns count from 1."""
    for area in sheet.queryContentCells(CONTENT).RangeAddresses:
        for first in range(area.StartRow, area.EndRow + 1, ROWS_AT_ONCE):
            last = min(first + ROWS_AT_ONCE - 1, area.EndRow)
            block = sheet.getCellRangeByPosition(area.StartColumn, first, area.EndColumn, last)
            for down, (texts, values) in enumerate(zip(block.getFormulaArray(), block.getDataArray())):
                for right, (text, value) in enumerate(zip(texts, values)):
                    formula = text if text.startswith(("=", "{=")) else None
                    yield (first + down + 1, area.StartColumn + right + 1), formula, value


def pilots(document):
    """Areas that LibreOffice lays out anew on loading: they depend on every cell of their source."""
    return [
        (sheet.Name, sheet.DataPilotTables.getByIndex(index).OutputRange)
        for sheet in document.Sheets
        for index in range(sheet.DataPilotTables.Count)
    ]


def is_in(areas, name, row, column):
    return any(
        name == where and area.StartRow < row <= area.EndRow + 1 and area.StartColumn < column <= area.EndColumn + 1
        for where, area in areas
    )


def facts(document, leave_out):
    """Per sheet and cell, the formula or the value; results are left out where there is a formula, for they may depend."""
    found = {}
    for sheet in document.Sheets:
        left_out = None
        if sheet.Name == leave_out["sheet"]:
            address = sheet.getCellRangeByName(leave_out["cell"]).RangeAddress
            left_out = (address.StartRow + 1, address.StartColumn + 1)
        for place, formula, value in content(sheet):
            if place != left_out:
                found[(sheet.Name, *place)] = value if formula is None else formula
    return found


def compare(load, request):
    documents = [opened(load, path) for path in request["compare"]]
    opens = [document is not None for document in documents]
    if not all(opens):
        close(documents)
        return {"opens": opens, "cells": 0, "differences": []}
    try:
        before, after = (facts(document, request["except"]) for document in documents)
        derived = [area for document in documents for area in pilots(document)]
    finally:
        close(documents)
    different = [key for key in {**before, **after} if before.get(key) != after.get(key) and not is_in(derived, *key)]
    told = [[str(key), str(before.get(key)), str(after.get(key))] for key in different[:20]]
    return {"opens": opens, "cells": len(before), "differences": told}


def opened(load, path):
    """None when it is refused or is no spreadsheet; a crash of LibreOffice is an error of the whole request."""
    try:
        document = load(path)
    except DisposedException:
        raise
    except (IllegalArgumentException, IOException):
        return None
    if document is not None and not hasattr(document, "Sheets"):
        document.close(True)
        return None
    return document


def close(documents):
    for document in documents:
        if document is not None:
            document.close(True)
