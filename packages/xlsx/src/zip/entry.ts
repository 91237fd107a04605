import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';

export const localSignature = 0x04034b50;
export const centralSignature = 0x02014b50;
export const descriptorSignature = 0x08074b50;

export const stored = 0;
export const deflated = 8;

/** General purpose flags (APPNOTE 4.4.4). */
export const flag = { encrypted: 0x1, descriptor: 0x8, strongEncryption: 0x40, utf8: 0x800, maskedHeader: 0x2000 };

/** One entry of the central directory, checked against its local header. Offsets are into the archive. */
export interface ZipEntry {
  /** Decoded, with `/` as the separator. */
  readonly name: string;
  readonly directory: boolean;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Bytes as stored. */
  readonly packedSize: number;
  /** Bytes when inflated, as declared; proven only by inflating. */
  readonly size: number;
  /** The bytes of its central directory record. */
  readonly record: Buffer;
  /** Local header … */
  readonly start: number;
  /** … then the data … */
  readonly dataStart: number;
  /** … then what follows, including a data descriptor. */
  readonly end: number;
}

/** What the central directory says about an entry, before its local header is looked at. */
export interface CentralRecord extends Omit<ZipEntry, 'dataStart' | 'end'> {
  readonly rawName: Buffer;
}

/** The container is damaged or built to deceive; `detail` says how. */
export function brokenZip(detail: string, part?: string): XlsxError {
  return new XlsxError(
    'ZIP_STRUCTURE',
    `The file is damaged or incomplete: ${detail}. ${SAVE_AGAIN}`,
    part === undefined ? {} : { part },
  );
}
