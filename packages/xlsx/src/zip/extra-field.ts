import { brokenZip } from './entry.ts';

const zip64Id = 0x0001;
const unset32 = 0xffffffff;

/** Sizes and offset of a header, of which some may be 0xFFFFFFFF: "look into the zip64 field". */
export interface WideFields {
  readonly size: number;
  readonly packedSize: number;
  readonly offset: number;
}

/** Replaces the fields that are set to 0xFFFFFFFF by those of the zip64 extra field (APPNOTE 4.5.3). Throws `ZIP_STRUCTURE`. */
export function widen(fields: WideFields, extra: Buffer, part: string): WideFields {
  const data = findExtra(extra, zip64Id, part);
  if (fields.size !== unset32 && fields.packedSize !== unset32 && fields.offset !== unset32) return fields;
  if (data === undefined) throw brokenZip('a zip64 field is missing', part);
  let at = 0;
  const next = (value: number): number => {
    if (value !== unset32) return value;
    if (at + 8 > data.length) throw brokenZip('a zip64 field is too short', part);
    const wide = Number(data.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(wide)) throw brokenZip('a zip64 size is absurd', part);
    return wide;
  };
  return { size: next(fields.size), packedSize: next(fields.packedSize), offset: next(fields.offset) };
}

/** True if the extra fields hold a zip64 record, however short. */
export function hasZip64(extra: Buffer, part: string): boolean {
  return findExtra(extra, zip64Id, part) !== undefined;
}

function findExtra(extra: Buffer, id: number, part: string): Buffer | undefined {
  let found: Buffer | undefined;
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) throw brokenZip('an extra field is longer than its header allows', part);
    if (extra.readUInt16LE(at) === id) found ??= extra.subarray(at + 4, end);
    at = end;
  }
  return found;
}
