/**
 * Plain JavaScript for any Node: SprintForge's sources are TypeScript that Node 24 runs as it stands, and an older
 * Node may be the system's. `npm ci` brings the plain Node 24 binary on Linux and Windows; this finds it.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WANTED = 24;

/** What `name` is in the nearest folder of modules that has it. */
function amongModules(name) {
  for (let dir = path.dirname(fileURLToPath(import.meta.url)); ; dir = path.dirname(dir)) {
    const file = path.join(dir, 'node_modules', name);
    if (fs.existsSync(file)) return file;
    if (dir === path.dirname(dir)) return undefined;
  }
}

function bundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return amongModules(`node-${platform}-${process.arch}/bin/${binary}`);
}

/** Where compiled sources are kept: half a second less at each start. Where nobody may write, Node goes without. */
function compileCache() {
  return path.join(path.dirname(amongModules('commander') ?? ''), '.cache/sprintforge');
}

function whatToDo() {
  const install =
    process.platform === 'darwin'
      ? 'On macOS install it from https://nodejs.org or with `brew install node@24`'
      : 'Run `npm ci` in the checkout (it brings Node 24 along) or install it from https://nodejs.org';
  return `SprintForge Sync needs Node.js ${WANTED} or newer, this is ${process.version}. ${install}, then try again.`;
}

/**
 * Runs the module at `file` with `args` on Node 24: in this process when it is one, else in a child with the same
 * terminal, signals and exit code. Exits 3 with what to do when there is no Node 24.
 */
export async function runOnNode24(file, args) {
  process.env.NODE_COMPILE_CACHE ??= compileCache(); // for this process and those that it starts
  if (Number(process.versions.node.split('.')[0]) >= WANTED) {
    process.argv = [process.execPath, file, ...args];
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
    await import(pathToFileURL(file).href);
    return;
  }
  const node = bundledNode();
  if (!node) {
    console.error(whatToDo());
    process.exit(3);
  }
  const child = spawn(node, [file, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
}
