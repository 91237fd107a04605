export { migrate } from './adapters/database/migrate.ts';
export { type DemoFile, ensureDemo } from './demo.ts';
export { backupTo, RestoreRefused, restoreFrom } from './keep.ts';
export { configFromEnvironment, stopOnSignals } from './main.ts';
export { defaultConfig, type Server, type ServerConfig, startServer } from './start-server.ts';
