/** Parts that nothing refers to any more. */
import type { Package } from '../package/package.ts';

/** Removes those of `parts` that no relationship leads to any more, and then what only they led to. */
export function removeOrphans(pkg: Package, parts: readonly string[], why: string): void {
  for (const part of parts) {
    if (!pkg.has(part) || isReferred(pkg, part)) continue;
    const below = internalTargets(pkg, part);
    pkg.remove(part, why);
    removeOrphans(pkg, below, why);
  }
}

/** Parts that a part leads to. */
export function internalTargets(pkg: Package, part: string): string[] {
  return pkg
    .relationships(part)
    .filter((relation) => !relation.external)
    .map((relation) => relation.target);
}

function isReferred(pkg: Package, part: string): boolean {
  const wanted = part.toLowerCase();
  return ['', ...pkg.names].some((source) =>
    internalTargets(pkg, source).some((target) => target.toLowerCase() === wanted && source !== part),
  );
}
