/** What a measurement was made on, for those who read it. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';

export function machine(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: import.meta.dirname });
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const load = os.loadavg()[0]!.toFixed(1);
  return `${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, ${memory} GiB, Node ${process.version}, commit ${commit.trim()}, load average ${load}`;
}
