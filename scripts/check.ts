/** `npm run check`: every check runs; exit 1 when one of them found something. */
import { runChecks } from './checks.ts';

process.exitCode = runChecks().failed === 0 ? 0 : 1;
