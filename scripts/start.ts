/** `npm start`: the web application built if need be, then the server with its demo project on PORT or 8000, data in SPRINTFORGE_DATA or ./data. */
import { run } from '../apps/cli/src/program.ts';
import { ensureWeb } from './build-web.ts';

/**
 * npm runs this in a shell and, when it is told to stop, stops the shell alone. The server then has another parent, and
 * stops as it would for a signal of its own; otherwise it would go on holding the port.
 */
function stopWithNpm(): void {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}

if (process.env.npm_lifecycle_event) stopWithNpm();
await ensureWeb((line) => console.error(line));
process.exitCode = await run(['serve', '--demo']);
