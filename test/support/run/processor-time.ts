import { readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, on every Linux that Node runs on. */
const ticks = 100;

/**
 * Seconds that this process has had of the processor, its threads included, and the programs that it started and that
 * have ended. Linux alone tells of those.
 *
 * See proc_pid_stat(5): utime, stime, cutime and cstime are fields 14 to 17, the name in brackets is the second.
 */
export function processorTime(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const spent = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return spent / ticks;
}
