/** Outline codes as people write them: `1`, `1.2.3`, `1.2.`, `1-2`, `A.1`, `AP1.2`. */
const CODE = /^[\p{L}]{0,4}\s*\d+(?:[.\-_]\d+)*[.)]?$|^[\p{L}](?:\.\d+)+\.?$|^[IVX]+\.?$/u;

/** 1 for `3`, 2 for `3.1` … ; undefined when the text is no code. */
export function wbsDepth(text: string): number | undefined {
  const code = text.trim();
  if (code === '' || code.length > 40 || !CODE.test(code)) return undefined;
  return code.replace(/[.)]$/, '').split(/[.\-_]/).length;
}

/** What is such a code already. */
const NORMAL = /^[0-9A-Z.-]*[0-9A-Z]$/;

/** The code for comparing: no spaces, no ending dot or bracket, upper case. */
export function normalCode(text: string): string {
  if (NORMAL.test(text)) return text;
  return text
    .trim()
    .replace(/[.)]+$/, '')
    .replace(/\s+/g, '')
    .toUpperCase();
}
