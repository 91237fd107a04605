/**
 * Compiles the scanners of packages/xlsx/wasm, written in AssemblyScript, into packages/xlsx/src/sheet/scanner-wasm.ts, so that nothing
 * has to be built before the engine runs.
 *
 *   node scripts/build-wasm.ts            writes the file
 *   node scripts/build-wasm.ts --check    exits 1 when the file is not what the sources give
 */
import fs from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const xlsx = path.resolve(import.meta.dirname, '../packages/xlsx');
const target = path.join(xlsx, 'src/sheet/scanner-wasm.ts');

/** One memory of fixed size (wasm/memory.ts says what lies where), no runtime, no imports. */
const options = [
  ...['--optimizeLevel', '3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
  ...['--memoryBase', '128', '--initialMemory', '12', '--maximumMemory', '12'],
];

async function compile(): Promise<Uint8Array> {
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'scanner.wasm', ...options], {
    readFile: (name, base) => {
      const file = path.join(xlsx, 'wasm', base, name);
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
    },
    writeFile: (_name, contents) => {
      module = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error !== null || module === undefined) throw new Error(`${stderr.toString()}${error?.message ?? ''}`);
  return module;
}

function sourceOf(module: Uint8Array): string {
  const lines = Buffer.from(module)
    .toString('base64')
    .match(/.{1,112}/g)!;
  return [
    '/** Made from packages/xlsx/wasm by scripts/build-wasm.ts; `npm run check` compares the two. */',
    'export const scannerWasm: string = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}

const source = sourceOf(await compile());
if (!process.argv.includes('--check')) fs.writeFileSync(target, source);
else if (fs.readFileSync(target, 'utf8').replaceAll('\r\n', '\n') !== source) {
  console.error(
    'packages/xlsx/src/sheet/scanner-wasm.ts is not what packages/xlsx/wasm gives: node scripts/build-wasm.ts',
  );
  process.exitCode = 1;
}
