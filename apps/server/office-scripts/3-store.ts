/** What was last exchanged of a task: a value for each column, or nothing where its row is no longer the server's. */
type Held = Map<string, Raw[] | null>;

/** A call that was made, or may have been: it is made again, letter by letter, until its answer has been carried out. */
interface Journal {
  key: string;
  request: SyncRequest;
  /** The predecessors that were sent, as they stood in the cell, by row. */
  texts?: { [row: string]: Raw };
}

interface Store {
  sheet: ExcelScript.Worksheet;
  link: Link;
  held: Held;
  journal: Journal | undefined;
  /** Rows that it takes up. */
  size: number;
}

/** Columns F, G and H of the sheet `_HASH`, beside the hashes: Task ID, what is held, and in pieces the call under way. */
const STORE = 5;
const PIECE = 30000;

function ownSheet(workbook: ExcelScript.Workbook, name: string, mark: string): ExcelScript.Worksheet | undefined {
  const names = [name, `${name} (SprintForge)`];
  for (const one of names) {
    const sheet = workbook.getWorksheet(one);
    if (sheet && sheet.getRange('A1').getValue() === mark) {
      return sheet;
    }
  }
  return undefined;
}

function readStore(workbook: ExcelScript.Workbook): Store {
  const sheet = ownSheet(workbook, '_HASH', 'Task ID');
  const used = sheet ? sheet.getUsedRange() : undefined;
  if (!sheet || !used || sheet.getRange('F1').getValue() !== 'Task ID') {
    throw new Error(
      "This workbook was not downloaded for the script. Download it again with 'Office Script' on the Connect page.",
    );
  }
  const size = used.getRowIndex() + used.getRowCount();
  const lines = sheet.getRangeByIndexes(0, STORE, size, 3).getValues();
  const link: Link = JSON.parse(String(lines[0][1]));
  const held: Held = new Map();
  for (const line of lines.slice(1)) {
    if (line[0] !== '') {
      const values: Raw[] | null = JSON.parse(String(line[1]));
      held.set(String(line[0]), values);
    }
  }
  const text = lines.map((line) => String(line[2]).slice(2)).join('');
  const journal: Journal | undefined = text === '' ? undefined : JSON.parse(text);
  return { sheet: sheet, link: link, held: held, journal: journal, size: size };
}

/** All of it in one call, so that no half of it ever stands there. */
function writeStore(store: Store): void {
  const lines: Raw[][] = [['Task ID', JSON.stringify(store.link), '']];
  store.held.forEach((values, id) => {
    lines.push([id, JSON.stringify(values), '']);
  });
  const text = store.journal ? JSON.stringify(store.journal) : '';
  for (let at = 0; at * PIECE < text.length; at++) {
    while (lines.length <= at) {
      lines.push(['', '', '']);
    }
    lines[at][2] = `j:${text.slice(at * PIECE, (at + 1) * PIECE)}`;
  }
  while (lines.length < store.size) {
    lines.push(['', '', '']);
  }
  store.sheet.getRangeByIndexes(0, STORE, lines.length, 3).setValues(lines);
  store.size = lines.length;
}
