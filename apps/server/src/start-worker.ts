import fs from 'node:fs';
import { type HouseConfig, openHouse, startWork } from './open-house.ts';
import { type Undo, unwind } from './open-services.ts';
import type { House } from './services/house.ts';

export interface Worker {
  readonly house: House;
  /** Where the database came from, for the operator. */
  readonly database: string;
  /** Finishes the jobs that it is doing, then stops. */
  close(): Promise<void>;
}

/** A process that only does jobs; any number of them may run. */
export async function startWorker(config: HouseConfig & { readonly publicUrl?: string }): Promise<Worker> {
  const undo: Undo[] = [];
  try {
    fs.mkdirSync(config.data, { recursive: true });
    const opened = await openHouse(config, true, undo);
    const { house, database, address } = opened;
    address.url = config.publicUrl ?? '';
    await startWork(opened, undo);
    return { house, database, close: () => unwind(undo) };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}
