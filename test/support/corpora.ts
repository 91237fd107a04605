/**
 * Real workbooks that are not part of this repository. They lie in `SPRINTFORGE_CORPORA`, or beside the checkout in
 * `../shared/corpora`; tests over them skip when they are absent, and the closing table of `npm test` says so.
 */
import fs from 'node:fs';
import path from 'node:path';

export type CorpusName = 'plans' | 'fidelity' | 'hostile';

/** One line of a corpus's MANIFEST.tsv, by column name, with the absolute path of its file. */
export interface CorpusEntry {
  readonly file: string;
  readonly path: string;
  readonly columns: Readonly<Record<string, string>>;
}

export const repositoryRoot: string = path.resolve(import.meta.dirname, '../..');

export function corporaRoot(): string {
  return process.env.SPRINTFORGE_CORPORA ?? path.join(repositoryRoot, '../shared/corpora');
}

/** Is the corpus there? For `describe.skipIf(!hasCorpus('plans'))`. */
export function hasCorpus(name: CorpusName): boolean {
  return fs.existsSync(path.join(corporaRoot(), name, 'MANIFEST.tsv'));
}

/** Every entry whose file exists, in the order of the manifest; empty when the corpus is absent. */
export function corpus(name: CorpusName): readonly CorpusEntry[] {
  const dir = path.join(corporaRoot(), name);
  const manifest = path.join(dir, 'MANIFEST.tsv');
  if (!fs.existsSync(manifest)) return [];
  const [head = '', ...lines] = fs.readFileSync(manifest, 'utf8').split(/\r?\n/);
  const names = head.split('\t');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const columns = Object.fromEntries(line.split('\t').map((text, at) => [names[at] ?? `column ${at}`, text]));
      return { file: columns.file ?? '', path: path.join(dir, columns.file ?? ''), columns };
    })
    .filter((entry) => fs.existsSync(entry.path));
}

/** A fixed, evenly spread sample; the same for the same list. All of it when `SPRINTFORGE_LONG` is set. */
export function sample<T>(all: readonly T[], count: number): readonly T[] {
  if (process.env.SPRINTFORGE_LONG || all.length <= count) return all;
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!);
}
