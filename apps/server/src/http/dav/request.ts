/** A WebDAV request as a value, and where its addresses point. */
import { DavStop } from './answer.ts';

export interface DavRequest {
  readonly method: string;
  /** Inside the link: begins with a slash, ends without one; the root is `/`. */
  readonly path: string;
  /** Did the address end with a slash? */
  readonly slash: boolean;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Of requests with an XML body. */
  readonly xml: string;
  /** ISO, UTC. */
  readonly now: string;
  readonly lockToken: () => string;
  /** The path in `address` (an absolute URI or an absolute path) within this link; null: somewhere else. */
  readonly inside: (address: string) => string | null;
  /** The address of a path, as the client sees it; a folder's ends with a slash. */
  readonly href: (path: string, folder: boolean) => string;
}

/** A path longer or deeper than this is not kept. */
const longest = 1000;
const deepest = 16;

/** Takes `/any/prefix/dav/<token>/a%20b.xlsx` apart. null: not a path below a link. */
export function splitAddress(address: string): { token: string; path: string; slash: boolean } | null {
  const found = /^(?:https?:\/\/[^/]*)?(?:\/[^?#]*?)?\/dav\/([\w-]{20,100})((?:\/[^?#]*)?)(?:[?#].*)?$/i.exec(address);
  if (!found) return null;
  const path = normalPath(found[2] ?? '');
  return path === null ? null : { token: found[1] ?? '', path, slash: (found[2] ?? '').endsWith('/') };
}

function normalPath(encoded: string): string | null {
  try {
    const segments = encoded
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    const odd = segments.some((part) => part === '.' || part === '..' || /[/\u0000-\u001f\u007f]/.test(part));
    const path = `/${segments.join('/')}`;
    return odd || path.length > longest || segments.length > deepest ? null : path;
  } catch {
    return null; // not valid percent-encoding
  }
}

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const isBelow = (path: string, folder: string): boolean =>
  path.startsWith(folder === '/' ? '/' : `${folder}/`) && path !== folder;

/** `prefix`: the path of the server's public address, without a slash at the end. */
export function davAddresses(token: string, prefix: string): Pick<DavRequest, 'inside' | 'href'> {
  const root = `${prefix}/dav/${token}`;
  return {
    inside(address) {
      const found = splitAddress(address);
      return found && found.token === token ? found.path : null;
    },
    href(path, folder) {
      const end = folder && path !== '/' ? '/' : '';
      return root + path.split('/').map(encodeURIComponent).join('/') + end;
    },
  };
}

/** Of a MOVE or COPY; a destination that is not ours is 502 (RFC 4918 §9.8.5). */
export function destinationOf(request: DavRequest): string {
  const address = request.headers['destination'];
  if (address === undefined) throw new DavStop(400);
  const path = request.inside(address);
  if (path === null) throw new DavStop(502);
  return path;
}
