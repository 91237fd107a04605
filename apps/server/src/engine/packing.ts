/** Plans and shadows as bytes: canonical or plain JSON, compressed with zstd. */
import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { canonicalJson, canonicalSnapshot, parseCanonical, type Snapshot } from '@sprintforge/core';
import type { Shadow } from '@sprintforge/mapping';
import type { GivenPlan } from '../ports/engine.ts';
import { KeptSnapshots } from './kept-snapshots.ts';
import { sharedTasks } from './shared-tasks.ts';

const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** A plan of 200,000 tasks stays below this. */
const limit = { maxOutputLength: 1024 * 1024 * 1024 };

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Plans that this process worked with last: the base and the head of a project come again with the next upload. */
const kept = new KeptSnapshots();
const hashes = new WeakMap<Snapshot, string>();

export interface PackedSnapshot {
  readonly bytes: Uint8Array;
  /** SHA-256 of the canonical form. */
  readonly hash: string;
  /** As it is when it is unpacked again. */
  readonly snapshot: Snapshot;
}

/** `before`: the plan that this one was made of. */
export function packSnapshot(plan: Snapshot, before?: Snapshot): PackedSnapshot {
  const snapshot = canonicalSnapshot(plan, before);
  const text = Buffer.from(canonicalJson(snapshot, before));
  const packed = { bytes: zstdCompressSync(text, level), hash: sha256(text), snapshot };
  hashes.set(snapshot, packed.hash);
  kept.keep(sha256(packed.bytes), snapshot, text.length);
  return packed;
}

/** By the SHA-256 of their bytes. */
export const keptPlans = (): readonly string[] => kept.keys;

export function unpackSnapshot(bytes: GivenPlan): Snapshot {
  if ('keptPlan' in bytes) return stillKept(bytes.keptPlan);
  const key = sha256(bytes);
  const known = kept.find(key);
  if (known !== undefined) return known;
  const text = zstdDecompressSync(bytes, limit);
  const parsed = parseCanonical(text.toString('utf8'));
  const snapshot = kept.latest === undefined ? parsed : sharedTasks(parsed, kept.latest);
  hashes.set(snapshot, sha256(text));
  kept.keep(key, snapshot, text.length);
  return snapshot;
}

/** Between saying what is kept and being given it, a process does nothing else. */
function stillKept(key: string): Snapshot {
  const known = kept.find(key);
  if (known === undefined) throw new Error(`the plan ${key} is not kept here`);
  return known;
}

/** SHA-256 of the canonical form. */
export const snapshotHash = (snapshot: Snapshot): string => hashes.get(snapshot) ?? sha256(canonicalJson(snapshot));

export const packShadow = (shadow: Shadow): Uint8Array => zstdCompressSync(JSON.stringify(shadow), level);

export function unpackShadow(bytes: Uint8Array | null): Shadow {
  if (bytes === null) return { cells: [], keptRows: [] };
  return JSON.parse(zstdDecompressSync(bytes, limit).toString('utf8')) as Shadow;
}
