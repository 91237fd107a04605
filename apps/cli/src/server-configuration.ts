import path from 'node:path';

/** The environment, with the configuration file that an option names. */
export const withFile = (file: string | undefined): NodeJS.ProcessEnv =>
  file === undefined ? process.env : { ...process.env, SPRINTFORGE_CONFIG: path.resolve(file) };
