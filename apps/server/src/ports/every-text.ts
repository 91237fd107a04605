/** A value with every text in it replaced; bytes stay as they are. */
export function withTexts(node: unknown, change: (text: string) => unknown): unknown {
  if (typeof node === 'string') return change(node);
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return node;
  const copy = (Array.isArray(node) ? [...node] : { ...node }) as Record<string, unknown>;
  for (const key of Object.keys(copy)) copy[key] = withTexts(copy[key], change);
  return copy;
}
