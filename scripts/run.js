/** `node scripts/run.js FILE.ts [ARGS]`: runs a script of this folder on Node 24, whatever Node the system has. */
import path from 'node:path';
import { runOnNode24 } from '../apps/cli/bin/run-on-node-24.js';

const [file = '', ...args] = process.argv.slice(2);
await runOnNode24(path.resolve(file), args);
