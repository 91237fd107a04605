import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';

const unixMade = 3;
const osxMade = 19;
const typeMask = 0o170000;
const symlink = 0o120000;
const longestName = 1024;

/**
 * The name of an entry as it is used from here on: `/` for `\`. Throws `ZIP_NAME` for names that would leave the package
 * (`..`, absolute, with a drive letter), that hold control characters, or that are empty.
 */
export function safeName(raw: Buffer, utf8: boolean): string {
  const text = utf8 || isAscii(raw) ? raw.toString('utf8') : decodeLegacy(raw);
  const name = text.replaceAll('\\', '/');
  const problem = nameProblem(name);
  if (problem !== undefined)
    throw new XlsxError(
      'ZIP_NAME',
      `The file holds an entry ${problem}. Excel does not write such files. ${SAVE_AGAIN}`,
      {
        part: printable(name),
      },
    );
  return name;
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'without a name';
  if (name.length > longestName) return 'with a name that is too long';
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'whose name holds control characters';
  if (name.startsWith('/')) return 'with an absolute name';
  if (/^[A-Za-z]:/.test(name)) return 'whose name begins with a drive letter';
  if (name.split('/').some((segment) => segment === '..' || segment === '.'))
    return 'whose name leads outside the package';
  return undefined;
}

/** Throws `ZIP_NAME` if the entry is a symbolic link. */
export function refuseSymlink(name: string, madeBy: number, externalAttributes: number): void {
  const system = madeBy >>> 8;
  const isLink = ((externalAttributes >>> 16) & typeMask) === symlink;
  if (isLink && (system === unixMade || system === osxMade))
    throw new XlsxError('ZIP_NAME', `The file holds a symbolic link. Excel does not write such files. ${SAVE_AGAIN}`, {
      part: name,
    });
}

function isAscii(raw: Buffer): boolean {
  return raw.every((byte) => byte < 0x80);
}

/** Names without the UTF-8 flag: most writers mean UTF-8 all the same; what is not becomes Latin-1, which loses nothing. */
function decodeLegacy(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return raw.toString('latin1');
  }
}

function printable(name: string): string {
  return name.replace(/[\u0000-\u001f\u007f]/g, '?').slice(0, 200);
}
