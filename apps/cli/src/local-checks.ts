/** What `doctor` looks at on this machine, apart from the server it talks to. */
import fs from 'node:fs';
import path from 'node:path';

export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  /** What is so, or what is wrong and what to do. */
  readonly detail: string;
}

/** Where `serve` keeps everything: there and writable, or creatable. */
function checkDataFolder(data: string): Diagnosis {
  const folder = path.resolve(data);
  const existing = nearestExisting(folder);
  try {
    fs.accessSync(existing, fs.constants.W_OK);
    return {
      name: 'data folder',
      ok: true,
      detail: existing === folder ? folder : `${folder} (made at the first start)`,
    };
  } catch {
    return {
      name: 'data folder',
      ok: false,
      detail: `${existing} is not writable: set SPRINTFORGE_DATA to a folder that is`,
    };
  }
}

function nearestExisting(folder: string): string {
  return fs.existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

/** Everything that `serve` would use, as its variables or its file name it; what is not usable of these is the finding. */
export async function checkServices(): Promise<readonly Diagnosis[]> {
  // On demand: it loads the server.
  const server = await import('@sprintforge/server');
  let config: Parameters<typeof server.checkServices>[0];
  try {
    config = server.configFromEnvironment();
  } catch (error) {
    return [{ name: 'configuration', ok: false, detail: (error as Error).message }];
  }
  return [checkDataFolder(config.data), ...(await server.checkServices(config))];
}
