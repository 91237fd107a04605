/** Headers with words cut short by a full stop: `Resp.`, `Verantw.`, `% compl.`. */
import { fold } from './fold.ts';
import { knownWords } from './phrases.ts';

/** What an abbreviated header says less surely than the same header written out. */
export const ABBREVIATED = 0.85;
const SHORT = /(\p{L}{3,})\.(?=$|[\s)\]/])/u;
const MOST = 24;

/** The header with its first cut word written out, in each way the vocabulary knows; [] when no unknown word is cut. */
export function writtenOut(text: string): readonly string[] {
  const cut = SHORT.exec(text);
  if (cut === null) return [];
  const start = fold(cut[1]!);
  const words = knownWords();
  if (words.has(start)) return [];
  const longer = [...words].filter((word) => word.startsWith(start));
  return longer.length > MOST ? [] : longer.map((word) => text.replace(cut[0], () => word));
}
