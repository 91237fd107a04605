/** Live events over processes of their own, one of which is killed. */
import { type ReceivedEvent, SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, hasServices, startCluster } from '../../../../test/support/cluster.ts';
import { edited, freshCopy } from '../support.ts';

describe.skipIf(!hasServices())('a person who follows at a server that is killed', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());

  test('goes on at another, and has heard of every revision once and in order', async () => {
    const project = cluster.demo.project_id;
    const [, anna, ben] = cluster.demo.users.map(({ token }) => token);
    const at = (server: number, token = '') => new SprintforgeClient({ url: cluster.servers[server]!.url, token });
    const made: number[] = [];
    const change = async () => {
      const client = at(0, ben);
      const file = await edited(await freshCopy(client, project), [[3, 'notes', `note ${made.length}`]]);
      made.push((await client.upload({ project_id: project, file })).version);
    };
    const heard: ReceivedEvent[] = [];
    const revisions = () => heard.flatMap((event) => (event.type === 'revision' ? [event.version] : []));
    const follow = (server: number, after?: string) => {
      const stop = new AbortController();
      const events = at(server, anna).events(project, { signal: stop.signal, ...(after ? { after } : {}) });
      const done = (async () => {
        for await (const event of events) heard.push(event);
      })();
      return async () => {
        stop.abort();
        await done;
      };
    };
    const stopFirst = follow(1);
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await change();
    await expect.poll(revisions, { timeout: 20_000 }).toEqual(made);
    await cluster.servers[1]!.stop('SIGKILL');
    await change();
    await change();
    await stopFirst();
    const stopSecond = follow(0, heard.findLast(({ id }) => id !== undefined)?.id);
    await change();
    await expect.poll(revisions, { timeout: 20_000 }).toEqual(made);
    expect(made.length).toBe(4);
    await stopSecond();
  });
});
