/** Marks people put where there is nothing: a dash, dots, slashes. They read as empty in columns that are no text. */
const PLACEHOLDER = /^[\s\-–—―ー−._/\\~*]*$|^(?:n\/a|n\.a\.|na|none|null)$/i;

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}
