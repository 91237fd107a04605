import { ABBREVIATED, writtenOut } from './abbreviations.ts';
import { foldHeader } from './fold.ts';
import { cutWords, type Phrase, phrasesFrom, weight } from './phrases.ts';
import type { Qualifier, Role } from './roles.ts';
import { BLOCKERS, HOUR_WORDS, NEUTRAL, qualifierOf, WEEK_WORDS } from './small-words.ts';

export interface RoleMatch {
  readonly role: Role;
  /** 0…1 */
  readonly confidence: number;
}

export interface HeaderMatch {
  /** Possible roles, best first. */
  readonly roles: readonly RoleMatch[];
  readonly qualifier: Qualifier;
  /** The unit the header names for plain numbers. */
  readonly unit: 'h' | 'w' | undefined;
}

const LONGEST = 60;
const LEAST = 0.3;
const SURE = 0.6;
/** These are meant only when the header says nothing else. */
const WHOLE: ReadonlySet<Role> = new Set(['number', 'id', 'level', 'wbs']);
const NONE: HeaderMatch = { roles: [], qualifier: 'plain', unit: undefined };
const cache = new Map<string, HeaderMatch>();

/**
 * What a header text can mean. Exact phrases come first, then phrases beside neutral words, then phrases beside
 * unknown ones; the false friends of part-word matching (Ber-oende-n, Due-ño) cannot happen since words are compared whole.
 */
export function matchHeader(text: string): HeaderMatch {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const match = text.length > LONGEST * 2 ? NONE : readAbbreviated(text);
  if (cache.size > 5000) cache.clear();
  cache.set(text, match);
  return match;
}

/** A header with a word cut short means what it means written out, a little less surely. */
function readAbbreviated(text: string): HeaderMatch {
  let best = readLines(text);
  for (const whole of writtenOut(text)) {
    const match = readLines(whole);
    const roles = match.roles.map(({ role, confidence }) => ({ role, confidence: confidence * ABBREVIATED }));
    if ((roles[0]?.confidence ?? 0) > (best.roles[0]?.confidence ?? 0)) best = { ...match, roles };
  }
  return best;
}

/** A header of several lines may explain itself below its first one. */
function readLines(text: string): HeaderMatch {
  const whole = readHeader(text);
  const first = text.trim().split(/[\r\n]+/, 1)[0]!;
  if (first.length === text.trim().length || (whole.roles[0]?.confidence ?? 0) >= SURE) return whole;
  const head = readHeader(first);
  const roles = head.roles.map(({ role, confidence }) => ({ role, confidence: confidence * 0.95 }));
  return (roles[0]?.confidence ?? 0) > (whole.roles[0]?.confidence ?? 0) ? { ...head, roles } : whole;
}

function readHeader(text: string): HeaderMatch {
  const folded = foldHeader(text);
  const main = cutWords(folded.words);
  const aside = cutWords(folded.aside);
  if (main.length === 0 || main.length > 9) return NONE;
  const best = new Map<Role, number>();
  for (let at = 0; at < main.length; at++) {
    for (const phrase of phrasesFrom(main[at]!)) consider(best, main, at, phrase);
  }
  const roles = [...best].map(([role, confidence]) => ({ role, confidence }));
  const everything = [...main, ...aside];
  return {
    roles: roles.filter(({ confidence }) => confidence >= LEAST).sort((a, b) => b.confidence - a.confidence),
    qualifier: everything.map(qualifierOf).find((qualifier) => qualifier !== undefined) ?? 'plain',
    unit: everything.some((word) => HOUR_WORDS.has(word))
      ? 'h'
      : everything.some((word) => WEEK_WORDS.has(word))
        ? 'w'
        : undefined,
  };
}

function consider(best: Map<Role, number>, main: readonly string[], at: number, phrase: Phrase): void {
  const used = findPhrase(main, at, phrase.words);
  if (used === undefined) return;
  const confidence = confidenceOf(main, used, phrase);
  if (confidence > (best.get(phrase.role) ?? 0)) best.set(phrase.role, confidence);
}

/** Positions of the phrase's words from `at` on, with nothing but neutral words between; undefined if it is not there. */
function findPhrase(main: readonly string[], at: number, phrase: readonly string[]): ReadonlySet<number> | undefined {
  const used = new Set([at]);
  let next = 1;
  for (let i = at + 1; next < phrase.length; i++) {
    const word = main[i];
    if (word === undefined) return undefined;
    if (word === phrase[next]) {
      used.add(i);
      next++;
    } else if (!NEUTRAL.has(word)) return undefined;
  }
  return used;
}

function confidenceOf(main: readonly string[], used: ReadonlySet<number>, phrase: Phrase): number {
  if (used.size === main.length) return phrase.strength * 0.97;
  let total = 0;
  let covered = 0;
  let blocked = false;
  main.forEach((word, i) => {
    const size = weight(word);
    total += size;
    if (used.has(i)) covered += size;
    else if (BLOCKERS.has(word)) blocked = true;
    else if (qualifierOf(word) !== undefined) covered += size * 0.97;
    else if (NEUTRAL.has(word)) covered += size * 0.92;
  });
  const share = covered / total;
  if (WHOLE.has(phrase.role) && share < 0.9) return 0;
  const weak = phrase.strength < 0.9 || [...used].every((i) => NEUTRAL.has(main[i]!));
  const confidence = phrase.strength * 0.97 * share ** (weak ? 2 : 1.1);
  return blocked ? confidence * 0.45 : confidence;
}
