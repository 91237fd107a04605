/** `npm start`: the server with its demo project on PORT or 8000, data in SPRINTFORGE_DATA or ./data. Nothing needs building. */
import { run } from '../apps/cli/src/program.ts';

process.exitCode = await run(['serve', '--demo']);
