/** What `npm start` tells a newcomer: where to go, and a whole two-way sync in five commands to paste. */
import path from 'node:path';
import { writeAtomically } from './files.ts';

/** `<data>/demo.json`. */
export interface Demo {
  readonly url: string;
  readonly project_id: string;
  readonly users: readonly {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly token: string;
    readonly password: string;
  }[];
}

/** Writes `<data>/demo.env`, which the commands read, and returns its path. Only its owner may read it. */
export function writeDemoEnvironment(dataFolder: string, demo: Demo): string {
  const [a, b] = editors(demo);
  const file = path.join(dataFolder, 'demo.env');
  const lines = [
    `export SPRINTFORGE_URL='${demo.url}'`,
    `export DEMO_PROJECT='${demo.project_id}'`,
    `export DEMO_A='${a?.token ?? ''}'`,
    `export DEMO_B='${b?.token ?? ''}'`,
  ];
  writeAtomically(file, `${lines.join('\n')}\n`, 0o600);
  return file;
}

const editors = (demo: Demo) => demo.users.filter((user) => user.role === 'editor');

/** Five lines for a POSIX shell, pasted one after the other in the same terminal. */
export function demoCommands(environmentFile: string): readonly string[] {
  const as = (who: 'A' | 'B', command: string) => `SPRINTFORGE_TOKEN=$DEMO_${who} npx sprintforge ${command}`;
  return [
    `. '${environmentFile}' && ${as('A', 'clone $DEMO_PROJECT A.xlsx')}`,
    as('B', 'clone $DEMO_PROJECT B.xlsx'),
    "npx sprintforge edit A.xlsx -o A.xlsx --set 'Plan!J9=80%' --set 'Plan!D12=Lena Fischer' && " +
      "npx sprintforge edit B.xlsx -o B.xlsx --set 'Plan!J9=90%' --set 'Plan!F13=5'",
    `${as('A', 'sync A.xlsx')}; ${as('B', 'sync B.xlsx')}; ${as('A', 'sync A.xlsx')}`,
    `${as('A', 'conflicts $DEMO_PROJECT')} && ${as('A', 'resolve $DEMO_PROJECT latest theirs')} && ${as('A', 'pull A.xlsx')}`,
  ];
}

export function welcome(demo: Demo, environmentFile: string): string {
  const people = demo.users.map((user) => `  ${user.name}, ${user.role}: ${demo.url}/#token=${user.token}`);
  const passwords = demo.users.map((user) => `  ${user.email.padEnd(22)} ${user.password}`);
  const steps = [
    'copy for A',
    'copy for B',
    'each edits; both change the same percentage',
    'sync both',
    'see the conflict, decide it',
  ];
  const commands = demoCommands(environmentFile).flatMap((line, at) => [`     # ${steps[at]}`, `  ${at + 1}. ${line}`]);
  return [
    `SprintForge Sync serves ${demo.url}`,
    '',
    'Open it in the browser, signed in as',
    ...people,
    '',
    'or sign in with address and password',
    ...passwords,
    '',
    `HTTP reference: ${demo.url}/api/docs; the tokens are in ${path.join(path.dirname(environmentFile), 'demo.json')}`,
    '',
    'Try a two-way sync: paste these one after the other into another terminal, in this folder',
    ...commands,
    '',
    'A.xlsx then holds the edits of both. Ctrl-C stops the server.',
  ].join('\n');
}
