/** The real workbooks of the corpora, where there are any. */
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const corpora = process.env.SPRINTFORGE_CORPORA ?? path.join(root, '../shared/corpora');
const long = process.env.SPRINTFORGE_LONG !== undefined;

/** [name, path] of the workbooks in these folders that are not larger than this. */
export function allCorpusFiles(folders: readonly string[], largest: number): [string, string][] {
  return folders.flatMap((folder) => {
    const at = path.join(corpora, folder);
    if (!fs.existsSync(at)) return [];
    return fs
      .readdirSync(at)
      .filter((name) => /\.(xls[xm]|xlt[xm])$/.test(name) && fs.statSync(path.join(at, name)).size <= largest)
      .sort()
      .map((name): [string, string] => [name, path.join(at, name)]);
  });
}

/** About `sample` of them; all in the long run. */
export function corpusFiles(folders: readonly string[], largest: number, sample: number): [string, string][] {
  const all = allCorpusFiles(folders, largest);
  return long ? all : all.filter((_, index) => index % Math.max(1, Math.ceil(all.length / sample)) === 0);
}
