import { sheetList } from '../../structure/sheet-list.ts';
import type { XmlElement } from '../../xml/element-tree.ts';
import { cutMarkup } from './cut-markup.ts';
import type { Cuts } from './cuts.ts';
import { cutObject, drawingParts, objectAround } from './drawing-objects.ts';
import { removeParts } from './remove-parts.ts';
import type { Stripping } from './stripping.ts';

const why = 'add-ins are removed';

/** Takes out add-ins ([MS-OWEXML]): task panes, and those shown in a sheet, which leave the picture that older programs would show. */
export function stripWebExtensions(stripping: Stripping): void {
  const { pkg } = stripping;
  const sheets = sheetList(pkg)
    .map(({ part }) => part)
    .filter((part) => pkg.has(part));
  for (const drawing of sheets.flatMap((sheet) => drawingParts(pkg, sheet)))
    cutMarkup(pkg, drawing, why, (cuts) => {
      for (const reference of cuts.named('webextensionref')) leaveFallback(cuts, reference);
    });
  for (const part of [pkg.mainPart, ...sheets])
    if (pkg.bytes(part).includes('webExtension'))
      cutMarkup(pkg, part, why, (cuts) => {
        for (const element of cuts.named('webExtension')) cuts.element(element);
      });
  removeParts(stripping, 'webExtensions');
}

/** `<mc:Fallback>` becomes what is shown, if there is any. */
function leaveFallback(cuts: Cuts, reference: XmlElement): void {
  const object = objectAround(reference);
  if (object === undefined) return;
  const wrapper = object.parent?.parent;
  const fallback = wrapper?.children.find(({ local }) => local === 'Fallback');
  if (wrapper?.local !== 'AlternateContent' || fallback === undefined || fallback.children.length === 0)
    cutObject(cuts, object);
  else cuts.replace(wrapper, cuts.tree.text.slice(fallback.openEnd, fallback.closeStart));
}
