import { randomBytes, randomUUID } from 'node:crypto';
import type { System } from '../ports/system.ts';

export const nodeSystem: System = {
  now: () => new Date().toISOString(),
  uuid: () => randomUUID(),
  random: (bytes) => randomBytes(bytes),
};
