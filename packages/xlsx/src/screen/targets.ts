/** What may be done with a target outside of the workbook. */
export type TargetKind = 'web' | 'inside' | 'relative' | 'forbidden';

const allowed = new Set(['http', 'https', 'mailto', 'tel']);

/** Judges a hyperlink target by its scheme; drive letters, UNC paths and every scheme not listed are forbidden. */
export function targetKind(target: string): TargetKind {
  // Browsers and Excel drop white space and control characters in front of, and line breaks inside, a scheme.
  const text = target.replace(/[\u0000-\u0020\u007f-\u00a0]+/g, '');
  if (text === '' || text.startsWith('#')) return 'inside';
  if (/^[\\/]{2}/.test(text) || /^[A-Za-z]:/.test(text)) return 'forbidden';
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*)(?::|%3a)/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return text.includes('\\\\') ? 'forbidden' : 'relative';
  return allowed.has(scheme) ? 'web' : 'forbidden';
}
