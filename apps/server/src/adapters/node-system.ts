import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { System } from '../ports/system.ts';

export const nodeSystem: System = {
  now: () => new Date().toISOString(),
  uuid: () => randomUUID(),
  random: (bytes) => randomBytes(bytes),
  pause: (ms) => setTimeout(ms),
};
