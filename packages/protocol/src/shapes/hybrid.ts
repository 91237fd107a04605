import { type Static, Type } from 'typebox';
import { Id, Instant, RevisionNumber } from './common.ts';
import { Brake, RefusedValue, SyncResult } from './sync.ts';

const closed = { additionalProperties: false };

/** What a home sends to its cloud: a change set from revision `version` on, as JSON, compressed with zstd, in base64. */
export const HybridChanges = Type.Object(
  {
    format: Type.Literal('changes/1'),
    version: RevisionNumber,
    /** Of the plan with them: SHA-256 of its canonical form. */
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    changes: Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
  },
  { ...closed, title: 'HybridChanges' },
);
export type HybridChanges = Static<typeof HybridChanges>;

/** To a home: exchange now. To a cloud, with changes as `data`: take them. */
export const HybridRequest = Type.Object(
  {
    project_id: Id,
    sync_type: Type.Optional(Type.Literal('hybrid')),
    /** false: personal values may go along, where the link allows it. */
    sanitized: Type.Optional(Type.Boolean()),
    /** Of a home: `HybridChanges`. Anything else is not looked at: a home sends what it holds. */
    data: Type.Optional(Type.Unknown()),
    /** Tokens of what was asked. */
    confirm: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
  },
  { ...closed, title: 'HybridRequest' },
);
export type HybridRequest = Static<typeof HybridRequest>;

/**
 * `local_only`: there is no cloud for this project. `synced`: both are equal. `waiting`: not done yet, it goes on by itself. `held`: somebody
 * has to confirm what the cloud did. `failing`: tried again by itself, `code` and `detail` say why. `taken`: the answer of a cloud.
 */
export const HybridAnswer = Type.Object(
  {
    status: Type.Enum(['local_only', 'synced', 'waiting', 'held', 'failing', 'taken']),
    project_id: Id,
    version: Type.Optional(Type.Integer()),
    cloud_version: Type.Optional(Type.Integer()),
    /** Steps that were sent; of a cloud: changes that were taken. */
    changes: Type.Optional(Type.Integer()),
    /** What came home. */
    came_home: Type.Optional(Type.Array(SyncResult)),
    code: Type.Optional(Type.String()),
    detail: Type.Optional(Type.String()),
    confirm: Type.Optional(Type.Array(Brake)),
  },
  { title: 'HybridAnswer' },
);
export type HybridAnswer = Static<typeof HybridAnswer>;

/** `token`: of the cloud's project, with the right to change it. */
export const NewHybridLink = Type.Object(
  {
    cloud_project_id: Id,
    token: Type.String({ minLength: 20, maxLength: 4000, pattern: '^[\\w.-]+$' }),
    strategy: Type.Optional(Type.Enum(['server', 'client', 'merge'])),
    sync_sensitive_data: Type.Optional(Type.Boolean()),
  },
  { ...closed, title: 'NewHybridLink' },
);
export type NewHybridLink = Static<typeof NewHybridLink>;

export const HybridLink = Type.Object(
  {
    status: Type.Enum(['local_only', 'new', 'synced', 'held', 'failing']),
    /** Address of the cloud; null: this server has none. */
    cloud_url: Type.Union([Type.String(), Type.Null()]),
    cloud_project_id: Type.Union([Id, Type.Null()]),
    sync_sensitive_data: Type.Boolean(),
    strategy: Type.Enum(['server', 'client', 'merge']),
    /** The revisions here and there that were equal last. */
    version: Type.Union([Type.Integer(), Type.Null()]),
    cloud_version: Type.Union([Type.Integer(), Type.Null()]),
    tried_at: Type.Union([Instant, Type.Null()]),
    synced_at: Type.Union([Instant, Type.Null()]),
    code: Type.Optional(Type.String()),
    detail: Type.Optional(Type.String()),
    confirm: Type.Optional(Type.Array(Brake)),
    /** What was done in the cloud and not taken, of the last time that there was such. */
    refused: Type.Array(RefusedValue),
  },
  { title: 'HybridLink' },
);
export type HybridLink = Static<typeof HybridLink>;
