/** The watcher as a systemd user service: runs from login on, and again after a failure. */
import path from 'node:path';

export interface ServiceUnit {
  /** `sprintforge-watch-Plans.service`. */
  readonly name: string;
  readonly text: string;
}

/** `command`: Node and the script. `paths`: absolute. */
export function serviceUnit(
  command: readonly string[],
  paths: readonly string[],
  every: string | undefined,
  server: string,
): ServiceUnit {
  const words = [...command, 'watch', ...paths, ...(every === undefined ? [] : ['--every', every])];
  const label = paths.map((one) => path.parse(one).name.replace(/[^A-Za-z0-9_.-]/g, '-')).join('-');
  const text = `[Unit]
Description=SprintForge Sync: ${paths.map(plain).join(', ')}

[Service]
ExecStart=${words.map((word) => quoted(word)).join(' ')}
Environment=${quoted(`SPRINTFORGE_URL=${server}`, false)}
Restart=on-failure
RestartSec=10
RestartPreventExitStatus=2

[Install]
WantedBy=default.target
`;
  return { name: `sprintforge-watch-${label.slice(0, 100)}.service`, text };
}

const plain = (text: string): string => text.replaceAll('%', '%%').replace(/[\r\n]/g, ' ');

/** As systemd.syntax(7) and systemd.service(5) read a word; `$` stands for itself only in `Environment=`. */
function quoted(word: string, isCommand = true): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('\n', '\\n');
  return `"${isCommand ? escaped.replaceAll('$', '$$$$') : escaped}"`;
}
