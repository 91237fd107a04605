/** The workbooks that are damaged: small ones made here, and the small ones of the corpora where they are present. */
import fs from 'node:fs';
import { corpus } from '../../../../test/support/corpora.ts';
import { XlsxError } from '../../src/api.ts';
import { limitsOf } from '../../src/limits.ts';
import { screenWorkbook } from '../../src/screen/screen.ts';
import { inflateEntry } from '../../src/zip/inflate-entry.ts';
import { readZip } from '../../src/zip/read-zip.ts';
import type { File } from './mutate-zip.ts';
import { richWorkbook } from './rich-workbook.ts';

export interface BaseFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** Its parts; none when it is no archive that can be read. */
  readonly files: readonly File[];
}

const mostPacked = 14_000;
const mostInflated = 120_000;

/** Always in the same order, the made ones first. */
export function baseFiles(): readonly BaseFile[] {
  const made = [baseFile('rich', richWorkbook()), baseFile('rich-strict', richWorkbook(true))];
  const found = (['plans', 'fidelity', 'hostile'] as const)
    .flatMap((name) => corpus(name))
    .filter(({ path }) => fs.statSync(path).size <= mostPacked)
    .map(({ file, path }) => baseFile(file, fs.readFileSync(path)))
    .filter(({ files }) => files.reduce((sum, { content }) => sum + content.length, 0) <= mostInflated);
  return [...made, ...found];
}

/** Of what is refused as it stands only the bytes are damaged: everything else would be refused for the same reason. */
function baseFile(name: string, bytes: Buffer): BaseFile {
  return { name, bytes, files: screenWorkbook(bytes).verdict === 'refuse' ? [] : unpack(bytes) };
}

function unpack(bytes: Buffer): File[] {
  try {
    const archive = readZip(bytes, limitsOf({ part: mostInflated * 2 }));
    const parts = archive.entries.filter((entry) => !entry.directory);
    return parts.map((entry) => ({ name: entry.name, content: inflateEntry(archive.bytes, entry) }));
  } catch (error) {
    if (error instanceof XlsxError) return [];
    throw error;
  }
}
