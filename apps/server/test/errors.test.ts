import fs from 'node:fs';
import path from 'node:path';
import { PROBLEMS, SECURITY_EVENTS } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const page = fs.readFileSync(path.join(root, 'docs/errors.md'), 'utf8');
const documented = new Set([...page.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map((match) => match[1]!));

/** Names of Node's own errors, which are no codes of ours. */
const foreign = new Set(['ERR_BUFFER_TOO_LARGE']);
const rooms = [
  'packages/core/src',
  'packages/xlsx/src',
  'packages/mapping/src',
  'apps/server/src/engine',
  'apps/server/src/services',
  'apps/server/src/ports',
];

function codesInSource(): Set<string> {
  const codes = new Set<string>(Object.keys(PROBLEMS));
  for (const room of rooms)
    for (const file of fs.readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('scanner-module.ts')) continue; // names inside the WebAssembly module
      const text = fs.readFileSync(path.join(root, room, file), 'utf8');
      for (const [, code] of text.matchAll(/'([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)'/g))
        if (!foreign.has(code!)) codes.add(code!);
      for (const [, code] of text.matchAll(/^ +\| '([A-Z]{4,})'/gm)) codes.add(code!); // one-word members of a union
    }
  return codes;
}

describe('docs/errors.md', () => {
  const inSource = codesInSource();
  test('documents every code', () => {
    expect([...inSource].filter((code) => !documented.has(code))).toEqual([]);
  });
  test('documents no code that is none', () => {
    expect([...documented].filter((code) => !inSource.has(code))).toEqual([]);
  });
  test.each(Object.entries(PROBLEMS))('%s has the status of the table', (code, [status]) => {
    expect(page).toContain(`| \`${code}\` | ${status} |`);
  });
});

test('docs/operations.md tells every security event, and none that is none', () => {
  const operations = fs.readFileSync(path.join(root, 'docs/operations.md'), 'utf8');
  const table = /^\| event \| what it records \|\n(?:\|.*\n)+/m.exec(operations)?.[0] ?? '';
  const told = [...table.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| (.*) \|$/gm)].map(([, name, what]) => [name, what]);
  expect(told).toEqual(Object.entries(SECURITY_EVENTS));
});
