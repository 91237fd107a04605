"""Reads a JSON list of files from standard input; prints, as JSON, what openpyxl has against each that it cannot open."""
import json
import sys
import warnings

import openpyxl

warnings.simplefilter("ignore")
faults = {}
for name in json.load(sys.stdin):
    try:
        openpyxl.load_workbook(name).close()
    except Exception as error:
        faults[name] = f"{type(error).__name__}: {str(error)[:200]}"
print(json.dumps(faults))
