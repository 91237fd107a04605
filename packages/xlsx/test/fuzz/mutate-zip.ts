/** Damage to the container: bytes of headers, directory and end records, cuts, lies, overlaps, wrong order. */
import type { CraftedEntry } from '../zip-builder.ts';
import { craftZip } from '../zip-builder.ts';
import type { Random } from './random.ts';

export interface File {
  readonly name: string;
  readonly content: Buffer;
}

const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Damages the bytes of an archive in one to four places. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0; left--) changed = random.pick(byteMutations)(changed, random);
  return changed;
}

type ByteMutation = (bytes: Buffer, random: Random) => Buffer;

const byteMutations: readonly ByteMutation[] = [
  (bytes, random) => poke(bytes, random.below(bytes.length), random.below(256)),
  (bytes, random) => inHeader(bytes, random, 'PK\u0003\u0004', 30),
  (bytes, random) => inHeader(bytes, random, 'PK\u0001\u0002', 46),
  (bytes, random) => inHeader(bytes, random, 'PK\u0005\u0006', 22),
  (bytes, random) => inHeader(bytes, random, 'PK\u0006\u0006', 56),
  (bytes, random) => inHeader(bytes, random, 'PK\u0006\u0007', 20),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => bytes.subarray(random.below(Math.min(bytes.length, 64))),
  (bytes, random) => cutOut(bytes, random),
  (bytes, random) => Buffer.concat([bytes, bytes.subarray(random.below(bytes.length))]),
  (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + random.below(600), random.below(256))]),
  (bytes, random) => Buffer.concat([Buffer.alloc(1 + random.below(40), 0x50), bytes]),
];

function poke(bytes: Buffer, at: number, value: number): Buffer {
  if (at < bytes.length) bytes[at] = value;
  return bytes;
}

/** A field of one of the records with that signature gets another value. */
function inHeader(bytes: Buffer, random: Random, signature: string, size: number): Buffer {
  const places: number[] = [];
  for (let at = bytes.indexOf(signature, 0, 'latin1'); at >= 0; at = bytes.indexOf(signature, at + 1, 'latin1'))
    places.push(at);
  if (places.length === 0) return poke(bytes, random.below(bytes.length), random.below(256));
  const at = random.pick(places) + 4 + random.below(size - 4);
  if (random.chance(0.4)) return poke(bytes, at, random.pick(extremes) & 0xff);
  if (at + 4 > bytes.length) return bytes;
  if (random.chance(0.5)) bytes.writeUInt16LE(random.pick(extremes) & 0xffff, at);
  else bytes.writeUInt32LE(random.pick(extremes), at);
  return bytes;
}

function cutOut(bytes: Buffer, random: Random): Buffer {
  const from = random.below(bytes.length);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + random.below(200))]);
}

/** An archive of the files; with `lies` its headers may contradict each other or its content. */
export function pack(files: readonly File[], random: Random, lies: boolean): Buffer {
  const method = random.chance(0.5) ? 0 : 8;
  const entries: CraftedEntry[] = files.map(({ name, content }) => ({ name, content, method }));
  if (!lies || entries.length === 0) return craftZip(entries);
  const at = random.below(entries.length);
  const lied = random.pick(entryLies)(entries[at]!, random, entries);
  const list = entries.map((entry, index) => (index === at ? lied : entry));
  return craftZip(random.chance(0.3) ? shuffled(list, random) : list, random.pick(archiveLies)(random));
}

type EntryLie = (entry: CraftedEntry, random: Random, all: readonly CraftedEntry[]) => CraftedEntry;

const entryLies: readonly EntryLie[] = [
  (entry) => entry,
  (entry, random) => ({ ...entry, lie: { size: random.pick(extremes) } }),
  (entry, random) => ({ ...entry, lie: { packedSize: random.pick(extremes) } }),
  (entry, random) => ({ ...entry, lie: { crc: random.pick(extremes) } }),
  (entry, random) => ({ ...entry, local: { size: random.pick(extremes) } }),
  (entry, random) => ({ ...entry, local: { method: random.pick([0, 1, 8, 9, 12, 99]) } }),
  (entry, random, all) => ({ ...entry, local: { name: random.pick(all).name } }),
  (entry, random) => ({ ...entry, descriptor: random.pick(['bare', 'signed', 'wide'] as const) }),
  (entry) => ({ ...entry, zip64: true }),
  (entry, random) => ({ ...entry, flags: random.pick([1, 8, 0x40, 0x800, 0x2000]) }),
  (entry, random) => ({ ...entry, gap: random.below(40) }),
  (entry, random, all) => ({ ...entry, sharing: random.pick(all).name }),
  (entry, random, all) => ({ ...entry, name: random.pick(all).name }),
  (entry) => ({ ...entry, name: entry.name.toUpperCase() }),
  (entry) => ({ ...entry, name: entry.name.replaceAll('/', '\\') }),
  (entry, random) => ({
    ...entry,
    name: random.pick(['../x.xml', '/x.xml', 'C:x', '', 'a/', './x', '__proto__', 'é.xml']),
  }),
];

const archiveLies: readonly ((random: Random) => Parameters<typeof craftZip>[1])[] = [
  () => ({}),
  () => ({ zip64End: true }),
  (random) => ({ comment: 'x'.repeat(random.below(100)) }),
  (random) => ({ trailing: Buffer.alloc(random.below(700)) }),
  (random) => ({ prepended: Buffer.alloc(random.below(20)) }),
  () => ({ disk: 1 }),
];

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
