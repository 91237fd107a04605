import type { DependencyType } from '@sprintforge/core';
import { DAYS_PER, durationUnit } from '../values/duration-text.ts';

/** One predecessor as written. */
export interface PredecessorText {
  /** Number, code, ID or name of the task it points to. */
  readonly reference: string;
  readonly type: DependencyType;
  /** Working days, or a share of the predecessor's duration. */
  readonly lag: { readonly days: number } | { readonly share: number };
  readonly written: string;
}

/** Two-letter link types: English, German (Ende-Anfang), French (Fin-Début), Spanish (Fin-Comienzo), Portuguese, Italian, Dutch, Russian, Polish. FF and II mean the same wherever they occur. */
const TYPES: Readonly<Record<string, DependencyType>> = {
  FS: 'FS',
  SS: 'SS',
  FF: 'FF',
  SF: 'SF',
  EA: 'FS',
  AA: 'SS',
  EE: 'FF',
  AE: 'SF',
  FD: 'FS',
  DD: 'SS',
  DF: 'SF',
  FC: 'FS',
  CC: 'SS',
  CF: 'SF',
  TI: 'FS',
  II: 'SS',
  TT: 'FF',
  IT: 'SF',
  FI: 'FS',
  IF: 'SF',
  EB: 'FS',
  BB: 'SS',
  BE: 'SF',
  ОН: 'FS',
  НН: 'SS',
  ОО: 'FF',
  НО: 'SF',
  ZR: 'FS',
  RR: 'SS',
  ZZ: 'FF',
  RZ: 'SF',
}; // prettier-ignore

const LAG = /\s*([+-])\s*(\d+(?:[.,]\d+)?)\s*(%|\p{L}*)\.?\s*$/u;
/** `+1,5d`: a comma that separates no tasks. */
const DECIMAL_LAG = /([+-]\s*\d+),(\d+\s*)(%|\p{L}+)/gu;
const LONE_NUMBER = /^\d+$/;
const ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}/i;
const CODED = /^([\p{L}]{0,6}[-_]?\d+(?:\.\d+)*\.?)\s*(\p{L}{2})?$/u;

/**
 * Splits `3`, `3FS+2d; 5`, `1.2, 1.3`, `SF-A3B4-C5D6SS-1d`, or names, into references with type and lag. What follows no
 * form is taken whole as a name. `FS` and no lag where none is written.
 */
export function parsePredecessors(text: string): PredecessorText[] {
  if (LONE_NUMBER.test(text)) return [{ reference: text, type: 'FS', lag: { days: 0 }, written: text }];
  return text
    .normalize('NFKC')
    .replace(DECIMAL_LAG, (whole, lag: string, rest: string, unit: string) => {
      return unit === '%' || durationUnit(unit) !== undefined ? `${lag}.${rest}${unit}` : whole;
    })
    .split(/[;,、，；\n\r|&]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => (/^[\d\s]+$/.test(part) ? part.split(/\s+/) : [part]))
    .map(parseOne);
}

function parseOne(part: string): PredecessorText {
  // the digits at the end of a Task ID are no lag
  const id = ID.exec(part)?.[0].length ?? 0;
  const lagText = LAG.exec(part.slice(id));
  const lag = lagText === null ? undefined : lagOf(lagText);
  const body = lag === undefined ? part : part.slice(0, id + lagText!.index).trim();
  const head = splitType(body);
  if (lag !== undefined && head.type === undefined && !CODED.test(body) && !ID.test(body)) {
    return { reference: part, type: 'FS', lag: { days: 0 }, written: part };
  }
  return { reference: head.reference, type: head.type ?? 'FS', lag: lag ?? { days: 0 }, written: part };
}

function lagOf(match: RegExpExecArray): PredecessorText['lag'] | undefined {
  const amount = Number(match[2]!.replace(',', '.')) * (match[1] === '-' ? -1 : 1);
  if (match[3] === '%') return { share: amount / 100 };
  const unit = match[3] === '' ? 'd' : durationUnit(match[3]!);
  return unit === undefined ? undefined : { days: amount * DAYS_PER[unit] };
}

function splitType(body: string): { reference: string; type: DependencyType | undefined } {
  const id = ID.exec(body);
  if (id !== null) {
    const rest = body.slice(id[0].length).trim().toUpperCase();
    return { reference: id[0].toUpperCase(), type: TYPES[rest] };
  }
  const coded = CODED.exec(body);
  const type = coded?.[2] === undefined ? undefined : TYPES[coded[2].toUpperCase()];
  if (coded !== null && (coded[2] === undefined || type !== undefined)) return { reference: coded[1]!, type };
  const named = /^(.*\S)\s+(\p{L}{2})$/u.exec(body);
  const namedType = named === null ? undefined : TYPES[named[2]!];
  return namedType === undefined ? { reference: body, type: undefined } : { reference: named![1]!, type: namedType };
}
