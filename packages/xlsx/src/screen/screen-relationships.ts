import type { Package } from '../package/package.ts';
import type { Relationship } from '../package/relationships.ts';
import { typeTail } from '../package/vocabulary.ts';
import type { Findings } from './findings.ts';
import { linkParts } from './links.ts';
import { sources } from './screen-parts.ts';
import { targetKind } from './targets.ts';

/** Judges every relationship that leads out of the package. */
export function screenRelationships(pkg: Package, _options: unknown, findings: Findings): void {
  const links = new Set(linkParts(pkg).map((link) => link.part.toLowerCase()));
  for (const source of sources(pkg))
    for (const relationship of pkg.relationships(source))
      if (relationship.external && !links.has(source.toLowerCase())) judge(source, relationship, findings);
  for (const { part, kind } of linkParts(pkg))
    findings.add(
      kind === 'program'
        ? {
            code: 'ACTIVE_DDE',
            severity: 'refuse',
            part,
            message: 'The workbook has a link to another program (DDE or OLE).',
          }
        : {
            code: 'EXT_WORKBOOK_LINK',
            severity: 'refuse',
            part,
            message: 'The workbook has links to another workbook.',
          },
    );
}

function judge(part: string, { type, target }: Relationship, findings: Findings): void {
  const tail = typeTail(type);
  if (tail === 'hyperlink') {
    if (targetKind(target) !== 'forbidden') return;
    const message = 'A hyperlink leads to a place that is not allowed; its target is removed, the text stays.';
    findings.add({ code: 'EXT_HYPERLINK', severity: 'strip', part, message });
  } else if (tail === 'image') {
    const message = 'A picture would be fetched from elsewhere; it is removed.';
    findings.add({ code: 'EXT_IMAGE', severity: 'strip', part, message });
  } else if (/^(xl)?externallinkpath$/.test(tail)) {
    // Links that are followed belong to external link parts; this one names a source of Data > Consolidate.
    const message = 'A consolidation names another workbook as its source; the source is removed.';
    findings.add({ code: 'EXT_WORKBOOK_LINK', severity: 'strip', part, message });
  } else {
    const message = 'The workbook refers to something outside of it.';
    findings.add({ code: 'EXT_RELATIONSHIP', severity: 'refuse', part, message });
  }
}
