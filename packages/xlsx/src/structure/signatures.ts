import type { Package } from '../package/package.ts';
import { typeTail } from '../package/vocabulary.ts';
import { removeOrphans } from './orphans.ts';

const why = 'a signature does not hold for a changed workbook';

/** The origin of digital signatures (OPC, ECMA-376 Part 2 §10.4.2) and the signatures that it leads to. */
export function signatureParts(pkg: Package): string[] {
  const origins = typed(pkg, '', 'origin');
  return [...origins, ...origins.flatMap((origin) => typed(pkg, origin, 'signature'))];
}

function typed(pkg: Package, source: string, tail: string): string[] {
  return pkg
    .relationships(source)
    .filter(
      ({ type, external, target }) =>
        !external && typeTail(type) === tail && pkg.has(target) && !target.startsWith('['),
    )
    .map(({ target }) => target);
}

/** Takes the signatures off a document that is no longer what was signed. Returns their parts. */
export function dropSignatures(pkg: Package): readonly string[] {
  const parts = signatureParts(pkg);
  if (parts.length === 0) return parts;
  for (const { id, external, target } of pkg.relationships(''))
    if (!external && parts.includes(target)) pkg.unrelate('', id);
  removeOrphans(pkg, parts, why);
  return parts.filter((part) => !pkg.has(part));
}
