import path from 'node:path';
import { defineCommand } from '../command.ts';
import { welcome, writeDemoEnvironment } from '../demo-script.ts';
import { printOutcome } from '../outcome.ts';
import { withFile } from '../server-configuration.ts';
import { progress } from '../terminal.ts';

interface Options {
  readonly demo?: boolean;
  readonly config?: string;
}

export const serve = defineCommand<Options>({
  usage: 'serve',
  summary: 'run the server on PORT (8000) with its data in SPRINTFORGE_DATA (./data), until Ctrl-C',
  examples: ['sprintforge serve --demo', 'PORT=9000 SPRINTFORGE_DATA=/srv/sprintforge sprintforge serve'],
  options: (command) =>
    command
      .option('--demo', 'make a demo project, an owner and two editors, and say what to try')
      .option('--config <file>', 'YAML file with the configuration (also SPRINTFORGE_CONFIG)'),
  run: async (_, options) => {
    // On demand: no other command loads the server.
    const { ensureDemo, safeConfigFromEnvironment, setupLink, startServer, stopOnSignals } = await import(
      '@sprintforge/server'
    );
    const config = safeConfigFromEnvironment(withFile(options.config));
    progress('starting …');
    const server = await startServer(config);
    stopOnSignals(server);
    if (!options.demo) {
      const setup = await setupLink(server.house);
      const first =
        setup === null
          ? ''
          : `\nNobody is here yet. Make the first organisation with this link, which serves once:\n  ${setup}`;
      const text = `SprintForge Sync serves ${server.url} (database: ${server.database}). Ctrl-C stops it.${first}`;
      printOutcome({ document: { url: server.url, database: server.database, setup }, text }, options.json ?? false);
      return null;
    }
    const data = path.resolve(config.data);
    try {
      const demo = await ensureDemo(server, { data });
      const environment = writeDemoEnvironment(data, demo);
      printOutcome({ document: demo, text: welcome(demo, environment) }, options.json ?? false);
    } catch (error) {
      await server.close();
      throw error;
    }
    return null;
  },
});
