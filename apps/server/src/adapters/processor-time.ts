import fs from 'node:fs';

/** Linux counts in hundredths of a second, whatever the machine. */
const tickMs = 10;

/** Processor time that a process has had, its threads together, in milliseconds; null: it is gone, or the system does not tell (it is not Linux). */
export function processorTime(pid: number): number | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // the name before it is in brackets and may hold anything
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return null;
  }
}
