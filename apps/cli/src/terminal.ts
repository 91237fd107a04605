/** What people see and answer at a terminal. */
import readline from 'node:readline/promises';
import type { Dependency } from '@sprintforge/core';

/** Columns padded to their widest cell; the last one is left as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows
    .map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A value as one short word or line; `type` is its field's: 0.8 of a percent field is `80%`. Days are ISO as they are. */
export function shown(value: unknown, type?: string | null): string {
  if (value === null || value === undefined) return '(empty)';
  if (typeof value === 'object') return entityText(value);
  if (typeof value === 'number' && type === 'percent') return `${Number((value * 100).toPrecision(12))}%`;
  return String(value).replace(/\s+/g, ' ');
}

/** A task or resource by its name, an edge as one writes it. */
function entityText(value: object): string {
  const { fields, predecessor, type, lag } = value as { fields?: { name?: unknown } } & Partial<Dependency>;
  if (predecessor !== undefined) return `${predecessor} ${type}${lag ? ` ${lag > 0 ? '+' : ''}${lag}d` : ''}`;
  return fields?.name?.toString() ?? JSON.stringify(value);
}

/** A task as people know it, and the ID that commands take: `Design (SF-A3B4-C5D6)`. */
export const taskText = (id: string, name: string | null | undefined): string =>
  name ? `${name.replace(/\s+/g, ' ').trim()} (${id})` : id;

const PLACES: Readonly<Record<string, string>> = { '@parent': 'summary task', '@rank': 'place in its group' };

/** What of a task or resource is spoken of. */
export const fieldText = (field: string | null, kind = 'task'): string =>
  field === null ? (kind === 'dependency' ? 'predecessors' : `whole ${kind}`) : (PLACES[field] ?? field);

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
