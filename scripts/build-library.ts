/**
 * Builds a workspace as a library that stands by itself: JavaScript and declarations for any Node from 20.19 on, with a
 * package.json, its README, the examples and the licence. Nothing in this repository needs it: here everything runs from source.
 *
 *   node scripts/build-library.ts packages/xlsx [folder]     default folder: <workspace>/dist
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '..');

/** Throws with the compiler's output when it does not compile. The folder is made anew. */
export function buildLibrary(workspace: string, folder: string = path.join(root, workspace, 'dist')): string {
  const source = path.join(root, workspace);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  compile(source, path.join(folder, 'lib'));
  const manifest = JSON.parse(fs.readFileSync(path.join(source, 'package.json'), 'utf8')) as Manifest;
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  fs.copyFileSync(path.join(source, 'README.md'), path.join(folder, 'README.md'));
  fs.cpSync(path.join(source, 'examples'), path.join(folder, 'examples'), { recursive: true });
  return folder;
}

function compile(source: string, out: string): void {
  const run = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/typescript/bin/tsc'),
      ...['-p', source, '--outDir', out, '--composite', 'false', '--incremental', 'false'],
      ...['--tsBuildInfoFile', 'null', '--emitDeclarationOnly', 'false', '--declaration', 'true'],
    ],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(`${source} does not compile:\n${run.stdout}${run.stderr}`);
}

function published({ name, version, license, dependencies = {} }: Manifest): object {
  return {
    name,
    version,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' } },
    files: ['lib', 'examples'],
    dependencies,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [workspace, folder] = process.argv.slice(2);
  if (!workspace) throw new Error('Name a workspace, as in: npm run build -- packages/xlsx');
  console.log(buildLibrary(workspace, folder && path.resolve(folder)));
}
