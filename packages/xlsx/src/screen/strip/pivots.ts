/** Pivot tables over data that is elsewhere (ECMA-376 Part 1 §18.10). */
import type { Package } from '../../package/package.ts';
import { isRelation } from '../../structure/dialect.ts';
import { sheetList } from '../../structure/sheet-list.ts';
import { attribute, child, childrenOf, descendants, parseTree, prefixOf, textOf } from '../../xml/element-tree.ts';
import { connectionPolicy } from '../part-policy.ts';
import { sources } from '../screen-parts.ts';
import { cutMarkup, detach } from './cut-markup.ts';
import type { Cuts } from './cuts.ts';
import { stripModelSlicers } from './slicers.ts';
import type { Stripping } from './stripping.ts';

const why = 'pivot tables are cut off from their connection';

/**
 * A pivot table over a query keeps its cache and cannot be refreshed any more. One over a data model cannot be without it: it becomes
 * the values that it shows, and its slicers and timelines go.
 */
export function stripExternalPivots(stripping: Stripping): void {
  const { pkg } = stripping;
  const caches = pkg
    .relationships(pkg.mainPart)
    .filter(({ type, target, external }) => !external && isRelation(type, 'pivotCacheDefinition') && pkg.has(target));
  let modelled = false;
  for (const part of new Set(caches.map(({ target }) => target))) {
    const source = sourceOf(pkg, part);
    if (source === 'query') keepCache(stripping, part);
    if (source !== 'model') continue;
    modelled = true;
    removePivots(stripping, part);
  }
  if (modelled) stripModelSlicers(stripping);
}

function sourceOf(pkg: Package, cache: string): 'inside' | 'query' | 'model' {
  const tree = parseTree(pkg.text(cache));
  const source = child(tree.root, 'cacheSource');
  if (source === undefined || attribute(tree, source, 'type') !== 'external') return 'inside';
  const fields = childrenOf(child(tree.root, 'cacheFields'), 'cacheField');
  const levels = fields.some((field) => attribute(tree, field, 'hierarchy') !== undefined);
  return levels || child(tree.root, 'cacheHierarchies') !== undefined ? 'model' : 'query';
}

/** As if its source had been a range that was deleted: nothing that Excel would ask for when it opens the workbook. */
function keepCache({ pkg, stripped }: Stripping, part: string): void {
  cutMarkup(pkg, part, why, (cuts) => {
    const { root } = cuts.tree;
    const prefix = prefixOf(root);
    const source = child(root, 'cacheSource')!;
    const name = `<${prefix}worksheetSource name="removed_connection"/>`;
    cuts.replace(source, `<${prefix}cacheSource type="worksheet">${name}</${prefix}cacheSource>`);
    for (const setting of ['refreshOnLoad', 'backgroundQuery']) cuts.attribute(root, setting);
    cuts.set(root, 'enableRefresh', '0');
  });
  const message = 'A pivot table keeps what it shows, but can no longer be refreshed from its connection.';
  stripped.report({ ...connectionPolicy, message }, { part });
}

function removePivots({ pkg, stripped }: Stripping, cache: string): void {
  const sheets = sheetList(pkg);
  const gone: { readonly sheet: string; readonly name: string }[] = [];
  for (const source of sources(pkg)) {
    const links = pkg
      .relationships(source)
      .filter(({ type, target, external }) => !external && isRelation(type, 'pivotTable') && uses(pkg, target, cache));
    if (links.length === 0) continue;
    const sheet = sheets.find(({ part }) => part === source)?.name;
    for (const { target } of links) {
      const tree = parseTree(pkg.text(target));
      gone.push({ sheet: sheet ?? '', name: attribute(tree, tree.root, 'name') ?? '' });
      const message = 'A pivot table over a data model became the values that it showed.';
      stripped.report({ ...connectionPolicy, message }, { part: target, ...(sheet === undefined ? {} : { sheet }) });
    }
    detach(
      pkg,
      source,
      links.map(({ id }) => id),
      why,
    );
    if (sheet !== undefined) cutMarkup(pkg, source, why, plainFormats);
  }
  const ids = pkg.relationships(pkg.mainPart).filter(({ target }) => target === cache);
  detach(
    pkg,
    pkg.mainPart,
    ids.map(({ id }) => id),
    why,
  );
  for (const chart of pkg.names.filter((name) => /drawingml\.chart\+xml$/.test(pkg.contentType(name) ?? '')))
    cutMarkup(pkg, chart, why, (cuts) => plainChart(cuts, gone));
}

function uses(pkg: Package, pivot: string, cache: string): boolean {
  return pkg.has(pivot) && pkg.relationships(pivot).some(({ target }) => target === cache);
}

/** Formats that followed a pivot table stay where they are. */
function plainFormats(cuts: Cuts): void {
  for (const format of cuts.named('conditionalFormatting'))
    if (attribute(cuts.tree, format, 'pivot') !== undefined) cuts.attribute(format, 'pivot');
}

/** `<c:pivotSource><c:name>[Book1.xlsx]Sheet1!PivotTable1</c:name>…` */
function plainChart(cuts: Cuts, gone: readonly { readonly sheet: string; readonly name: string }[]): void {
  for (const source of cuts.named('pivotSource')) {
    const name = [...descendants(source)].find(({ local }) => local === 'name');
    const text = name === undefined ? '' : textOf(cuts.tree, name);
    const used = gone.some(
      (pivot) => text.endsWith(`${pivot.sheet}!${pivot.name}`) || text.endsWith(`${pivot.sheet}'!${pivot.name}`),
    );
    if (used) cuts.element(source);
  }
}
