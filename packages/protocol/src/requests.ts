/** What callers of the client say, and how it is put on the wire. */
import type { StrategyName } from './shapes/common.ts';
import type { MappingHint } from './shapes/project.ts';

export interface CreateRequest {
  readonly name: string;
  /** One's own plan; without it the project starts from a template. */
  readonly file?: Uint8Array;
  readonly filename?: string;
  readonly mapping?: MappingHint;
  readonly template?: 'tasks' | 'gantt' | 'sprint';
}

export interface UploadRequest {
  readonly project_id: string;
  readonly file: Uint8Array;
  readonly filename?: string;
  readonly strategy?: StrategyName;
  readonly dry_run?: boolean;
  /** Nobody can be asked: what needs a decision is parked, and the answer says so in `parked` (rule A9). */
  readonly park?: boolean;
  /** Tokens of the brakes that the person has confirmed. */
  readonly confirm?: readonly string[];
  /** Ids of repairs to make. */
  readonly repair?: readonly string[];
  /** Edits to leave out: `taskId:field`, or `taskId` for a whole task. */
  readonly select?: readonly string[];
  readonly idempotency_key?: string;
}

export interface Workbook {
  readonly bytes: Uint8Array;
  readonly version: number;
  readonly copy_id: string;
  readonly filename: string;
  readonly etag: string;
}

export interface Page {
  readonly limit?: number;
  readonly cursor?: string;
}

/** What is asked of the audit log; what is not named does not matter. */
export interface AuditFilter {
  /** Id, e-mail address or name. */
  readonly user?: string;
  readonly type?: string;
  /** A day (`YYYY-MM-DD`, the whole of it) or an instant, UTC. */
  readonly from?: string;
  readonly to?: string;
  readonly revision?: number;
}

/** Of the whole organisation: `type` is a kind of sync or a security event. */
export interface ChainFilter extends Omit<AuditFilter, 'revision'> {
  readonly log?: 'sync' | 'security';
  /** Its id. */
  readonly project?: string;
}

export type AuditFormat = 'csv' | 'ndjson';

/** The address of a project, or of something of it. */
export const at = (project: string, rest?: string): string =>
  `api/projects/${encodeURIComponent(project)}${rest ? `/${rest}` : ''}`;

/** Of an .xlsx workbook. */
export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const workbookBlob = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)], { type: XLSX_MEDIA_TYPE });

export async function readWorkbook(response: Response): Promise<Workbook> {
  const disposition = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    version: Number(response.headers.get('x-revision') ?? 0),
    copy_id: response.headers.get('x-copy-id') ?? '',
    filename: encoded ? decodeURIComponent(encoded) : 'plan.xlsx',
    etag: response.headers.get('etag') ?? '',
  };
}
