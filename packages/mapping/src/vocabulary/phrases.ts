import { UNSPACED, words } from './fold.ts';
import type { Role, Terms } from './roles.ts';
import { unspacedSmallWords } from './small-words.ts';
import { BULGARIAN, CROATIAN, GREEK, ROMANIAN } from './terms-balkan.ts';
import { CHINESE, JAPANESE, KOREAN } from './terms-eastasian.ts';
import { ENGLISH } from './terms-english.ts';
import { DUTCH, GERMAN, NORDIC } from './terms-germanic.ts';
import { HUNGARIAN, INDONESIAN, PERSIAN_ARABIC, TURKISH, VIETNAMESE } from './terms-other.ts';
import { FRENCH, ITALIAN, PORTUGUESE, SPANISH } from './terms-romance.ts';
import { CZECH, POLISH, RUSSIAN, UKRAINIAN } from './terms-slavic.ts';

export interface Phrase {
  readonly role: Role;
  readonly words: readonly string[];
  readonly strength: number;
}

const LANGUAGES: readonly Terms[] = [
  ENGLISH,
  GERMAN,
  FRENCH,
  SPANISH,
  PORTUGUESE,
  ITALIAN,
  DUTCH,
  NORDIC,
  JAPANESE,
  CHINESE,
  KOREAN,
  RUSSIAN,
  UKRAINIAN,
  POLISH,
  CZECH,
  TURKISH,
  HUNGARIAN,
  VIETNAMESE,
  INDONESIAN,
  ROMANIAN,
  GREEK,
  CROATIAN,
  BULGARIAN,
  PERSIAN_ARABIC,
];

function* entries(): Iterable<Phrase> {
  for (const terms of LANGUAGES) {
    for (const [role, text] of Object.entries(terms)) {
      for (const written of text.split('|')) {
        const [phrase = '', strength] = written.trim().split('~');
        yield { role: role as Role, words: words(phrase), strength: strength === undefined ? 1 : Number(strength) };
      }
    }
  }
}

/** Words that appear in unspaced scripts, longest first per first character: they cut runs into words. */
const CUTS = new Map<string, string[]>();
/** Phrases by their first word, after cutting; of equal phrases of one role the strongest. */
const BY_FIRST = new Map<string, Phrase[]>();

function build(): void {
  const all = [...entries()].filter((phrase) => phrase.words.length > 0);
  const unspaced = all.flatMap((phrase) => phrase.words).filter((word) => UNSPACED.test(word));
  for (const word of new Set([...unspaced, ...unspacedSmallWords(UNSPACED)])) {
    const first = word[0]!;
    CUTS.set(first, [...(CUTS.get(first) ?? []), word]);
  }
  for (const list of CUTS.values()) list.sort((a, b) => b.length - a.length);
  const strongest = new Map<string, Phrase>();
  for (const phrase of all) {
    const key = `${phrase.role} ${phrase.words.join(' ')}`;
    if ((strongest.get(key)?.strength ?? 0) < phrase.strength) strongest.set(key, phrase);
  }
  for (const phrase of strongest.values()) {
    const first = phrase.words[0]!;
    BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), phrase]);
  }
}
build();

let every: ReadonlySet<string> | undefined;

/** Every word of every phrase in scripts that write spaces. */
export function knownWords(): ReadonlySet<string> {
  every ??= new Set([...BY_FIRST.values()].flat().flatMap(({ words }) => words.filter((word) => !UNSPACED.test(word))));
  return every;
}

/** Phrases that begin with this word. */
export function phrasesFrom(word: string): readonly Phrase[] {
  return BY_FIRST.get(word) ?? [];
}

/** Cuts runs of unspaced scripts by the longest known word; what is unknown stays as pieces between. */
export function cutWords(list: readonly string[]): string[] {
  return list.flatMap((word) => (UNSPACED.test(word) ? cutRun(word) : [word]));
}

function cutRun(run: string): string[] {
  const pieces: string[] = [];
  let unknown = '';
  for (let at = 0; at < run.length; ) {
    const known = CUTS.get(run[at]!)?.find((word) => run.startsWith(word, at));
    if (known === undefined) {
      unknown += run[at++];
      continue;
    }
    if (unknown) pieces.push(unknown);
    unknown = '';
    pieces.push(known);
    at += known.length;
  }
  if (unknown) pieces.push(unknown);
  return pieces;
}

/** How much of a header a word is: one, or by length in scripts without spaces. */
export function weight(word: string): number {
  return UNSPACED.test(word) ? Math.max(0.5, word.length / 2) : word === '%' || word === '#' ? 0.5 : 1;
}
