import { mainKind } from '../../package/vocabulary.ts';
import { nameElements, readName } from '../../structure/defined-names.ts';
import { autoNamePolicy, policyOfContentType, vbaPolicy } from '../part-policy.ts';
import { startsMacros } from '../screen-sheets.ts';
import { cutMarkup } from './cut-markup.ts';
import { removeParts } from './remove-parts.ts';
import { stripShapeMacros } from './shape-macros.ts';
import type { Stripping } from './stripping.ts';

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';

/** Takes out VBA projects, their signatures, macros of shapes, and names that start macros; the main type becomes the plain one. */
export function stripMacros(stripping: Stripping): void {
  removeParts(stripping, 'macros');
  stripAutoNames(stripping);
  stripShapeMacros(stripping);
  plainMainType(stripping);
}

function stripAutoNames({ pkg, stripped }: Stripping): void {
  cutMarkup(pkg, pkg.mainPart, autoNamePolicy.message, (cuts) => {
    for (const element of nameElements(cuts.tree)) {
      if (!startsMacros(readName(cuts.tree, element).name)) continue;
      cuts.element(element);
      stripped.report(autoNamePolicy, { part: pkg.mainPart });
    }
  });
}

function plainMainType({ pkg, stripped }: Stripping): void {
  const type = pkg.contentType(pkg.mainPart);
  if (policyOfContentType(type)?.kind !== 'macros') return;
  const kind = mainKind(type) === 'macroTemplate' ? 'template' : 'sheet';
  pkg.put(pkg.mainPart, pkg.bytes(pkg.mainPart), 'no longer macro-enabled', `${spreadsheet}${kind}.main+xml`);
  stripped.report(vbaPolicy, { part: pkg.mainPart });
}
