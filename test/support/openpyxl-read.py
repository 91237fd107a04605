"""Prints every cell of the workbook named on the command line as JSON; see openpyxl.ts for the shape."""
import datetime
import json
import sys

import openpyxl
import openpyxl.reader.excel

# Only cells matter here, and openpyxl fails on charts that others write (text where it wants numbers).
openpyxl.reader.excel.find_images = lambda archive, path: ([], [])


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if hasattr(value, "text"):
        return str(value.text)
    return str(value)


def formula_of(cell):
    if cell.data_type != "f":
        return None
    return plain(cell.value)


def read(name):
    formulas = openpyxl.load_workbook(name)
    values = openpyxl.load_workbook(name, data_only=True)
    sheets = []
    for sheet in formulas.worksheets:
        cached = values[sheet.title]
        cells = {}
        # Only the cells that are there: iter_rows() would make every cell of a sheet formatted to its last column.
        for place, cell in sorted(sheet._cells.items()):
            if cell.value is None:
                continue
            entry = {"value": plain(cached._cells[place].value)}
            formula = formula_of(cell)
            if formula is not None:
                entry["formula"] = formula
            cells[cell.coordinate] = entry
        sheets.append({"name": sheet.title, "state": sheet.sheet_state, "cells": cells})
    return sheets


json.dump(read(sys.argv[1]), sys.stdout)
