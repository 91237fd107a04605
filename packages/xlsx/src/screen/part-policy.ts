import type { ContentKind } from './policies.ts';

/** What content is, and what is said about it. What is done about it is a matter of `ScreenPolicies`. */
export interface ContentPolicy {
  readonly kind: ContentKind;
  readonly code: string;
  readonly message: string;
}

const macro = content('macros', 'MACRO_STRIPPED', 'Macros are removed; the workbook goes on without them.');
const xlm = content(
  'macroSheets',
  'ACTIVE_XLM',
  'The workbook has Excel 4.0 macro sheets. Remove them in Excel and upload it again.',
);
const activeX = content('activeX', 'ACTIVE_ACTIVEX', 'ActiveX controls are removed.');
const customUi = content('customUi', 'ACTIVE_CUSTOMUI', 'Changes to the ribbon are removed.');
const webExtension = content('webExtensions', 'ACTIVE_WEBEXT', 'Add-ins that open with the workbook are removed.');
const python = content('python', 'ACTIVE_PYTHON', 'Python code is removed.');
const ole = content('oleObjects', 'ACTIVE_OLE', 'Embedded objects are reduced to their picture.');
const connection = content('connections', 'EXT_CONNECTION', 'Connections to other data are removed; the values stay.');

/** By content type, in lower case. */
const byContentType: readonly (readonly [RegExp, ContentPolicy])[] = [
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
const byRelationship: ReadonlyMap<string, ContentPolicy> = new Map([
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

export function policyOfContentType(type: string | undefined): ContentPolicy | undefined {
  const lower = (type ?? '').toLowerCase();
  return byContentType.find(([pattern]) => pattern.test(lower))?.[1];
}

export function policyOfRelationship(tail: string): ContentPolicy | undefined {
  return byRelationship.get(tail);
}

/** A compound file with a `_VBA_PROJECT` stream, whatever its content type says. */
export function isVbaProject(bytes: Buffer): boolean {
  const magic = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  return bytes.subarray(0, 8).equals(magic) && bytes.includes(Buffer.from('_VBA_PROJECT\0', 'utf16le'));
}

export const vbaPolicy = macro;
export const connectionPolicy = connection;
export const shapeMacroPolicy = content(
  'macros',
  'MACRO_STRIPPED',
  'Macros assigned to shapes and controls are removed.',
);
export const autoNamePolicy = content('macros', 'MACRO_STRIPPED', 'Names that start macros are removed.');
export const picturePolicy = content(
  'externalPictures',
  'EXT_IMAGE',
  'A picture would be fetched from elsewhere; it is removed.',
);
export const hyperlinkPolicy = content(
  'hyperlinks',
  'EXT_HYPERLINK',
  'A hyperlink leads to a place that is not allowed; its target is removed, the text stays.',
);
/** Links that are followed belong to external link parts; this is a source of Data > Consolidate. */
export const consolidationPolicy = content(
  'consolidations',
  'EXT_WORKBOOK_LINK',
  'A consolidation names another workbook as its source; the source is removed.',
);
export const linkPolicy = content('workbookLinks', 'EXT_WORKBOOK_LINK', 'The workbook has links to another workbook.');
export const signaturePolicy = content(
  'signatures',
  'SIGNATURE_REMOVED',
  'The document is signed. A signature does not hold for a changed workbook and is removed from it.',
);

function content(kind: ContentKind, code: string, message: string): ContentPolicy {
  return { kind, code, message };
}
