import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// modules are loaded once for all files of a worker: no test keeps anything in them
const shared = {
  pool: 'forks',
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // what is waited for may take its time: how long is no test of ours
  expect: { poll: { timeout: 20_000 } },
} as const;

/** Every suite that goes through the whole server, or uses the services by itself. */
function serverSuites(): string[] {
  const folder = path.join(import.meta.dirname, 'apps/server/test');
  const marks = /openHouse\(|servicesOfItsOwn\(|inject\('services'\)/;
  const suites = fs.readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  return suites
    .filter((file) => marks.test(fs.readFileSync(path.join(folder, file), 'utf8')))
    .map((file) => `apps/server/test/${file}`);
}

export default defineConfig({
  test: {
    maxWorkers: 3, // two cores, and a third of the time is waiting for other programs
    projects: [
      {
        test: {
          ...shared,
          name: 'embedded',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['apps/server/test/run-folder.ts'],
        },
      },
      {
        // those once more, on PostgreSQL, Redis and S3 that the server is given
        test: {
          ...shared,
          name: 'services',
          include: [...serverSuites(), 'test/end-to-end/web-{sync,settings}.test.ts'],
          globalSetup: ['apps/server/test/services-setup.ts'],
        },
      },
    ],
  },
});
