/** The server of this command, and projects by id or by name. */
import { type Patience, type Project, SprintforgeClient } from '@sprintforge/protocol';
import { findCredentials } from './credentials.ts';
import { CliError } from './failure.ts';
import { progress } from './terminal.ts';

/** Throws `NOT_LOGGED_IN` when no server or no token is known. */
export function connect(): SprintforgeClient {
  const { url, token } = findCredentials();
  if (!url || !token) {
    const lacking = url ? 'no token for this server' : 'no server';
    const message = `${lacking}: run \`sprintforge login URL\`, or set SPRINTFORGE_URL and SPRINTFORGE_TOKEN`;
    throw new CliError('NOT_LOGGED_IN', message);
  }
  if (!URL.canParse(url)) throw new CliError('BAD_ARGUMENT', `${url} is not an address like http://localhost:8000`);
  return new SprintforgeClient({ url, token, patience });
}

/** A script that runs at night is not to fail because others are at it as well. */
const patience: Patience = {
  seconds: 180,
  random: Math.random,
  waiting: (seconds) => progress(`the server is busy, trying again in ${Math.ceil(seconds)} s …`),
};

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The id of a project given by id or by its name, which must be unique (case does not matter unless it has to). */
export async function projectId(client: SprintforgeClient, given: string): Promise<string> {
  if (UUID.test(given)) return given;
  const { projects } = await client.projects();
  const matches = byName(projects, given);
  if (matches.length === 1) return matches[0]!.project_id;
  const message =
    matches.length === 0
      ? `there is no project named ${given}; \`sprintforge projects\` lists yours`
      : `${matches.length} projects are named ${given}: give the id (${matches.map((one) => one.project_id).join(', ')})`;
  throw new CliError('UNKNOWN_PROJECT', message, { project: given });
}

function byName(projects: readonly Project[], name: string): readonly Project[] {
  const exact = projects.filter((project) => project.name === name);
  if (exact.length > 0) return exact;
  return projects.filter((project) => project.name.toLowerCase() === name.toLowerCase());
}
