import { fold } from '../vocabulary/fold.ts';

const fromWords = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).map(fold));
const YES = fromWords(
  'yes y true x ✓ ✔ ☑ 1 ja j wahr oui vrai o sí si s verdadero sim verdadeiro vero waar да д истина так tak ano evet doğru igen có joo kyllä はい ○ 是 예 완료 済',
);
const NO = fromWords(
  'no n false 0 nein falsch non faux não nao falso nee onwaar nej nei нет ложь ні nie ne hayır nem không ei いいえ × ✗ ☐ 否 아니오',
);

/** Yes or no in the languages of the vocabulary; undefined when it is neither. */
export function booleanOf(text: string): boolean | undefined {
  const word = fold(text.trim());
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}
