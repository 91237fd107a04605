import type { Finding } from '../../api.ts';
import { limitsOf } from '../../limits.ts';
import { Package } from '../../package/package.ts';
import { Findings } from '../findings.ts';
import { policiesFor } from '../own-queries.ts';
import { type ContentKind, severityOf } from '../policies.ts';
import type { ScreenOptions } from '../screen.ts';
import { stripActiveX } from './active-x.ts';
import { stripConnections } from './connections.ts';
import { dropUnusedDefaults } from './content-types.ts';
import { stripFormulas } from './formulas.ts';
import { stripMacroSheets } from './macro-sheets.ts';
import { stripMacros } from './macros.ts';
import { stripOleObjects } from './ole-objects.ts';
import { stripTargets, stripVmlLinks, stripVmlSources } from './relationships.ts';
import { contentParts, removeParts } from './remove-parts.ts';
import { stripSignatures } from './signatures.ts';
import type { Strip } from './stripping.ts';
import { stripWebExtensions } from './web-extensions.ts';
import { stripWorkbookLinks } from './workbook-links.ts';

export interface StrippedWorkbook {
  readonly bytes: Uint8Array;
  /** Every part, sheet, name and cell that content was taken from; many of a kind in one part are counted. */
  readonly stripped: readonly Finding[];
}

/** In this order: sheets go as a whole before what is on them, formulas before the links that they read from. */
const strips: readonly (readonly [kinds: readonly ContentKind[], strip: Strip])[] = [
  [['macros', 'macroSheets'], stripMacroSheets],
  [['macros'], stripMacros],
  [['activeX'], stripActiveX],
  [['customUi'], (stripping) => removeParts(stripping, 'customUi')],
  [['webExtensions'], stripWebExtensions],
  [['oleObjects'], stripOleObjects],
  [['python', 'workbookLinks', 'longFormulas'], stripFormulas],
  [['workbookLinks'], stripWorkbookLinks],
  [['connections'], stripConnections],
  [['consolidations'], (stripping) => stripTargets(stripping, 'consolidations')],
  [['externalPictures'], (stripping) => stripTargets(stripping, 'externalPictures')],
  [['externalPictures'], stripVmlSources],
  [['hyperlinks'], (stripping) => stripTargets(stripping, 'hyperlinks')],
  [['hyperlinks'], stripVmlLinks],
];

/**
 * The workbook without what the policies say to strip, as an .xlsx: parts go with their relationships, content types and whatever
 * referred to them, so that the package stays whole. Parts without a reason to change stay byte for byte; without anything to strip
 * so does the file. What is refused is left in: screen the file first, and the result again. Throws `XlsxError`.
 */
export async function stripWorkbook(bytes: Uint8Array, options: ScreenOptions = {}): Promise<StrippedWorkbook> {
  const pkg = Package.open(bytes, limitsOf(options.limits));
  const policies = policiesFor(pkg, options);
  const stripped = new Findings(policies);
  const stripping = { pkg, policies, stripped, parts: contentParts(pkg) };
  for (const [kinds, strip] of strips)
    if (kinds.some((kind) => severityOf(policies, kind) === 'strip')) strip(stripping);
  if (pkg.receipt.partsChanged.length > 0) {
    dropUnusedDefaults(pkg);
    if (policies.signatures === 'strip') stripSignatures(stripping);
  }
  return { bytes: await pkg.toBytes(), stripped: stripped.result().findings };
}
