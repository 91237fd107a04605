/** What people see and answer at a terminal. */
import readline from 'node:readline/promises';

/** Columns padded to their widest cell; the last one is left as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows
    .map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A value as one short word or line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '(empty)';
  if (typeof value === 'object')
    return (value as { fields?: { name?: unknown } }).fields?.name?.toString() ?? JSON.stringify(value);
  return String(value).replace(/\s+/g, ' ');
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A line on stderr, when somebody is looking. */
export function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
}

/** Is there somebody to ask? */
export const canAsk = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY);

/** Asks on stderr, so that stdout stays the outcome's. */
export async function ask(question: string): Promise<string> {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}

export async function confirm(question: string): Promise<boolean> {
  return /^(y|yes)$/i.test(await ask(`${question} [y/N] `));
}
