/** Names for new parts. */
import path from 'node:path/posix';
import type { Package } from '../package/package.ts';

/** `stem` + the first number that is free + `.xml`. */
export function freePart(pkg: Package, stem: string): string {
  for (let number = 1; ; number++) {
    const name = `${stem}${number}.xml`;
    if (!pkg.has(name)) return name;
  }
}

/** The folder of a part with a closing slash; '' at the root of the package. */
export function siblingFolder(part: string): string {
  const folder = path.dirname(part);
  return folder === '.' ? '' : `${folder}/`;
}
