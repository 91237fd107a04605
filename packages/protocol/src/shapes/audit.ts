import { type Static, Type } from 'typebox';
import { Id, Instant, State } from './common.ts';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** One entry of a project's audit log; the seed's columns, and the chain. */
export const AuditEntry = Type.Object(
  {
    seq: Type.Integer({ description: 'Place in the chain of the organisation' }),
    id: Id,
    project_id: nullable(Id),
    excel_version: Type.Integer({ description: 'The revision that the workbook was compared with' }),
    server_version: Type.Integer({ description: 'The revision of the project afterwards' }),
    sync_type: Type.String({ description: 'upload, download, resolve, rollback, undo, calendar, …' }),
    changes: State,
    conflicts: State,
    resolution: nullable(Type.String()),
    user_id: Id,
    user_name: Type.Optional(Type.String()),
    timestamp: Instant,
    ip_address: nullable(Type.String()),
    user_agent: nullable(Type.String()),
    hash: Type.String({ description: 'SHA-256 of the hash before it and of the content' }),
    pieces: Type.Optional(
      Type.Integer({ description: 'Its lists go on in so many pieces, which only the files (CSV, NDJSON) bring' }),
    ),
  },
  { title: 'AuditEntry' },
);
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditPage = Type.Object(
  { entries: Type.Array(AuditEntry), next: nullable(Type.String()) },
  { title: 'AuditPage' },
);
export type AuditPage = Static<typeof AuditPage>;

/** An entry of the whole chain of an organisation: of a sync, or of what concerns security. */
export const ChainEntry = Type.Object(
  {
    seq: Type.Integer(),
    id: Id,
    log: Type.Enum(['sync', 'security']),
    type: Type.String({ description: 'The kind of sync, or the security event' }),
    outcome: Type.Enum(['done', 'refused']),
    timestamp: Instant,
    project_id: nullable(Id),
    user_id: nullable(Id),
    user_name: nullable(Type.String()),
    ip_address: nullable(Type.String()),
    user_agent: nullable(Type.String()),
    count: Type.Integer({ description: 'So many alike within a minute are one entry' }),
    excel_version: nullable(Type.Integer()),
    server_version: nullable(Type.Integer()),
    resolution: nullable(Type.String()),
    changes: State,
    conflicts: State,
    details: State,
    hash: Type.String(),
    pieces: Type.Optional(
      Type.Integer({ description: 'Its lists go on in so many pieces, which only the files (CSV, NDJSON) bring' }),
    ),
  },
  { title: 'ChainEntry' },
);
export type ChainEntry = Static<typeof ChainEntry>;

export const ChainPage = Type.Object(
  { entries: Type.Array(ChainEntry), next: nullable(Type.String()) },
  { title: 'ChainPage' },
);
export type ChainPage = Static<typeof ChainPage>;

export const AuditVerdict = Type.Object(
  {
    ok: Type.Boolean(),
    entries: Type.Integer({ description: 'So many are good, from the first on that is kept' }),
    first_bad: Type.Union([Type.Integer(), Type.Null()], { description: 'Sequence number of the first bad entry' }),
    reason: nullable(Type.String()),
    from: Type.Integer({
      description: 'Sequence number that the kept entries begin with: 1 unless older ones were given up',
    }),
    anchor: Type.Union([Type.Object({ seq: Type.Integer(), hash: Type.String(), removed_at: Instant }), Type.Null()], {
      description: 'The last entry that was given up: the chain is verified from its hash on',
    }),
  },
  { title: 'AuditVerdict' },
);
export type AuditVerdict = Static<typeof AuditVerdict>;
