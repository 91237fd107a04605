import type { Workbook } from '@sprintforge/xlsx';
import type { CopyMetadata, HandOut, MetadataState } from './api.ts';
import { COPY_NAME } from './layout/names.ts';
import { findOwn, META_SHEET, ownName } from './layout/sheet-names.ts';
import { joinChunks, parsePayload, payloadChunks, signedPayload } from './metadata/payload.ts';

export { signedPayload } from './metadata/payload.ts';
export { type Rebound, rebind } from './metadata/rebind.ts';

/** The facts that stand in several places, so that the loss of one place does not lose the copy. */
const FACTS = ['project', 'copy', 'revision', 'hash'] as const;
type Facts = Partial<Record<(typeof FACTS)[number], string>>;

interface Signed {
  readonly metadata: CopyMetadata;
  readonly payload: string;
  readonly signature: string;
}

/**
 * What a workbook says about itself (rule B3): from `_SYNC_META`, the custom properties and a hidden name. `signed` means
 * that a whole payload was found with its signature, not that the signature is right: the holder of the key checks it.
 */
export function readMetadata(workbook: Workbook): MetadataState {
  const rows = metaRows(workbook);
  const properties = workbook.customProperties;
  const places: readonly Facts[] = [
    pick((fact) => rows.get(fact)),
    pick((fact) => properties.get(`SprintForge.${fact}`)),
    namedFacts(workbook),
  ];
  const candidates = [signedIn((key) => rows.get(key)), signedIn((key) => properties.get(`SprintForge.${key}`))].filter(
    (found) => found !== undefined,
  );
  const best = candidates.sort((a, b) => agreement(b, places) - agreement(a, places))[0];
  if (best !== undefined) return { state: 'signed', ...best };
  return damaged(places, rows.size > 0);
}

function metaRows(workbook: Workbook): ReadonlyMap<string, string> {
  const sheet = findOwn(workbook, META_SHEET);
  const rows = new Map<string, string>();
  if (sheet === undefined) return rows;
  for (const row of sheet.rows()) {
    const key = sheet.cell(row, 1)?.value;
    const value = sheet.cell(row, 2)?.value;
    if (typeof key === 'string' && (typeof value === 'string' || typeof value === 'number'))
      rows.set(key, String(value));
  }
  return rows;
}

function signedIn(read: (key: string) => string | undefined): Signed | undefined {
  const count = Number(read('chunks'));
  const signature = read('signature');
  if (!Number.isInteger(count) || count < 1 || count > 10_000 || signature === undefined) return undefined;
  const chunks: string[] = [];
  for (let at = 1; at <= count; at++) {
    const chunk = read(`payload_${at}`);
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
  }
  const payload = joinChunks(chunks);
  const metadata = parsePayload(payload);
  return metadata && { metadata, payload, signature };
}

function pick(read: (fact: string) => string | undefined): Facts {
  const facts: Facts = {};
  for (const fact of FACTS) {
    const value = read(fact);
    if (value !== undefined && value !== '') facts[fact] = value;
  }
  return facts;
}

function namedFacts(workbook: Workbook): Facts {
  const name = workbook.definedNames.find((defined) => defined.name.toLowerCase() === COPY_NAME);
  const parts = name === undefined ? [] : name.formula.replace(/^"|"$/g, '').split('|');
  return pick((fact) => parts[FACTS.indexOf(fact as (typeof FACTS)[number])]);
}

/** In how many places the facts are as this payload says. */
function agreement(signed: Signed, places: readonly Facts[]): number {
  let count = 0;
  for (const place of places) for (const fact of FACTS) if (place[fact] === String(signed.metadata[fact])) count++;
  return count;
}

function damaged(places: readonly Facts[], hadSheet: boolean): MetadataState {
  const found: Facts = {};
  for (const fact of FACTS) {
    const value = majority(places.map((place) => place[fact]));
    if (value !== undefined) found[fact] = value;
  }
  const { revision, ...texts } = found;
  if (texts.copy === undefined && texts.project === undefined) return { state: 'none' };
  const number = Number(revision);
  const metadata = {
    ...texts,
    ...(revision !== undefined && Number.isSafeInteger(number) ? { revision: number } : {}),
  };
  const why = hadSheet ? 'the signed text in _SYNC_META is incomplete' : 'the sheet _SYNC_META is gone';
  return { state: 'damaged', metadata, why };
}

/** The value that most places agree on; the first of equals. */
function majority(values: readonly (string | undefined)[]): string | undefined {
  const known = values.filter((value) => value !== undefined);
  const votes = (value: string) => known.filter((other) => other === value).length;
  return known.reduce<string | undefined>(
    (best, value) => (best === undefined || votes(value) > votes(best) ? value : best),
    undefined,
  );
}

/** Shorter pieces for custom properties, which Excel keeps up to 255 characters. */
const PROPERTY_LENGTH = 240;

/** Writes the metadata into its three places. */
export function writeMetadata(workbook: Workbook, handOut: HandOut): void {
  const { metadata } = handOut;
  const payload = signedPayload(metadata);
  const signature = handOut.sign(payload);
  const chunks = payloadChunks(payload);
  const rows: [string, string | number][] = [
    [META_SHEET.mark, 'Written by SprintForge Sync; do not edit'],
    ['format', metadata.format],
    ['project', metadata.project],
    ['copy', metadata.copy],
    ['revision', metadata.revision],
    ['hash', metadata.hash],
    ['issued_to', metadata.issuedTo],
    ['issued_at', metadata.issuedAt],
    ['server_url', metadata.serverUrl],
    ['columns', metadata.bindings.columns.map((binding) => `${binding.field}=${binding.column}`).join(' ')],
    ['last_sync', lastSync(handOut)],
    ['signature', signature],
    ['chunks', chunks.length],
    ...chunks.map((chunk, at): [string, string] => [`payload_${at + 1}`, chunk]),
  ];
  workbook.putSheet(
    ownName(workbook, META_SHEET),
    { rows: rows.map((row) => row.map((value) => ({ value }))), columns: [{ width: 16 }, { width: 60 }] },
    'hidden',
  );
  writeProperties(workbook, metadata, chunks.join('').replaceAll('p:', ''), signature);
  workbook.setDefinedName(COPY_NAME, `"${FACTS.map((fact) => metadata[fact]).join('|')}"`, { hidden: true });
}

function writeProperties(workbook: Workbook, metadata: CopyMetadata, text: string, signature: string): void {
  const wanted = new Map<string, string>(FACTS.map((fact) => [`SprintForge.${fact}`, String(metadata[fact])]));
  const count = Math.ceil(text.length / PROPERTY_LENGTH);
  wanted.set('SprintForge.signature', signature);
  wanted.set('SprintForge.chunks', String(count));
  for (let at = 0; at < count; at++)
    wanted.set(`SprintForge.payload_${at + 1}`, text.slice(at * PROPERTY_LENGTH, (at + 1) * PROPERTY_LENGTH));
  for (const name of [...workbook.customProperties.keys()])
    if (name.startsWith('SprintForge.') && !wanted.has(name)) workbook.setCustomProperty(name, null);
  for (const [name, value] of wanted)
    if (workbook.customProperties.get(name) !== value) workbook.setCustomProperty(name, value);
}

function lastSync(handOut: HandOut): string {
  const last = handOut.history[handOut.history.length - 1];
  return last === undefined ? '' : `revision ${last.revision}, ${last.changes} changes, ${last.user}, ${last.at}`;
}
