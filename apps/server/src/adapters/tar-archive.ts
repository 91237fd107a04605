import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { type ArchiveEntry, ArchiveError, type ArchiveWriter } from '../ports/archive.ts';

/** A `.tar.gz`, written beside and renamed when it is whole. */
export function writeTar(file: string): ArchiveWriter {
  const beside = `${file}.part`;
  const tar = pack();
  const stop = new AbortController();
  const written = pipeline(
    tar,
    zlib.createGzip({ level: 1 }),
    fs.createWriteStream(beside, { mode: 0o600, flush: true }),
    { signal: stop.signal },
  );
  written.catch(() => {}); // told by `add` and `finish`
  return {
    async add(name, bytes) {
      const added = new Promise<void>((resolve, reject) => {
        tar.entry({ name, mode: 0o600 }, Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
      });
      await Promise.race([added, written]);
    },
    async finish() {
      tar.finalize();
      await written;
      await fs.promises.rename(beside, file);
    },
    async abandon() {
      stop.abort();
      await written.catch(() => {});
      await fs.promises.rm(beside, { force: true });
    },
  };
}

/** The entries in their order. Throws `ArchiveError` when the file is cut off or damaged. */
export async function* readTar(file: string): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const source = pipeline(fs.createReadStream(file), zlib.createGunzip(), tar);
  source.catch(() => {}); // thrown by the iteration and below
  try {
    for await (const entry of tar) yield { name: entry.header.name, bytes: await contentOf(entry) };
    await source;
  } catch (error) {
    throw new ArchiveError(error);
  }
}

async function contentOf(entry: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
