import { SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { findCredentials } from '../credentials.ts';
import { checkServices, type Diagnosis } from '../local-checks.ts';
import { table } from '../terminal.ts';

export const doctor = defineCommand({
  usage: 'doctor',
  summary: 'is everything in order here: Node, data folder, services that are configured, server, token',
  examples: ['sprintforge doctor'],
  run: async () => {
    const checks = [checkNode(), ...(await checkServices()), ...(await checkServer())];
    const ok = checks.every((check) => check.ok);
    const rows = checks.map((check) => [check.ok ? 'ok  ' : 'FAIL', check.name, check.detail]);
    return { document: { ok, checks }, text: table(rows), exit: ok ? 0 : 1 };
  },
});

function checkNode(): Diagnosis {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return { name: 'Node', ok, detail: ok ? process.version : `${process.version}: install Node 24 or newer` };
}

async function checkServer(): Promise<readonly Diagnosis[]> {
  const { url, token } = findCredentials();
  if (!url) return [{ name: 'server', ok: true, detail: 'none named: SPRINTFORGE_URL or `sprintforge login URL`' }];
  const client = new SprintforgeClient({ url, token });
  const server = await attempt('server', async () => {
    const ready = await client.ready();
    return `${url}: ${ready.status} (${Object.entries(ready.checks)
      .map(([name, state]) => `${name} ${state}`)
      .join(', ')})`;
  });
  if (!server.ok) return [server];
  const account = await attempt('token', async () => {
    const me = await client.whoami();
    return `${me.name} <${me.email}>, ${me.role} of ${me.tenant.name}, ${me.scope}`;
  });
  return [server, account];
}

async function attempt(name: string, run: () => Promise<string>): Promise<Diagnosis> {
  try {
    return { name, ok: true, detail: await run() };
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}
