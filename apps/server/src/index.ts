export { migrate } from './adapters/database/migrate.ts';
export { makeOrganisationIn, passwordLinkIn } from './by-operator.ts';
export { checkServices } from './check-services.ts';
export { fileShape } from './config/file-shape.ts';
export { type DemoFile, ensureDemo } from './demo.ts';
export { withJobs } from './jobs-at-hand.ts';
export { backupTo, RestoreRefused, restoreFrom } from './keep.ts';
export { exportMasterKeys, keyStanding, moveKeys, newMasterKey, rotateKeys, sealFiles } from './keys-at-hand.ts';
export {
  checkConfigFile,
  configFromEnvironment,
  safeConfigFromEnvironment,
  stopOnSignals,
} from './main.ts';
export { ConfigError } from './ports/config-error.ts';
export { ServiceError } from './ports/service-error.ts';
export { StartRefused } from './ports/start-refused.ts';
export { setupLink } from './services/setup.ts';
export { configureProvider } from './services/sign-on/providers.ts';
export { defaultConfig, type Server, type ServerConfig, startServer } from './start-server.ts';
export { startWorker, type Worker } from './start-worker.ts';
