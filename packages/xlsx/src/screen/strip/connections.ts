import { functionsOf } from '../../formula/index.ts';
import type { Package } from '../../package/package.ts';
import { isRelation } from '../../structure/dialect.ts';
import { walkXml } from '../../xml/walk-xml.ts';
import { type ContentPolicy, connectionPolicy } from '../part-policy.ts';
import { sources } from '../screen-parts.ts';
import { cutMarkup, detach, isTree } from './cut-markup.ts';
import { freezeCells } from './freeze-cells.ts';
import { stripExternalPivots } from './pivots.ts';
import { removeParts } from './remove-parts.ts';
import type { Stripping } from './stripping.ts';

const why = connectionPolicy.message;

/**
 * Takes out connections (ECMA-376 Part 1 §18.13), query tables, queries (`DataMashup`) and the data model, with what cannot be without
 * them: tables become plain, formulas over cubes become their values, pivot tables keep what they show.
 */
export function stripConnections(stripping: Stripping): void {
  const { pkg } = stripping;
  const mashups = mashupParts(pkg);
  if (mashups.length === 0 && !stripping.parts.some(({ policy }) => policy.kind === 'connections')) return;
  freezeCells(stripping, cubeFormula);
  stripExternalPivots(stripping);
  for (const part of mashups) removeMashup(stripping, part);
  for (const part of pkg.names.filter((name) => isTree(pkg, name))) forgetConnections(pkg, part);
  removeParts(stripping, 'connections');
}

function cubeFormula(formula: string): ContentPolicy | undefined {
  if (!/cube/i.test(formula) || !functionsOf(formula).some((name) => /^(_xlfn\.)?cube/i.test(name))) return undefined;
  return { ...connectionPolicy, message: 'A formula over a data model is replaced by its value.' };
}

function mashupParts(pkg: Package): string[] {
  return pkg.names.filter((part) => {
    if (!isTree(pkg, part) || !pkg.utf8(part).includes('DataMashup')) return false;
    let found = false;
    const isMashup = (bytes: Buffer, start: number, end: number) =>
      bytes.toString('latin1', start, end) === 'DataMashup';
    walkXml(pkg.utf8(part), isMashup, () => {
      found = true;
    });
    return found;
  });
}

/** The item, its properties, and the relationship from the workbook. */
function removeMashup({ pkg, stripped }: Stripping, part: string): void {
  for (const source of sources(pkg)) {
    const links = pkg.relationships(source).filter(({ target, external }) => !external && target === part);
    if (links.every(({ type }) => isRelation(type, 'customXml')))
      detach(
        pkg,
        source,
        links.map(({ id }) => id),
        why,
      );
  }
  if (!pkg.has(part))
    stripped.report({ ...connectionPolicy, message: 'Queries are removed; their results stay.' }, { part });
}

/** What names a connection or query besides relationships: tables, maps of XML, the model in the workbook. */
function forgetConnections(pkg: Package, part: string): void {
  const type = pkg.contentType(part) ?? '';
  if (/\.table\+xml$/.test(type)) cutMarkup(pkg, part, why, plainTable);
  else if (/xmlMaps|^application\/xml$/.test(type) && pkg.bytes(part).includes('ConnectionID'))
    cutMarkup(pkg, part, why, (cuts) => {
      for (const binding of cuts.named('DataBinding')) cuts.attribute(binding, 'ConnectionID');
    });
  else if (part === pkg.mainPart)
    cutMarkup(pkg, part, why, (cuts) => {
      for (const model of cuts.named('dataModel')) cuts.element(model);
    });
}

function plainTable(cuts: Parameters<Parameters<typeof cutMarkup>[3]>[0]): void {
  const { root } = cuts.tree;
  for (const name of ['tableType', 'connectionId']) cuts.attribute(root, name);
  for (const column of cuts.named('tableColumn')) cuts.attribute(column, 'queryTableFieldId');
}
