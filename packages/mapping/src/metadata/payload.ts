import type { CopyMetadata } from '../api.ts';

/**
 * The one text that is signed (rule B3): JSON with sorted keys, ASCII only, so that no program's handling of
 * encodings, line ends or blanks can change it.
 */
export function signedPayload(metadata: CopyMetadata): string {
  return sorted(metadata).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => sorted(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${sorted(item)}`).join(',')}}`;
}

/** The metadata of a payload; undefined when the text is none. Whether it is genuine is the caller's to check. */
export function parsePayload(payload: string): CopyMetadata | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined; // A damaged payload is an expected finding: `readMetadata` answers `damaged`.
  }
  return isMetadata(value) ? value : undefined;
}

function isMetadata(value: unknown): value is CopyMetadata {
  if (value === null || typeof value !== 'object') return false;
  const record = value as Record<string, unknown>;
  const texts = ['tenant', 'project', 'hash', 'copy', 'issuedTo', 'issuedAt', 'serverUrl', 'keyId'];
  const bindings = record['bindings'] as Record<string, unknown> | null | undefined;
  return (
    record['format'] === 1 &&
    texts.every((key) => typeof record[key] === 'string') &&
    Number.isSafeInteger(record['epoch']) &&
    Number.isSafeInteger(record['revision']) &&
    typeof bindings === 'object' &&
    bindings !== null &&
    typeof bindings['sheet'] === 'string' &&
    Array.isArray(bindings['columns']) &&
    (record['lens'] === undefined || Array.isArray((record['lens'] as Record<string, unknown> | null)?.['fields']))
  );
}

/** Longest text per cell or property: below Excel's 32,767 characters. */
const CHUNK = 30_000;

/** The payload in pieces that survive as cell text: base64 under a prefix, so that none looks like a number or formula. */
export function payloadChunks(payload: string): readonly string[] {
  const text = Buffer.from(payload, 'ascii').toString('base64');
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += CHUNK) chunks.push(`p:${text.slice(at, at + CHUNK)}`);
  return chunks;
}

export function joinChunks(chunks: readonly string[]): string {
  const text = chunks.map((chunk) => chunk.trim().replace(/^p:/, '')).join('');
  return Buffer.from(text, 'base64').toString('ascii');
}
