export { migrate } from './adapters/database/migrate.ts';
export { type DemoFile, ensureDemo } from './demo.ts';
export { withJobs } from './jobs-at-hand.ts';
export { backupTo, RestoreRefused, restoreFrom } from './keep.ts';
export { configFromEnvironment, stopOnSignals } from './main.ts';
export { setupLink } from './services/setup.ts';
export { defaultConfig, type Server, type ServerConfig, startServer } from './start-server.ts';
export { startWorker, type Worker } from './start-worker.ts';
