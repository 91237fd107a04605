import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differingParts, openWorkbook, partHashes } from '../src/index.ts';
import { smallParts, smallWorkbook } from './small-workbook.ts';

const core = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>';
const original = smallWorkbook({ 'docProps/core.xml': core });
const before = partHashes(original);

describe('parts by the hash of their bytes', () => {
  it('names every part, and finds nothing different in the same bytes', () => {
    expect([...before.keys()]).toEqual([...Object.keys(smallParts), 'docProps/core.xml']);
    expect(differingParts(before, partHashes(Buffer.from(original)))).toEqual([]);
  });

  it.each([
    ['a changed part', smallWorkbook({ 'docProps/core.xml': `${core} ` }), ['docProps/core.xml']],
    ['a part more', smallWorkbook({ 'docProps/core.xml': core, 'a.xml': '<a/>' }), ['a.xml']],
    ['a part less', smallWorkbook(), ['docProps/core.xml']],
    ['the same part under a name in another case', smallWorkbook({ 'DOCPROPS/core.xml': core }), []],
    ['bytes behind the archive', Buffer.concat([original, Buffer.alloc(3)]), ['']],
  ])('%s', (_, after, differing) => {
    expect(differingParts(before, partHashes(after))).toEqual(differing);
  });

  it('agrees with the inflated parts for every set of edits that we write (R1)', async () => {
    const cells = fc.array(
      fc.record({ row: fc.integer({ min: 1, max: 3 }), column: fc.constant(1), value: fc.integer({ min: 0, max: 2 }) }),
    );
    const property = fc.asyncProperty(cells, async (edits) => {
      const workbook = openWorkbook(original);
      workbook.setCells('Plan', edits);
      const after = await workbook.toBytes();
      const changed = workbook.receipt.partsChanged.map(({ part }) => part);
      expect(differingParts(before, partHashes(after))).toEqual(changed);
    });
    await fc.assert(property, { seed: 5, numRuns: 100 });
  });

  it.each([
    ['no archive', Buffer.from('a;b;c\n'), 'NOT_XLSX'],
    ['half of one', original.subarray(0, original.length / 2), 'ZIP_STRUCTURE'],
  ])('refused: %s', (_, bytes, code) => {
    expect(() => partHashes(bytes)).toThrow(expect.objectContaining({ code }));
  });
});
