/** The `If` header (RFC 4918 §10.4): which lock tokens a request submits, and whether its conditions hold. */
import type { DavView } from '../../ports/dav-links.ts';
import { DavStop } from './answer.ts';
import { locksOn } from './locks.ts';
import type { DavRequest } from './request.ts';

interface Condition {
  readonly not: boolean;
  readonly token?: string;
  readonly etag?: string;
}
interface List {
  /** The resource that it speaks of; null: the one of the request. */
  readonly tag: string | null;
  readonly conditions: readonly Condition[];
}

const lexeme = /\s*(?:(\()|(\))|<([^<>]*)>|\[([^[\]]*)\]|(not)\b)/iy;

/** Throws 400 when it is not well formed. */
export function parseIf(text: string): readonly List[] {
  const lists: List[] = [];
  let tag: string | null = null;
  let open: Condition[] | null = null;
  let not = false;
  lexeme.lastIndex = 0;
  while (text.slice(lexeme.lastIndex).trim() !== '') {
    const found = lexeme.exec(text);
    if (!found) throw new DavStop(400);
    const [, begin, end, address, etag, negation] = found;
    if (begin && open === null) open = [];
    else if (end && open !== null && open.length > 0 && !not) {
      lists.push({ tag, conditions: open });
      open = null;
    } else if (negation && open !== null && !not) not = true;
    else if (address !== undefined && open === null) tag = address;
    else if (open !== null && (address !== undefined || etag !== undefined)) {
      open.push(address === undefined ? { not, etag: etag ?? '' } : { not, token: address });
      not = false;
    } else throw new DavStop(400);
  }
  if (open !== null || lists.length === 0) throw new DavStop(400);
  return lists;
}

/** The submitted lock tokens. Throws 412 when no list holds. Office may send `Lock-Token` instead of `If`. */
export function submittedTokens(view: DavView, request: DavRequest): ReadonlySet<string> {
  const tokens = new Set<string>();
  const bare = request.headers['lock-token'];
  if (bare !== undefined && request.method !== 'UNLOCK') tokens.add(bare.replace(/^<|>$/g, ''));
  const text = request.headers['if'];
  if (text === undefined) return tokens;
  const lists = parseIf(text);
  for (const { conditions } of lists)
    for (const { token, not } of conditions) if (token !== undefined && !not) tokens.add(token);
  if (!lists.some((list) => holds(view, request, list))) throw new DavStop(412);
  return tokens;
}

function holds(view: DavView, request: DavRequest, { tag, conditions }: List): boolean {
  const path = tag === null ? request.path : request.inside(tag);
  const node = path === null ? undefined : view.nodes.get(path);
  const locks = path === null ? [] : locksOn(view, path, request.now);
  return conditions.every(({ not, token, etag }) => {
    const is =
      token === undefined
        ? node?.kind === 'file' && node.etag === etag?.replace(/^W\//, '')
        : locks.some((lock) => lock.token === token);
    return is !== not;
  });
}
