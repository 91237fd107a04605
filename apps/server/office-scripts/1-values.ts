type Raw = string | number | boolean;
type Wire = string | number | boolean | null;

/** A column of the plan: its field, the hidden name over it with its header, the name that people use, what it holds. */
interface Column {
  field: string;
  name: string;
  range: string;
  type: string;
  /** 50 is fifty percent, not 0.5. */
  points: boolean;
  /** Blanks before the text tell the outline. */
  indented: boolean;
  /** Of predecessors: what names a task in them, and what stands between two. */
  reference?: 'row' | 'number' | 'wbs' | 'id' | 'name';
  separator?: string;
}

/** What the workbook last exchanged with the server. */
interface Link {
  version: number;
  copy: string;
  /** The server's word for version and copy. */
  receipt: string;
  date1904: boolean;
  columns: Column[];
}

/** Longer texts are held by their hash. */
const LONG = 500;

/** A value as it is held: itself, or what a long text is known again by. */
function short(raw: Raw): Raw {
  if (typeof raw !== 'string' || raw.length <= LONG) {
    return raw;
  }
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < raw.length; at++) {
    one = Math.imul(one ^ raw.charCodeAt(at), 2654435761);
    two = Math.imul(two ^ raw.charCodeAt(at), 1597334677);
  }
  return `#${raw.length}:${(one >>> 0).toString(16)}${(two >>> 0).toString(16)}`;
}

function isHashed(raw: Raw): boolean {
  return typeof raw === 'string' && /^#\d+:[0-9a-f]+$/.test(raw);
}

function isError(raw: Raw): boolean {
  return typeof raw === 'string' && /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/.test(raw);
}

/** A cell as the server takes it. Days go as Excel's numbers. */
function toWire(raw: Raw, column: Column, plan: Plan): Wire {
  if (column.reference && raw !== '') {
    return withIds(String(raw), plan, column);
  }
  const value = column.indented && typeof raw === 'string' ? raw.replace(/^\s+/, '') : raw;
  if (value === '') {
    return null;
  }
  if (typeof value !== 'number') {
    return value;
  }
  if (column.type === 'date') {
    return plan.link.date1904 ? value + 1462 : value;
  }
  return column.points ? value / 100 : value;
}

/** A value of the server as the cell takes it. */
function toRaw(wire: Wire, column: Column, plan: Plan): Raw {
  if (wire === null) {
    return '';
  }
  if (column.reference && typeof wire === 'string') {
    return withNames(wire, plan, column);
  }
  const day = column.type === 'date' && typeof wire === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(wire) : null;
  if (day) {
    const number = Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) / 86400000 + 25569;
    return plan.link.date1904 ? number - 1462 : number;
  }
  return column.points && typeof wire === 'number' ? Number((wire * 100).toPrecision(12)) : wire;
}

/** Writes a value so that Excel makes nothing else of it: no formula, number or day of a text. */
function writeCell(cell: ExcelScript.Range, raw: Raw): void {
  if (cell.getValue() === raw) {
    return;
  }
  const plain = typeof raw !== 'string' || raw === '' || cell.getNumberFormats()[0][0] === '@';
  const harmless =
    typeof raw === 'string' && /^[A-Za-z\u00c0-\uffff][^0-9]*$/.test(raw) && !/^(true|false)$/i.test(raw);
  cell.setValue(plain || harmless ? raw : `'${raw}`);
}
