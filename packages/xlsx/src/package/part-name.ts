/** `xl/worksheets/sheet1.xml` → `xl/worksheets/_rels/sheet1.xml.rels`; `''` (the package) → `_rels/.rels`. */
export function relationshipsPart(source: string): string {
  const slash = source.lastIndexOf('/') + 1;
  return `${source.slice(0, slash)}_rels/${source.slice(slash)}.rels`;
}

/** The part that a relationships part belongs to: the reverse of `relationshipsPart`; undefined if it is none. */
export function sourceOf(relationships: string): string | undefined {
  const match = /^((?:.*\/)?)_rels\/([^/]*)\.rels$/i.exec(relationships);
  return match === null ? undefined : `${match[1]}${match[2]}`;
}

/**
 * The part that an internal target means: absolute from the root, else relative to the folder of its source (OPC, ECMA-376
 * Part 2 §6.5). Undefined if it leads out of the package; fragments and percent signs stay.
 */
export function resolveTarget(source: string, target: string): string | undefined {
  const path = target.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const folder = path.startsWith('/') ? [] : source.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') folder.push(segment);
    else if (folder.pop() === undefined) return undefined;
  }
  return folder.join('/');
}

/** The shortest target for a new relationship: relative inside the same top folder, else absolute. */
export function targetFrom(source: string, part: string): string {
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  return part.startsWith(folder) ? part.slice(folder.length) : `/${part}`;
}

/** Part names compare without case (OPC §6.2.2). */
export function partKey(name: string): string {
  return (name.startsWith('/') ? name.slice(1) : name).toLowerCase();
}

export function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  return dot < 0 ? '' : base.slice(dot + 1).toLowerCase();
}
