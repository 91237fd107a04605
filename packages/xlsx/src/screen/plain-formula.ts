import { functionKind } from './function-policy.ts';

const harmless = new Map<string, boolean>();
const wordsKept = 50_000;

/**
 * A quick look that errs on the side of doubt: true only if every word of the formula (also those in strings) is harmless, called
 * or not, and nothing in it can lead out of the workbook. Saves the tokeniser for the few formulas that need it.
 */
export function looksPlain(text: string): boolean {
  const length = text.length;
  for (let at = 0; at < length; ) {
    const code = text.charCodeAt(at);
    if (isWordStart(code)) {
      const start = at++;
      while (at < length && isWordPart(text.charCodeAt(at))) at++;
      let next = at;
      while (next < length && text.charCodeAt(next) <= 0x20) next++;
      if (!isHarmless(text.slice(start, at), text.charCodeAt(next) === 0x28)) return false;
    } else if (code === 0x7c || code === 0x5b || code === 0x5c || code > 0x7e) return false;
    else at++;
  }
  return true;
}

/** The deepest nesting of parentheses, those in strings included. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28) deepest = Math.max(deepest, ++depth);
    else if (code === 0x29) depth--;
  }
  return deepest;
}

function isHarmless(word: string, called: boolean): boolean {
  const key = called ? `${word}(` : word;
  let known = harmless.get(key);
  if (known === undefined) {
    const kind = functionKind(word);
    known = called ? kind === 'known' : kind !== 'forbidden';
    if (harmless.size >= wordsKept) harmless.clear();
    harmless.set(key, known);
  }
  return known;
}

function isWordStart(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x40;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || (code >= 0x30 && code <= 0x39) || code === 0x2e;
}
