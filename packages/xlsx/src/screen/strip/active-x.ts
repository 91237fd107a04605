import { cutMarkup } from './cut-markup.ts';
import { cutObject, drawingParts, placeholders } from './drawing-objects.ts';
import { removeParts } from './remove-parts.ts';
import { sheetsWith } from './sheet-objects.ts';
import type { Stripping } from './stripping.ts';
import { cutShapes, vmlParts } from './vml-shapes.ts';

const why = 'ActiveX controls are removed';

/** Takes out ActiveX controls with the shapes that show them; form controls stay. */
export function stripActiveX(stripping: Stripping): void {
  const { pkg } = stripping;
  for (const { part, objects } of sheetsWith(pkg, 'control', 'activeX')) {
    const numbers = new Set(objects.map(({ number }) => number));
    for (const drawing of drawingParts(pkg, part))
      cutMarkup(pkg, drawing, why, (cuts) => {
        for (const [number, object] of placeholders(cuts)) if (numbers.has(number)) cutObject(cuts, object);
      });
    for (const vml of vmlParts(pkg, part)) cutShapes(pkg, vml, numbers, why);
  }
  removeParts(stripping, 'activeX');
}
