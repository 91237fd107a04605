"""Drives one LibreOffice over UNO: a JSON request per line on stdin, a JSON answer per line on stdout.

Request: {"open": path or null, "save": path, "format": "xlsx", "actions": [...]} as in libreoffice.ts, or
{"compare": [path, path], "except": {"sheet", "cell"}}.
For a document that stays open under a name, as at a person's desk: {"load": address, "as": name}, {"do": name, "actions": [...]},
{"store": name}, {"get": name, "sheet", "cell"}, {"close": name}.
Answer: {"ok": true}, with "readonly" after a load and "text" after a get, for a comparison with "opens", "cells" and "differences", or {"ok": false, "error": "..."}.
"""
import datetime
import json
import sys
import time

import libreoffice_compare
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
    "csv": "Text - txt - csv (StarCalc)",
}


def prop(name, value):
    made = PropertyValue()
    made.Name = name
    made.Value = value
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.time() + 60
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if time.time() > deadline:
                raise
            time.sleep(0.2)


def set_cell(document, cell, value):
    if isinstance(value, dict) and "formula" in value:
        cell.Formula = value["formula"]
    elif isinstance(value, dict):
        null = document.NullDate
        zero = datetime.date(null.Year, null.Month, null.Day)
        cell.Value = (datetime.date.fromisoformat(value["date"]) - zero).days
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def sort(sheet, action):
    cells = sheet.getCellRangeByName(action["range"])
    field = TableSortField()
    field.Field = action["column"]
    field.IsAscending = not action.get("descending", False)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    descriptor = (prop("SortFields", fields), prop("ContainsHeader", False), prop("BindFormatsToContent", True))
    uno.invoke(cells, "sort", (descriptor,))


def act(document, action):
    sheet = document.Sheets.getByName(action["sheet"])
    kind = action["op"]
    if kind == "set":
        set_cell(document, sheet.getCellRangeByName(action["cell"]), action["value"])
    elif kind == "clear":
        sheet.getCellRangeByName(action["cell"]).clearContents(1 | 2 | 4 | 16)
    elif kind == "sort":
        sort(sheet, action)
    elif kind == "insertRows":
        sheet.Rows.insertByIndex(action["at"] - 1, action["count"])
    elif kind == "deleteRows":
        sheet.Rows.removeByIndex(action["at"] - 1, action["count"])
    elif kind == "insertColumns":
        sheet.Columns.insertByIndex(action["at"] - 1, action["count"])
    elif kind == "deleteColumns":
        sheet.Columns.removeByIndex(action["at"] - 1, action["count"])
    else:
        raise ValueError("unknown action " + kind)


def load(desktop, path):
    """None when LibreOffice does not open the file."""
    url = path if "://" in path else uno.systemPathToFileUrl(path)
    return desktop.loadComponentFromURL(url, "_blank", 0, (prop("Hidden", True), prop("MacroExecutionMode", 0)))


opened = {}


def desk(desktop, request):
    if "load" in request:
        document = load(desktop, request["load"])
        if document is None:
            raise ValueError("cannot open " + request["load"])
        opened[request["as"]] = document
        return {"readonly": document.isReadonly()}
    if "do" in request:
        for action in request["actions"]:
            act(opened[request["do"]], action)
    elif "store" in request:
        opened[request["store"]].store()
    elif "get" in request:
        sheet = opened[request["get"]].Sheets.getByName(request["sheet"])
        return {"text": sheet.getCellRangeByName(request["cell"]).String}
    elif "close" in request:
        opened.pop(request["close"]).close(True)
    return {}


def answer_to(desktop, request):
    if not {"load", "do", "store", "get", "close"}.isdisjoint(request):
        return desk(desktop, request)
    if "compare" in request:
        return libreoffice_compare.compare(lambda path: load(desktop, path), request)
    visit(desktop, request)
    return {}


def visit(desktop, request):
    if request["open"] is None:
        return
    document = load(desktop, request["open"])
    if document is None:
        raise ValueError("cannot open " + request["open"])
    try:
        if not hasattr(document, "Sheets"):
            raise ValueError("not a spreadsheet: " + request["open"])
        for action in request.get("actions", []):
            act(document, action)
        filter_name = FILTERS[request.get("format", "xlsx")]
        document.storeToURL(uno.systemPathToFileUrl(request["save"]), (prop("FilterName", filter_name), prop("Overwrite", True)))
    finally:
        document.close(True)


def main():
    desktop = connect(sys.argv[1])
    for line in sys.stdin:
        try:
            answer = {"ok": True, **answer_to(desktop, json.loads(line))}
        except Exception as error:
            answer = {"ok": False, "error": f"{type(error).__name__}: {getattr(error, 'Message', None) or error}"}
        print(json.dumps(answer), flush=True)


main()
