"""openpyxl, measured from inside: import and start of Python do not count. usage: subject-openpyxl.py FILE read|write|cell"""
import io, json, sys, time
import openpyxl

file, what = sys.argv[1:3]
start = time.perf_counter()
book = openpyxl.load_workbook(file)
sheet = book.worksheets[0]
if what == "read":
    result = sum(1 for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
else:
    rows = range(2, sheet.max_row + 1, 100) if what == "write" else [2]
    for row in rows:
        for column in range(1, 15) if what == "write" else [4]:
            sheet.cell(row, column, row)
    out = io.BytesIO()
    book.save(out)
    result = out.getbuffer().nbytes
print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "result": result}))
