/** The one place that reads the environment. */

import fs from 'node:fs';
import { variablesOf } from './config/file-variables.ts';
import { configOf } from './config/from-variables.ts';
import { readConfigFile } from './config/read-file.ts';
import { refuseUnsafeStart } from './config/start-safety.ts';
import type { Environment } from './config/substitute.ts';
import { ensureDemo } from './demo.ts';
import { ConfigError } from './ports/config-error.ts';
import { ServiceError } from './ports/service-error.ts';
import { StartRefused } from './ports/start-refused.ts';
import { setupLink } from './services/setup.ts';
import { type Server, type ServerConfig, startServer } from './start-server.ts';

/** From the environment, and the file that SPRINTFORGE_CONFIG names; throws `ConfigError`, or with the name of a variable that is not usable. */
export const configFromEnvironment = (env: Environment = process.env): ServerConfig => configOf(variables(env));

/** What a server that serves others is started with; throws `StartRefused` besides. */
export function safeConfigFromEnvironment(env: Environment = process.env): ServerConfig {
  const all = variables(env);
  const config = configOf(all);
  refuseUnsafeStart(config, all);
  return config;
}

/** Throws `ConfigError` with every fault of the file, or with what keeps a server from being made of it. */
export function checkConfigFile(file: string, env: Environment = process.env): ServerConfig {
  return configOf(variablesOf(readConfigFile(readText(file), file, env), env));
}

/** What the environment says goes before what the file says. */
function variables(env: Environment): Environment {
  const file = env.SPRINTFORGE_CONFIG;
  return file ? variablesOf(readConfigFile(readText(file), file, env), env) : env;
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (cause) {
    const found = `the file cannot be read (${(cause as NodeJS.ErrnoException).code})`;
    throw new ConfigError(file, [
      { line: 1, column: 1, path: '', found, cure: 'Check SPRINTFORGE_CONFIG or --config' },
    ]);
  }
}

/** Stops the server on the first SIGINT or SIGTERM; a second one ends at once. */
export function stopOnSignals(server: Pick<Server, 'close'>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
}

if (import.meta.main) {
  try {
    const config = safeConfigFromEnvironment();
    const server = await startServer(config);
    stopOnSignals(server);
    if (process.argv.includes('--demo')) await ensureDemo(server, { data: config.data });
    console.log(`SprintForge Sync on ${server.url}`);
    const setup = await setupLink(server.house);
    if (setup !== null) console.log(`Nobody is here yet. This link makes the first organisation: ${setup}`);
  } catch (error) {
    console.error(
      error instanceof ServiceError || error instanceof ConfigError || error instanceof StartRefused
        ? error.message
        : error,
    );
    process.exit(1);
  }
}
