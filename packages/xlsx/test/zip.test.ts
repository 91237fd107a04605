import { randomBytes } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { XlsxError } from '../src/api.ts';
import { limitsOf } from '../src/limits.ts';
import { ChunkedContent, plainChunk } from '../src/zip/chunked-content.ts';
import { combineCrc32 } from '../src/zip/crc32-combine.ts';
import { inflateEntry } from '../src/zip/inflate-entry.ts';
import { readZip } from '../src/zip/read-zip.ts';
import { writeZip } from '../src/zip/write-zip.ts';
import { type Crafted, type CraftedEntry, craftZip } from './zip-builder.ts';

const MiB = 1024 * 1024;
const limits = limitsOf({ entries: 5, part: 3 * MiB, inflated: 4 * MiB, upload: 2 * MiB });
const hello: CraftedEntry = { name: 'a.xml', content: '<hello/>' };
const world: CraftedEntry = { name: 'b.xml', content: '<world/>' };

/** Opens and inflates everything: the names, or the code of the refusal, which says what to do. */
function outcome(archive: Buffer): string {
  try {
    const zip = readZip(archive, limits);
    for (const entry of zip.entries) inflateEntry(zip.bytes, entry);
    return zip.entries.map((entry) => entry.name).join(' ');
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    expect(error.message).toMatch(/upload (it again|the new file|the workbook itself)/i);
    return error.code;
  }
}

describe('reading an archive', () => {
  const accepted: readonly [string, readonly CraftedEntry[], string, Crafted?][] = [
    ['plain', [hello, world], 'a.xml b.xml'],
    ['stored', [{ ...hello, method: 0 }], 'a.xml'],
    ['a bare data descriptor', [{ ...hello, descriptor: 'bare' }, world], 'a.xml b.xml'],
    ['a signed data descriptor', [{ ...hello, descriptor: 'signed' }, world], 'a.xml b.xml'],
    ['a zip64 data descriptor', [{ ...hello, descriptor: 'wide' }, world], 'a.xml b.xml'],
    ['directory entries', [{ name: 'xl/', method: 0 }, hello], 'xl/ a.xml'],
    ['backslashes', [{ ...hello, name: 'xl\\a.xml' }], 'xl/a.xml'],
    [
      'a slash in one header, a backslash in the other',
      [{ ...hello, name: 'xl\\a.xml', local: { name: 'xl/a.xml' } }],
      'xl/a.xml',
    ],
    [
      'zip64 extra fields',
      [
        { ...hello, zip64: true },
        { ...world, zip64: true },
      ],
      'a.xml b.xml',
    ],
    ['a zip64 end', [hello, world], 'a.xml b.xml', { zip64End: true }],
    ['a comment', [hello], 'a.xml', { comment: 'made by hand' }],
    ['a comment that looks like an end', [hello], 'a.xml', { comment: 'PK\u0005\u0006 no' }],
    ['an empty part', [{ name: 'a.xml' }], 'a.xml'],
    ['old directory records behind the end', [hello], 'a.xml', { trailing: Buffer.from('PK\u0001\u0002 left over') }],
    ['a ratio of 500 below 1 MiB', [{ name: 'a.xml', content: ' '.repeat(MiB - 1) }], 'a.xml'],
    ['UTF-8 names', [{ ...hello, name: 'xl/Übersicht.xml', flags: 0x800 }], 'xl/Übersicht.xml'],
  ];
  it.each(accepted)('accepts %s', (_, entries, names, archive) => {
    expect(outcome(craftZip(entries, archive))).toBe(names);
  });

  const unixLink = { madeBy: 0x0314, attributes: 0o120777 * 65536 };
  const refused: readonly [string, readonly CraftedEntry[], string, Crafted?][] = [
    ['prepended bytes', [hello], 'ZIP_STRUCTURE', { prepended: Buffer.from('HTTP/1.1 200 OK') }],
    ['another archive behind it', [hello], 'ZIP_STRUCTURE', { trailing: craftZip([world]) }],
    ['a header behind it', [hello], 'ZIP_STRUCTURE', { trailing: Buffer.from('PK\u0003\u0004') }],
    ['a gap between entries', [hello, { ...world, gap: 3 }], 'ZIP_STRUCTURE'],
    ['two entries that share their data', [hello, { ...hello, name: 'b.xml', sharing: 'a.xml' }], 'ZIP_STRUCTURE'],
    ['another name in the local header', [{ ...hello, local: { name: 'c.xml' } }], 'ZIP_STRUCTURE'],
    ['another method in the local header', [{ ...hello, local: { method: 0 } }], 'ZIP_STRUCTURE'],
    ['another size in the local header', [{ ...hello, local: { size: 9 } }], 'ZIP_STRUCTURE'],
    ['encryption in the local header alone', [{ ...hello, local: { flags: 1 } }], 'ZIP_STRUCTURE'],
    ['a descriptor in one header alone', [{ ...hello, local: { flags: 8 } }], 'ZIP_STRUCTURE'],
    ['bzip2', [{ ...hello, method: 12 }], 'ZIP_STRUCTURE'],
    ['LZMA', [{ ...hello, method: 14 }], 'ZIP_STRUCTURE'],
    ['encryption', [{ ...hello, flags: 1 }], 'ZIP_ENCRYPTED'],
    ['strong encryption', [{ ...hello, flags: 0x41 }], 'ZIP_ENCRYPTED'],
    ['a wrong CRC', [{ ...hello, lie: { crc: 1 } }], 'ZIP_STRUCTURE'],
    ['a smaller size than there is', [{ ...hello, lie: { size: 3 } }], 'ZIP_SIZE_LIE'],
    ['a larger size than there is', [{ ...hello, lie: { size: 30 } }], 'ZIP_SIZE_LIE'],
    ['two sizes of a stored entry', [{ ...hello, method: 0, lie: { size: 3 } }], 'ZIP_SIZE_LIE'],
    ['more packed bytes than there are', [{ ...hello, lie: { packedSize: 4000 } }], 'ZIP_STRUCTURE'],
    ['several disks', [hello], 'ZIP_STRUCTURE', { disk: 1 }],
    ['a directory with content', [{ name: 'xl/', content: 'x' }], 'ZIP_STRUCTURE'],
    ['the same name twice', [hello, hello], 'ZIP_DUPLICATE'],
    ['names equal without case', [hello, { ...hello, name: 'A.XML' }], 'ZIP_DUPLICATE'],
    [
      'names equal but for the slash',
      [
        { ...hello, name: 'x/a' },
        { ...hello, name: 'x\\a' },
      ],
      'ZIP_DUPLICATE',
    ],
    ['..', [{ ...hello, name: '../a.xml' }], 'ZIP_NAME'],
    ['.. inside', [{ ...hello, name: 'xl/../../a.xml' }], 'ZIP_NAME'],
    ['.. with backslashes', [{ ...hello, name: '..\\a.xml' }], 'ZIP_NAME'],
    ['an absolute name', [{ ...hello, name: '/etc/passwd' }], 'ZIP_NAME'],
    ['a UNC name', [{ ...hello, name: '\\\\server\\a' }], 'ZIP_NAME'],
    ['a drive letter', [{ ...hello, name: 'C:\\a.xml' }], 'ZIP_NAME'],
    ['NUL in a name', [{ ...hello, name: 'a\0.xml' }], 'ZIP_NAME'],
    ['no name', [{ ...hello, name: '' }], 'ZIP_NAME'],
    ['a symbolic link', [{ ...hello, ...unixLink }], 'ZIP_NAME'],
    ['too many entries', Array.from({ length: 6 }, (_, i) => ({ name: `${i}.xml` })), 'LIMIT'],
    ['a part too large', [{ name: 'a', content: randomLike(3 * MiB + 1) }], 'LIMIT'],
    [
      'too much in all',
      [
        { name: 'a', content: randomLike(2.5 * MiB) },
        { name: 'b', content: randomLike(2 * MiB) },
      ],
      'LIMIT',
    ],
    ['a ratio above 200 beyond 1 MiB', [{ name: 'a', content: ' '.repeat(MiB + 1) }], 'LIMIT'],
    ['too large a file', [{ name: 'a', content: randomBytes(2 * MiB), method: 0 }], 'LIMIT'],
  ];
  it.each(refused)('refuses %s', (_, entries, code, archive) => {
    expect(outcome(craftZip(entries, archive))).toBe(code);
  });

  it('stops a stream that goes on after its declared size without taking its memory', () => {
    const lying = craftZip([{ name: 'a', content: ' '.repeat(64 * MiB), lie: { size: 1000 } }]);
    const before = process.memoryUsage().arrayBuffers;
    expect(outcome(lying)).toBe('ZIP_SIZE_LIE');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MiB);
  });

  it('refuses every cut and survives every flipped byte of an archive', () => {
    const whole = craftZip([hello, { ...world, descriptor: 'signed' }]);
    for (let length = 0; length < whole.length; length++)
      expect(outcome(whole.subarray(0, length))).toMatch(/^(ZIP_STRUCTURE|ZIP_NAME)$/);
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 0x55;
      expect(() => outcome(flipped)).not.toThrow();
    }
  });
});

/** Compresses about 4 : 1, so that no ratio is in the way. */
function randomLike(bytes: number): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0, seed = 1; at < bytes; at++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    content[at] = 32 + ((seed >>> 16) & 7);
  }
  return content;
}

describe('compressing', () => {
  it.each([0, 1, 1000, plainChunk, plainChunk + 1, 3 * plainChunk - 7])(
    '%i bytes come back from one stream of chunks',
    async (size) => {
      const content = randomLike(size);
      const { packed, packedSize, crc, size: said } = await ChunkedContent.of(content).deflate();
      const stream = Buffer.concat(packed);
      expect([stream.length, said, crc]).toEqual([packedSize, size, crc32(content)]);
      expect(inflateRawSync(stream).equals(content)).toBe(true);
    },
  );

  it('combines the CRCs of two pieces', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => combineCrc32(crc32(a), crc32(b), b.length) === crc32(Buffer.concat([a, b]))),
      { seed: 20, numRuns: 500 },
    );
  });
});

describe('writing an archive (R1)', () => {
  const entries: readonly CraftedEntry[] = [
    { ...hello, descriptor: 'signed' },
    { name: 'xl/', method: 0 },
    { ...world, zip64: true },
    { name: 'c.xml', content: 'c'.repeat(5000) },
  ];
  const source = craftZip(entries, { comment: 'kept' });
  const none = { replaced: new Map<string, Buffer>(), removed: new Set<string>(), added: new Map<string, Buffer>() };

  /** Every entry as it stands in an archive: header, data, descriptor. */
  function raw(archive: Buffer): Map<string, string> {
    const zip = readZip(archive, limitsOf());
    return new Map(zip.entries.map((entry) => [entry.name, archive.toString('latin1', entry.start, entry.end)]));
  }

  it('copies what is not named as it stands', async () => {
    const written = await writeZip(readZip(source, limitsOf()), {
      ...none,
      replaced: new Map([['a.xml', Buffer.from('<new/>')]]),
    });
    const [before, after] = [raw(source), raw(written)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [name, bytes] of before) expect(after.get(name) === bytes).toBe(name !== 'a.xml');
    const zip = readZip(written, limitsOf());
    expect(inflateEntry(zip.bytes, zip.entries[0]!).toString()).toBe('<new/>');
    expect(zip.end.comment.toString()).toBe('kept');
  });

  it('removes, and adds at the end', async () => {
    const changes = { ...none, removed: new Set(['b.xml']), added: new Map([['xl/é.xml', Buffer.from('<é/>')]]) };
    const written = await writeZip(readZip(source, limitsOf()), changes);
    expect([...raw(written).keys()]).toEqual(['a.xml', 'xl/', 'c.xml', 'xl/é.xml']);
  });

  it('gives the same bytes for the same changes', async () => {
    const changes = { ...none, added: new Map([['d.xml', randomLike(2 * MiB)]]) };
    const first = await writeZip(readZip(source, limitsOf()), changes);
    expect((await writeZip(readZip(source, limitsOf()), changes)).equals(first)).toBe(true);
  });
});
