import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from './support.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ metricsToken: 'a token for the monitor' }, { ownEngine: true });
});
afterAll(() => house.stop());

const metrics = (headers: Record<string, string> = {}) => fetch(`${house.server.url}/metrics`, { headers });

describe('GET /metrics', () => {
  test.each([
    ['without a token', {}, 404],
    ['with another token', { authorization: 'Bearer another' }, 404],
    ['with the token', { authorization: 'Bearer a token for the monitor' }, 200],
  ])('%s: %j → %i', async (_, headers, status) => {
    expect((await metrics(headers as Record<string, string>)).status).toBe(status);
  });

  test('tells each route by its pattern, never by an id, and what the engine has to do', async () => {
    const project = house.demo.project_id;
    await house.anna.tasks(project);
    const text = await (await metrics({ authorization: 'Bearer a token for the monitor' })).text();
    expect(text).toMatch(
      /sprintforge_http_request_seconds_count\{method="GET",route="[^"]*:id[^"]*",status="200"\} [1-9]/,
    );
    expect(text).toContain('sprintforge_engine_jobs{state="running"} 0');
    expect(text).toContain('sprintforge_live_streams 0');
    expect(text).toContain('sprintforge_jobs{kind="sweep-files",state="waiting"} 0');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toContain(project);
  });
});
