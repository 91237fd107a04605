import { defineCommand } from '../command.ts';

export const serve = defineCommand({
  usage: 'serve',
  summary: 'run the server',
  examples: ['sprintforge serve --demo'],
  run: async () => ({ document: {}, text: '' }),
});
