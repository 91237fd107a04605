/** Writes golden/truth-table.tsv anew: `node packages/core/test/write-truth-table.ts`. Read the difference before you commit it. */
import fs from 'node:fs';
import path from 'node:path';
import { allCases, header, mergedLine } from './truth-table.ts';

const file = path.join(import.meta.dirname, 'golden', 'truth-table.tsv');
fs.writeFileSync(file, `${[header, ...allCases().map(mergedLine)].join('\n')}\n`);
