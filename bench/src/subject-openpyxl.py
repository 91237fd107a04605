"""openpyxl, measured from inside: import and start of Python do not count. usage: subject-openpyxl.py FILE read|write"""
import io, json, sys, time
import openpyxl

file, what = sys.argv[1:3]
start = time.perf_counter()
book = openpyxl.load_workbook(file)
sheet = book.worksheets[0]
if what == "read":
    result = sum(1 for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
else:
    for row in range(2, sheet.max_row + 1, 100):
        for column in range(1, 15):
            sheet.cell(row, column, row)
    out = io.BytesIO()
    book.save(out)
    result = out.getbuffer().nbytes
print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "result": result}))
