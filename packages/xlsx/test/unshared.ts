/** Which formulas share a text is not the same after two changes as after one; what they say is. */
import { rebase } from '../src/formula/index.ts';

const cellFormula = /<((?:\w+:)?c)\b[^>]*?\sr="([A-Z]+)(\d+)"[^>]*>\s*<((?:\w+:)?f)\b([^>]*?)(?:\/>|>([^<]*)<\/\4>)/g;

/** The markup of a sheet with every shared formula written out at its cell. */
export function unshared(sheet: string): string {
  const masters = new Map<string, readonly [string, number, number]>();
  return sheet.replace(cellFormula, (all, _c, letters: string, digits: string, name, attributes: string, text = '') => {
    const si = /\bsi="(\d+)"/.exec(attributes)?.[1];
    if (si === undefined) return all;
    const row = Number(digits);
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    const plain = text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    if (plain !== '' && !masters.has(si)) masters.set(si, [plain, row, column]);
    const [master, fromRow, fromColumn] = masters.get(si) ?? [plain, row, column];
    const own = rebase(master, fromRow, fromColumn, row, column);
    const escaped = own.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return `${all.slice(0, all.lastIndexOf(`<${name}${attributes}`))}<${name}>${escaped}</${name}>`;
  });
}
