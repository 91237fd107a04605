import { typeTail } from '../../package/vocabulary.ts';
import { linkParts } from '../links.ts';
import { linkPolicy } from '../part-policy.ts';
import { detach } from './cut-markup.ts';
import type { Stripping } from './stripping.ts';

const why = 'links to other workbooks became values';

/** Takes out the parts that name and cache other workbooks (ECMA-376 Part 1 §18.14), after the formulas that read from them. */
export function stripWorkbookLinks({ pkg, stripped }: Stripping): void {
  const parts = linkParts(pkg)
    .filter(({ kind }) => kind === 'workbook')
    .map(({ part }) => part);
  const ids = pkg
    .relationships(pkg.mainPart)
    .filter(({ type, target }) => typeTail(type) === 'externallink' && parts.includes(target))
    .map(({ id }) => id);
  detach(pkg, pkg.mainPart, ids, why);
  for (const part of parts) {
    pkg.remove(part, why);
    stripped.report({ ...linkPolicy, message: 'A link to another workbook is removed; the values stay.' }, { part });
  }
}
