import type { Finding } from '../api.ts';

/** What is done about a part because of what it is. */
export interface PartPolicy {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly message: string;
}

const macro = strip('MACRO_STRIPPED', 'Macros are removed; the workbook goes on without them.');
const xlm: PartPolicy = {
  code: 'ACTIVE_XLM',
  severity: 'refuse',
  message: 'The workbook has Excel 4.0 macro sheets. Remove them in Excel and upload it again.',
};
const activeX = strip('ACTIVE_ACTIVEX', 'ActiveX controls are removed.');
const customUi = strip('ACTIVE_CUSTOMUI', 'Changes to the ribbon are removed.');
const webExtension = strip('ACTIVE_WEBEXT', 'Add-ins that open with the workbook are removed.');
const python = strip('ACTIVE_PYTHON', 'Python code is removed.');
const ole = strip('ACTIVE_OLE', 'Embedded objects are reduced to their picture.');
const connection = strip('EXT_CONNECTION', 'Connections to other data are removed; the values stay.');

/** By content type, in lower case. */
const byContentType: readonly (readonly [RegExp, PartPolicy])[] = [
  [/^application\/vnd\.ms-office\.vbaproject/, macro],
  [/^application\/vnd\.ms-excel\.(intl)?macrosheet\+xml$/, xlm],
  [/spreadsheetml\.dialogsheet\+xml$/, macro],
  [/macroenabled\.main\+xml$/, macro],
  [/^application\/vnd\.ms-excel\.attachedtoolbars$/, macro],
  [/^application\/vnd\.ms-office\.activex(\+xml)?$/, activeX],
  [/^application\/vnd\.ms-office\.webextension(taskpanes)?\+xml$/, webExtension],
  [/^application\/vnd\.ms-excel\.python\+xml$/, python],
  [/officedocument\.oleobject$/, ole],
  [/spreadsheetml\.connections\+xml$/, connection],
  [/spreadsheetml\.querytable\+xml$/, connection],
  [/officedocument\.model\+data$/, connection],
];

/** By the last segment of the relationship type, in lower case. */
const byRelationship: ReadonlyMap<string, PartPolicy> = new Map([
  ['vbaproject', macro],
  ['vbaprojectsignature', macro],
  ['vbaprojectsignatureagile', macro],
  ['vbaprojectsignaturev3', macro],
  ['attachedtoolbars', macro],
  ['dialogsheet', macro],
  ['xlmacrosheet', xlm],
  ['xlintlmacrosheet', xlm],
  ['control', activeX],
  ['activexcontrolbinary', activeX],
  ['extensibility', customUi],
  ['customui', customUi],
  ['usercustomization', customUi],
  ['webextension', webExtension],
  ['webextensiontaskpanes', webExtension],
  ['python', python],
  ['oleobject', ole],
  ['package', ole],
  ['connections', connection],
  ['querytable', connection],
  ['powerpivotdata', connection],
]);

export function policyOfContentType(type: string | undefined): PartPolicy | undefined {
  const lower = (type ?? '').toLowerCase();
  return byContentType.find(([pattern]) => pattern.test(lower))?.[1];
}

export function policyOfRelationship(tail: string): PartPolicy | undefined {
  return byRelationship.get(tail);
}

/** A compound file with a `_VBA_PROJECT` stream, whatever its content type says. */
export function isVbaProject(bytes: Buffer): boolean {
  const magic = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  return bytes.subarray(0, 8).equals(magic) && bytes.includes(Buffer.from('_VBA_PROJECT\0', 'utf16le'));
}

export const vbaPolicy = macro;
export const dataMashupPolicy = connection;
export const shapeMacroPolicy = strip('MACRO_STRIPPED', 'Macros assigned to shapes and controls are removed.');
export const autoNamePolicy = strip('MACRO_STRIPPED', 'Names that start macros are removed.');

function strip(code: string, message: string): PartPolicy {
  return { code, severity: 'strip', message };
}
