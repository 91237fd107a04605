/** Calls about what was done, what collides and what waits. */
import { at, type Page, readWorkbook, type Workbook } from './requests.ts';
import type { ConflictList, RecoveryPointList, RevisionDetail, RevisionList } from './shapes/history.ts';
import type { DecideParked, ParkedList, ParkedUpload } from './shapes/parked.ts';
import type { ResolveChoice, SyncResult } from './shapes/sync.ts';
import { WorkbookCalls } from './workbook-calls.ts';

export class HistoryCalls extends WorkbookCalls {
  revisions(id: string, page: Page = {}): Promise<RevisionList> {
    return this.http.json(at(id, 'revisions'), { query: { ...page } });
  }
  /** What it changed; with `against`, what is different between the two. */
  revision(id: string, revision: number, against?: number, cursor?: string): Promise<RevisionDetail> {
    return this.http.json(at(id, `revisions/${revision}`), { query: { against, cursor } });
  }
  async revisionWorkbook(id: string, revision: number): Promise<Workbook> {
    return readWorkbook(await this.http.send(at(id, `revisions/${revision}/workbook`), { headers: { accept: '*/*' } }));
  }
  rollback(id: string, to: number): Promise<SyncResult> {
    return this.http.json(at(id, 'rollback'), { method: 'POST', json: { to } });
  }
  undo(id: string, revision: number): Promise<SyncResult> {
    return this.http.json(at(id, 'undo'), { method: 'POST', json: { revision } });
  }

  recoveryPoints(id: string, page: Page = {}): Promise<RecoveryPointList> {
    return this.http.json(at(id, 'recovery-points'), { query: { ...page } });
  }
  /** The state before an upload again, as a new revision; `point`: the `recovery_id` of its result. */
  recover(id: string, point: string): Promise<SyncResult> {
    return this.http.json(at(id, `recovery-points/${encodeURIComponent(point)}/restore`), { method: 'POST' });
  }

  conflicts(id: string, status: 'open' | 'resolved' | 'all' = 'open'): Promise<ConflictList> {
    return this.http.json(at(id, 'conflicts'), { query: { status } });
  }
  resolve(id: string, conflictId: string, choice: ResolveChoice): Promise<SyncResult> {
    const path = at(id, `conflicts/${encodeURIComponent(conflictId)}/resolve`);
    return this.http.json(path, { method: 'POST', json: choice });
  }
  resolveMany(id: string, resolutions: readonly ({ readonly id: string } & ResolveChoice)[]): Promise<SyncResult> {
    return this.http.json(at(id, 'conflicts/resolve'), { method: 'POST', json: { resolutions } });
  }

  parked(id: string): Promise<ParkedList> {
    return this.http.json(at(id, 'parked'));
  }
  parkedUpload(id: string, parkedId: string): Promise<ParkedUpload> {
    return this.http.json(at(id, `parked/${encodeURIComponent(parkedId)}`));
  }
  /** Throws `ProblemError` while something is undecided (409), as `upload` does; what was decided is kept. */
  decideParked(id: string, parkedId: string, decision: DecideParked): Promise<SyncResult> {
    return this.http.json(at(id, `parked/${encodeURIComponent(parkedId)}`), { method: 'POST', json: decision });
  }
  async discardParked(id: string, parkedId: string): Promise<void> {
    await this.http.send(at(id, `parked/${encodeURIComponent(parkedId)}`), { method: 'DELETE' });
  }
}
