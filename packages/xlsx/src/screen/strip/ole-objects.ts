import type { Package } from '../../package/package.ts';
import { dialectOf, relationAttribute } from '../../structure/dialect.ts';
import { insertChild, worksheetOrder } from '../../structure/schema-order.ts';
import { parseTree, prefixOf } from '../../xml/element-tree.ts';
import { Splices } from '../../xml/splices.ts';
import { drawingParts } from './drawing-objects.ts';
import { type Preview, placePictures } from './preview-picture.ts';
import { removeParts } from './remove-parts.ts';
import { type SheetWithObjects, sheetsWith } from './sheet-objects.ts';
import type { Stripping } from './stripping.ts';
import { cutShapes, type VmlShape, vmlParts, vmlShapes } from './vml-shapes.ts';

const why = 'embedded objects become their pictures';

/**
 * Takes out embedded objects and packages. Each becomes an ordinary picture of what it showed, in its place; one whose picture or
 * place cannot be told leaves its legacy shape behind.
 */
export function stripOleObjects(stripping: Stripping): void {
  for (const sheet of sheetsWith(stripping.pkg, 'oleObject', 'oleObjects')) leavePictures(stripping.pkg, sheet);
  removeParts(stripping, 'oleObjects');
}

function leavePictures(pkg: Package, { part, objects }: SheetWithObjects): void {
  const legacy = vmlParts(pkg, part);
  const shapes = new Map(
    legacy.flatMap((vml) => vmlShapes(pkg.text(vml)).map((shape) => [shape.number, { shape, vml }] as const)),
  );
  const previews = objects.flatMap(({ number, picture }): Preview[] => {
    const found = shapes.get(number);
    const shown = picture ?? (found === undefined ? undefined : pictureOf(pkg, found.vml, found.shape));
    return shown === undefined || !pkg.has(shown) ? [] : [{ number, picture: shown, anchor: found?.shape.anchor }];
  });
  const [drawing] = drawingParts(pkg, part);
  const placeable = drawing === undefined ? previews.filter(({ anchor }) => anchor !== undefined) : previews;
  if (placeable.length === 0) return;
  const placed = placePictures(pkg, drawing ?? newDrawing(pkg, part), placeable);
  for (const vml of legacy) cutShapes(pkg, vml, placed, why);
}

function pictureOf(pkg: Package, vml: string, { picture }: VmlShape): string | undefined {
  return pkg.relationships(vml).find(({ id, external }) => id === picture && !external)?.target;
}

/** An empty drawing for a sheet that has none. */
function newDrawing(pkg: Package, sheet: string): string {
  let number = 1;
  while (pkg.has(`xl/drawings/drawing${number}.xml`)) number++;
  const part = `xl/drawings/drawing${number}.xml`;
  const dialect = dialectOf(pkg);
  const namespace = dialect.strict
    ? 'http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing'
    : 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
  const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr xmlns:xdr="${namespace}"></xdr:wsDr>`;
  pkg.put(part, text, why, 'application/vnd.openxmlformats-officedocument.drawing+xml');
  const id = pkg.relate(sheet, `${dialect.relations}/drawing`, part);
  const tree = parseTree(pkg.text(sheet), ['sheetData']);
  const splices = new Splices(tree.text);
  const markup = `<${prefixOf(tree.root)}drawing ${relationAttribute(tree.root, dialect, id)}/>`;
  insertChild(splices, tree.root, worksheetOrder, 'drawing', markup);
  pkg.put(sheet, splices.apply(), why);
  return part;
}
