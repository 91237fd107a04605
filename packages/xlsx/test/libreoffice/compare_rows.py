"""Lets LibreOffice insert and delete the same rows and compares the outcome cell by cell.

usage: compare_rows.py PORT PROFILE-FOLDER JOBS.json; JOBS: [{"original", "changed", "sheet", "inserts": [[at, count]], "deletes": [[at, count]]}]
Inserts are in the numbering of the original, deletes in that after the inserts; the changed file had both applied.
Prints a JSON list with, per job, {"file", "error"?, "cells", "differences": [[kind, where, expected, found]]}.
"""
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

import uno
from com.sun.star.beans import PropertyValue


BATCH = 40
SECONDS = 120


def start(port, profile):
    """A LibreOffice of its own, and its desktop."""
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=socket,host=127.0.0.1,port={port};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.25)
    stop(office)
    raise SystemExit("LibreOffice does not answer")


def stop(office):
    """Ends the program with the processes it started."""
    try:
        os.killpg(office.pid, signal.SIGTERM)
        office.wait(20)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        pass


def load(desktop, path):
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    macros = PropertyValue()
    macros.Name, macros.Value = "MacroExecutionMode", 0
    links = PropertyValue()
    links.Name, links.Value = "UpdateDocMode", 0
    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (hidden, macros, links))


def change(document, job):
    rows = document.Sheets.getByName(job["sheet"]).Rows
    for at, count in sorted(job["inserts"], reverse=True):
        rows.insertByIndex(at - 1, count)
    for at, count in sorted(job["deletes"], reverse=True):
        rows.removeByIndex(at - 1, count)


LOST = r"\$?[A-Z]*\$?#REF!"


def spelled(text):
    """How LibreOffice spells a lost reference and Excel does: it keeps the surviving half (`D$#REF!`), both ends of a
    range and the sheet, and does not understand `'A sheet'!#REF!`, which it reads in small letters. It reads a union
    with a lost reference as a list. Paths of other files differ."""
    text = re.sub(f"{LOST}(:{LOST})?", "#REF!", text)
    text = re.sub(r"(\$?'(?:[^']|'')+'|[^\s'=(;~:!&+*/^<>-]+)\.#REF!", "#REF!", text)
    if "#REF!" in text:
        text = text.replace("~", ";").replace("!#REF!", " #REF!")
    text = re.sub(r"\$?'[^']+'[.!]#REF!", "#REF!", text, flags=re.IGNORECASE)
    return re.sub(r"'file:///[^']*/", "'", text)


def cells(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = cursor.RangeAddress
    found = {}
    block = sheet.getCellRangeByPosition(0, 0, min(area.EndColumn, 200), min(area.EndRow, 3000))
    for row, line in enumerate(block.getFormulaArray()):
        for column, text in enumerate(line):
            if text != "":
                found[(sheet.Name, row + 1, column + 1)] = spelled(text)
    return found


def values(sheet):
    """What the cells show, to ten digits."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = cursor.RangeAddress
    found = {}
    block = sheet.getCellRangeByPosition(0, 0, min(area.EndColumn, 200), min(area.EndRow, 3000))
    for row, line in enumerate(block.getDataArray()):
        for column, value in enumerate(line):
            if value != "":
                text = f"{value:.10g}" if isinstance(value, float) else str(value)
                found[(sheet.Name, "value", row + 1, column + 1)] = text
    return found


VOLATILE = re.compile(r"(RAND|RANDBETWEEN|RANDARRAY|CONFINT|ETS\.PI[.\w]*|\bNOW|\bINFO|\bCELL)\(", re.IGNORECASE)


def settle(document):
    """Computes the document; answers which values are others a moment later. A random number may come twice: it is drawn
    several times."""
    document.calculateAll()
    sheets = list(document.Sheets)
    if not any(VOLATILE.search(str(text)) for sheet in sheets for text in cells(sheet).values()):
        return set()
    before = {key: value for sheet in sheets for key, value in values(sheet).items()}
    time.sleep(1.1)
    changing = set()
    for _ in range(8):
        document.calculateAll()
        after = {key: value for sheet in sheets for key, value in values(sheet).items()}
        changing |= {key for key in set(before) | set(after) if before.get(key) != after.get(key)}
    return changing


def conditions(sheet):
    found = {}
    for item in sheet.ConditionalFormats.getConditionalFormats():
        for index in range(item.Count):
            entry = item.getByIndex(index)
            formulas = (entry.Formula1, entry.Formula2) if hasattr(entry, "Formula1") else ()
            found[(sheet.Name, "condition", item.Range.RangeAddressesAsString, index)] = formulas
    return found


def facts(document):
    found = {}
    for sheet in document.Sheets:
        if sheet.DataPilotTables.Count == 0:  # laid out anew on loading
            found.update(cells(sheet))
            found.update(values(sheet))
        found.update(conditions(sheet))
        for note in sheet.Annotations:
            found[(sheet.Name, "note", note.Position.Row + 1, note.Position.Column + 1)] = note.String
    for name in document.NamedRanges.ElementNames:
        content = spelled(document.NamedRanges.getByName(name).Content)
        found[("name", name)] = re.sub(r"[^\s'=(;~]+!#REF!", "#REF!", content, flags=re.IGNORECASE)
    for name in document.DatabaseRanges.ElementNames:
        area = document.DatabaseRanges.getByName(name).DataArea
        found[("range", name)] = [area.Sheet, area.StartColumn, area.StartRow, area.EndColumn, area.EndRow]
    tables = {key for key, value in found.items() if str(value).startswith(("=TABLE(", "=MULTIPLE.OPERATIONS("))}
    results = {(key[0], "value", *key[1:]) for key in tables}  # computed anew, new rows among them too
    return {key: value for key, value in found.items() if key not in tables | results}


def compare(desktop, job):
    result = {"file": job["changed"], "cells": 0, "differences": []}
    documents = []
    try:
        original = load(desktop, job["original"])
        documents.append(original)
        change(original, job)
        changed = load(desktop, job["changed"])
        documents.append(changed)
        moving = settle(original) | settle(changed)
        expected, found = facts(original), facts(changed)
        result["cells"] = len(expected)
        for key in sorted((set(expected) | set(found)) - moving, key=str):
            if expected.get(key) != found.get(key):
                kind = key[0] if key[0] in ("name", "range") else key[1] if isinstance(key[1], str) else "cell"
                result["differences"].append([kind, str(key), str(expected.get(key)), str(found.get(key))])
    except Exception as error:
        result["error"] = str(error)[:200]
    for document in documents:
        try:
            document.close(True)
        except Exception as error:
            result["error"] = f"on closing: {str(error)[:200]}"
    return result


def main(port, profile, jobs, compare=compare):
    """A new process after every batch, and after an error: it may have crashed, or been ended for not answering."""
    office, desktop = start(port, profile)
    results = []
    for done, job in enumerate(jobs, start=1):
        watch = threading.Timer(SECONDS, os.killpg, (office.pid, signal.SIGKILL))
        watch.start()
        results.append(compare(desktop, job))
        watch.cancel()
        if "error" in results[-1] or done % BATCH == 0:
            stop(office)
            office, desktop = start(port, profile)
    stop(office)
    return results


if __name__ == "__main__":
    with open(sys.argv[3]) as handle:
        print(json.dumps(main(int(sys.argv[1]), sys.argv[2], json.load(handle))))
