/** The way of one workbook through the page, as a closed list of stages. */
import type { StrategyName, SyncResult } from '@sprintforge/protocol';

export interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the person decided about it so far. */
export interface Wishes {
  readonly strategy: StrategyName;
  readonly repair: readonly string[];
}

export type Stage =
  | { readonly at: 'idle' }
  /** `share` of the upload that is done; 1: the server reads and compares. */
  | { readonly at: 'checking' | 'applying'; readonly file: Chosen; readonly share: number }
  | {
      readonly at: 'preview';
      readonly file: Chosen;
      readonly wishes: Wishes;
      readonly report: SyncResult;
      /** The strategy was worth asking about: there were conflicts under the first one. */
      readonly disputed: boolean;
    }
  | {
      readonly at: 'failed';
      readonly file: Chosen | null;
      readonly error: unknown;
      readonly retry: (() => void) | null;
    }
  /** Under `manual`: kept on the server until its conflicts are decided. */
  | { readonly at: 'waits'; readonly file: Chosen }
  | { readonly at: 'done'; readonly file: Chosen; readonly result: SyncResult };

export const firstWishes: Wishes = { strategy: 'server', repair: [] };
