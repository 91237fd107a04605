/** Lists that go back in time, page by page: asked for one more than is shown, so that the last page knows itself. */

export interface PageRequest {
  readonly limit: number;
  /** Only what has a lower number. */
  readonly before?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the next page: the number of the last item shown; null on the last page. */
  readonly next: string | null;
}

/** `load` brings at most so many, newest first, those below `before`. */
export async function pageOf<T>(
  { limit, before }: PageRequest,
  load: (limit: number, before: number | undefined) => Promise<readonly T[]>,
  numberOf: (item: T) => number,
): Promise<Page<T>> {
  const found = await load(limit + 1, before);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? String(numberOf(last)) : null };
}
