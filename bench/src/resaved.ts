/** A copy as Excel would have saved it again: every sheet is written anew, so that hardly a row is byte for byte what it was. */
import { openWorkbook } from '@sprintforge/xlsx';
import { zip } from './plan-file.ts';

/** The same cells: all texts shared, in the order in which they come; another spelling of rows; other deflate blocks. */
export function resaved(bytes: Uint8Array): Buffer {
  const workbook = openWorkbook(bytes);
  const known = texts(workbook.part('xl/sharedStrings.xml'));
  const shared = new Map<string, number>();
  const indexOf = (item: string): number => {
    const at = shared.get(item) ?? shared.size;
    shared.set(item, at);
    return at;
  };
  const sheet = (xml: string): string =>
    xml
      .replace(/(<c [^>]*t="s"[^>]*><v>)(\d+)/g, (_, cell: string, at: string) => cell + indexOf(known[Number(at)]!))
      .replace(
        /(<c [^>]*)t="inlineStr"([^>]*)><is>(.*?)<\/is>/gs,
        (_, before: string, behind: string, item: string) => `${before}t="s"${behind}><v>${indexOf(item)}</v>`,
      )
      .replace(/<row r="(\d+)"(?: spans="[^"]*")?/g, '<row r="$1" spans="1:29" customFormat="0"');
  const sheets = new Set(workbook.sheets.map(({ part }) => part));
  const parts = workbook.parts
    .filter((name) => name !== 'xl/sharedStrings.xml')
    .map((name): [string, Buffer] => {
      const content = Buffer.from(workbook.part(name)!);
      return [name, sheets.has(name) ? Buffer.from(sheet(content.toString())) : content];
    });
  const items = [...shared.keys()].map((item) => `<si>${item}</si>`).join('');
  const count = `count="${shared.size}" uniqueCount="${shared.size}"`;
  const strings = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ${count}>${items}</sst>`;
  return zip([...parts, ['xl/sharedStrings.xml', Buffer.from(strings)]]);
}

/** What stands between `<si>` and its end, by index. */
function texts(part: Uint8Array | undefined): readonly string[] {
  const xml = Buffer.from(part ?? []).toString();
  return [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) => item!);
}
