"""Prints which parts of two zip packages differ, as JSON; see package-diff.ts for the shape."""
import hashlib
import json
import sys
import zipfile


def parts(name):
    with zipfile.ZipFile(name) as package:
        return {
            info.filename: hashlib.sha256(package.read(info)).hexdigest()
            for info in package.infolist()
            if not info.is_dir()
        }


before, after = parts(sys.argv[1]), parts(sys.argv[2])
both = before.keys() & after.keys()
json.dump(
    {
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": sorted(name for name in both if before[name] != after[name]),
        "same": sorted(name for name in both if before[name] == after[name]),
    },
    sys.stdout,
)
