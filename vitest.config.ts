import { defineConfig } from 'vitest/config';

const shared = { pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'embedded',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
        },
      },
      {
        // the server's own suites once more, on PostgreSQL, Redis and S3 that it is given
        test: {
          ...shared,
          name: 'services',
          include: ['apps/server/test/{http,sync,parked,parked-reasons,accidents,backup,live,signals}.test.ts'],
          globalSetup: ['apps/server/test/services-setup.ts'],
        },
      },
    ],
  },
});
