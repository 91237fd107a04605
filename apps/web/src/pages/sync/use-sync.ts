import { ProblemError, type SyncResult, type UploadRequest } from '@sprintforge/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { patientClient } from '../../data/client.ts';
import { progressFetch } from '../../data/progress-fetch.ts';
import { type Chosen, firstWishes, type Stage, type Wishes } from './sync-flow.ts';

export interface SyncControl {
  readonly stage: Stage;
  /** Reads the file and asks the server what it would change. */
  readonly choose: (file: File) => void;
  /** Asks again, under other wishes. */
  readonly review: (file: Chosen, wishes: Wishes, disputed: boolean) => void;
  readonly apply: (file: Chosen, wishes: Wishes, decided: Pick<UploadRequest, 'confirm' | 'select'>) => void;
  /** Stops what runs, and begins anew. */
  readonly reset: () => void;
}

/** Drives one workbook from the drop to the result; whatever fails keeps the file. */
export function useSync(project: string): SyncControl {
  const [stage, setStage] = useState<Stage>({ at: 'idle' });
  const queries = useQueryClient();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    async (
      at: 'checking' | 'applying',
      file: Chosen,
      request: Omit<UploadRequest, 'project_id' | 'file'>,
      then: (result: SyncResult) => Stage,
      retry: () => void,
    ): Promise<void> => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      const show = (next: Stage) => running.current === mine && setStage(next);
      show({ at, file, share: 0 });
      const http = patientClient({ fetch: progressFetch((share) => show({ at, file, share }), mine.signal) });
      try {
        show(then(await http.upload({ project_id: project, file: file.bytes, filename: file.name, ...request })));
      } catch (error) {
        if (mine.signal.aborted) return;
        if (isParked(error)) void queries.invalidateQueries({ queryKey: ['project', project] });
        show(
          isParked(error)
            ? { at: 'waits', file }
            : (askedAgain(error, file, request) ?? { at: 'failed', file, error, retry }),
        );
      }
    },
    [project, queries],
  );

  const review = useCallback(
    (file: Chosen, wishes: Wishes, disputed: boolean) => {
      const seen = (report: SyncResult): Stage => ({
        at: 'preview',
        file,
        wishes,
        report,
        disputed: disputed || report.counts.conflicts > 0,
      });
      void send('checking', file, { ...wishes, dry_run: true }, seen, () => review(file, wishes, disputed));
    },
    [send],
  );

  const apply: SyncControl['apply'] = useCallback(
    (file, wishes, decided) => {
      const done = (result: SyncResult): Stage => {
        void queries.invalidateQueries({ queryKey: ['project', project] });
        void queries.invalidateQueries({ queryKey: ['projects'] });
        return { at: 'done', file, result };
      };
      void send('applying', file, { ...wishes, ...decided }, done, () => apply(file, wishes, decided));
    },
    [send, queries, project],
  );

  const choose = useCallback(
    (file: File) => {
      file.arrayBuffer().then(
        (bytes) => review({ name: file.name, bytes: new Uint8Array(bytes) }, firstWishes, false),
        (error: unknown) => setStage({ at: 'failed', file: null, error, retry: null }),
      );
    },
    [review],
  );

  const reset = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setStage({ at: 'idle' });
  }, []);
  return { stage, choose, review, apply, reset };
}

/** Under `manual` the upload is kept as a whole until somebody decides (rule A9). */
function isParked(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const report = error.problem['result'] as SyncResult | undefined;
  return error.code === 'NEEDS_DECISION' && report?.parked !== undefined;
}

/** The plan moved between preview and apply, so that something else has to be confirmed: back to the preview, with the new report. */
function askedAgain(error: unknown, file: Chosen, request: Omit<UploadRequest, 'project_id' | 'file'>): Stage | null {
  if (!(error instanceof ProblemError) || error.status !== 409) return null;
  const report = error.problem['result'] as SyncResult | undefined;
  if (!report || report.confirm.length + report.repairs.length === 0) return null;
  const wishes = { strategy: request.strategy ?? firstWishes.strategy, repair: request.repair ?? [] };
  return { at: 'preview', file, wishes, report, disputed: report.counts.conflicts > 0 };
}
