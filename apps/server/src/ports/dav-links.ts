/** Links that open plans over WebDAV, and the view that each of them serves (a frozen one: rule B1). Instants are ISO texts in UTC. */
import type { HeldFiles } from './records.ts';

export interface DavFile {
  readonly kind: 'file';
  /** Empty: not made yet. */
  readonly sha256: string;
  /** In bytes; -1: not made yet. */
  readonly size: number;
  readonly type: string;
  /** With its quotes. */
  readonly etag: string;
  /** To the second, as HTTP tells it. */
  readonly modified: string;
  readonly created: string;
  readonly properties: DavProperties;
  /** Of a plan: the revision that it was made from; null: as somebody stored it. */
  readonly revision?: number | null;
}
export interface DavFolder {
  readonly kind: 'folder';
  readonly modified: string;
  readonly created: string;
  readonly properties: DavProperties;
}
export type DavNode = DavFile | DavFolder;
/** Dead properties: the inner XML of each, by namespace and local name. */
export type DavProperties = readonly (readonly [namespace: string, name: string, xml: string])[];

export interface DavLock {
  /** `urn:uuid:…` */
  readonly token: string;
  readonly path: string;
  readonly depth: '0' | 'infinity';
  readonly scope: 'exclusive' | 'shared';
  /** Inner XML of the owner, as the client gave it. */
  readonly owner: string;
  readonly seconds: number;
  readonly until: string;
}

/** All that a link shows. Paths begin with a slash and end without one; the root is `/`. */
export interface DavView {
  readonly nodes: ReadonlyMap<string, DavNode>;
  readonly locks: readonly DavLock[];
  /** Which paths are plans, and of which project. A plan that nobody asked for yet has no node. */
  readonly plans: ReadonlyMap<string, string>;
}

export interface DavLinkRecord {
  readonly id: string;
  readonly userId: string;
  /** The plan that it opens; null: the folder of all plans that the person sees. */
  readonly projectId: string | null;
  readonly createdAt: string;
  readonly usedAt: string;
  /** Revoked. */
  readonly endedAt: string | null;
  readonly view: DavView;
  /** What its plan held when it was last stored; null: not stored yet, the copy in the bytes decides. */
  readonly held: DavHeld | null;
}

export interface DavHeld extends HeldFiles {
  /** Of the bytes that were stored. */
  readonly sha256: string;
  /** How many times it was stored. */
  readonly count: number;
}

export interface DavLinks {
  add(link: Omit<DavLinkRecord, 'endedAt'>, tokenHash: Uint8Array): Promise<void>;
  find(id: string): Promise<DavLinkRecord | null>;
  /** The same, its row locked until the unit ends. */
  lock(id: string): Promise<DavLinkRecord | null>;
  /** Newest first. */
  list(userId: string): Promise<DavLinkRecord[]>;
  /** `link` as it was found under its lock. */
  update(link: DavLinkRecord, change: Partial<Pick<DavLinkRecord, 'usedAt' | 'view' | 'held'>>): Promise<void>;
  /** Every link to the folder of all plans shows this from now on: what was stored there and is no plan goes, locks end. */
  renewFolders(view: DavView): Promise<void>;
  /** false: no such link of this person, or ended already. */
  end(userId: string, id: string, at: string): Promise<boolean>;
}
