/** Header and cell texts as comparable words: no case, accents, punctuation, camelCase or snake_case. */

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  '°': 'o',
};
const SPECIAL = /[ßæœøđðłıþ°]/g;
/** Scripts written without spaces: their runs are cut by the vocabulary, not by blanks. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\u30fc\u3005]/u;
const RUN = new RegExp(`(?:${UNSPACED.source})+|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}])+|[%#]`, 'gu');

const ASCII = /^[\x20-\x7e\t\r\n]*$/;

/** Lower case, compatibility forms unified, accents of Latin, Greek and Cyrillic removed; kana and Hangul stay whole. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKC').toLowerCase();
  const bare = plain
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  return bare.replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/** `StartDate` → `Start Date`, `Baseline_Start` → `Baseline Start`; words in capitals stay. */
function splitCompound(text: string): string {
  return text
    .replace(/_/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2');
}

/** Words in order; `%` and `#` are words; a run of an unspaced script is one word here. */
export function words(text: string): string[] {
  return fold(splitCompound(text.normalize('NFKC'))).match(RUN) ?? [];
}

export interface FoldedHeader {
  readonly words: readonly string[];
  /** Words in parentheses or brackets: units, plural endings, examples. */
  readonly aside: readonly string[];
}

/** A header's words, those in parentheses apart; a header wholly in parentheses has only main words. */
export function foldHeader(text: string): FoldedHeader {
  const aside: string[] = [];
  const main = text.normalize('NFKC').replace(/[([{【「]([^)\]}】」]*)[)\]}】」]?/g, (_, inner: string) => {
    aside.push(...words(inner));
    return ' ';
  });
  const outside = words(main);
  return outside.length > 0 ? { words: outside, aside } : { words: aside, aside: [] };
}
