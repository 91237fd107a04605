/** Calls by which workbooks, and changes without one, come and go. */

import type { LensRequest } from '@sprintforge/core';
import { ProjectCalls } from './project-calls.ts';
import { at, readWorkbook, type UploadRequest, type Workbook, workbookBlob } from './requests.ts';
import type { DavLinkList, NewDavLink } from './shapes/dav.ts';
import type { DeltaRequest, DeltaResult } from './shapes/delta.ts';
import type { PairingCode } from './shapes/pairing.ts';
import type { SyncResult } from './shapes/sync.ts';
import type { UploadJob } from './shapes/upload-job.ts';

export class WorkbookCalls extends ProjectCalls {
  /** A new copy of the project's workbook, with `lens` of a part of it; with `copy`, the exact bytes of a copy made earlier; null when `etag` still holds. */
  async download(
    id: string,
    options: {
      readonly revision?: number;
      readonly copy?: string;
      readonly etag?: string;
      readonly lens?: LensRequest;
      /** Language of the texts for people: `en` or `de`. */
      readonly locale?: string;
      /** `feed`: with queries of its own that read the plan, every so many minutes while it is open; `sync`: for the Office Script. */
      readonly connected?: { readonly kind: 'feed' | 'sync'; readonly refreshMinutes?: number };
    } = {},
  ): Promise<Workbook | null> {
    const response = await this.http.send(`api/sync/download/${encodeURIComponent(id)}`, {
      query: {
        revision: options.revision,
        copy: options.copy,
        locale: options.locale,
        connected: options.connected?.kind,
        refresh: options.connected?.refreshMinutes,
        ...options.lens,
      },
      headers: { accept: '*/*', 'if-none-match': options.etag },
      accept: [304],
    });
    return response.status === 304 ? null : readWorkbook(response);
  }
  /** The queries of a connected workbook as text, for workbooks of one's own. */
  async powerQueryFile(id: string): Promise<string> {
    const file = await this.http.send(`api/clients/power-query/${encodeURIComponent(id)}`, {
      headers: { accept: '*/*' },
    });
    return file.text();
  }
  /** An Office Script as a file (`.osts`); of the pair for Power Automate, `changes` tells the call and `apply` takes the answer. */
  async officeScript(id: string, part: 'sync' | 'changes' | 'apply' = 'sync'): Promise<string> {
    const address = `api/clients/office-script/${encodeURIComponent(id)}`;
    return (await this.http.send(address, { query: { part }, headers: { accept: '*/*' } })).text();
  }
  /** Throws `ProblemError` when a decision is needed (409); `problem.result` is then the report of what would happen. */
  async upload(request: UploadRequest): Promise<SyncResult> {
    return (await this.#upload(request)) as SyncResult;
  }
  /** Answered at once: `job` tells how far it is, and in the end the result or the problem. */
  async uploadLater(request: UploadRequest): Promise<UploadJob> {
    return (await this.#upload(request, 'respond-async')) as UploadJob;
  }
  job(id: string): Promise<UploadJob> {
    return this.http.json(`api/jobs/${encodeURIComponent(id)}`);
  }
  #upload(request: UploadRequest, prefer?: string): Promise<SyncResult | UploadJob> {
    const form = new FormData();
    form.set('project_id', request.project_id);
    if (request.strategy) form.set('strategy', request.strategy);
    if (request.dry_run) form.set('dry_run', 'true');
    if (request.park) form.set('park', 'true');
    for (const token of request.confirm ?? []) form.append('confirm', token);
    for (const repair of request.repair ?? []) form.append('repair', repair);
    for (const edit of request.select ?? []) form.append('select', edit);
    form.set('file', workbookBlob(request.file), request.filename ?? 'plan.xlsx');
    return this.http.json('api/sync/upload', {
      method: 'POST',
      form,
      headers: { 'idempotency-key': request.idempotency_key, prefer },
    });
  }

  /** A link that opens the plan in Excel, where saving is the sync; its address is a secret of the caller's. */
  open(id: string): Promise<NewDavLink> {
    return this.http.json(at(id, 'open'), { method: 'POST' });
  }
  /** A code to type into the Excel add-in; `account.pair` uses it up. */
  pairing(id: string): Promise<PairingCode> {
    return this.http.json(at(id, 'pairing'), { method: 'POST' });
  }
  /** A link to the folder of all plans. */
  openFolder(): Promise<NewDavLink> {
    return this.http.json('api/dav/links', { method: 'POST' });
  }
  davLinks(): Promise<DavLinkList> {
    return this.http.json('api/dav/links');
  }
  async endDavLink(id: string): Promise<void> {
    await this.http.send(`api/dav/links/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  /** Changes without a workbook. Throws `ProblemError` when a decision is needed (409), as `upload` does. */
  sync(request: DeltaRequest, idempotencyKey?: string): Promise<DeltaResult> {
    return this.http.json('api/sync', {
      method: 'POST',
      json: request,
      headers: { 'idempotency-key': idempotencyKey },
    });
  }
}
