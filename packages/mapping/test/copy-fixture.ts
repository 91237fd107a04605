import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import type { Snapshot, TaskId } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import { expectWhole } from '../../../test/support/whole.ts';
import type { HandOut, Identified, IdSource, RowStatus, Shadow, TableMapping, WriteResult } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { identify } from '../src/identify.ts';
import { importPlan } from '../src/import.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';

/** `SF-0000-0001`, `SF-0000-0002` … */
export function ids(start = 0): IdSource {
  let made = start;
  const next = (prefix: string) =>
    `${prefix}-${String(++made)
      .padStart(8, '0')
      .replace(/^(....)/, '$1-')}`;
  return { task: () => next('SF'), resource: () => next('SR') };
}

export const sign = (payload: string): string => createHmac('sha256', 'test key').update(payload).digest('hex');

export function handOut(
  bindings: TableMapping,
  over: Partial<HandOut> = {},
  resources: HandOut['metadata']['resources'] = null,
): HandOut {
  return {
    metadata: {
      format: 1,
      tenant: 'org',
      project: 'prj-1',
      epoch: 1,
      revision: 7,
      hash: 'abc123',
      copy: 'copy-1',
      issuedTo: 'Ann Öster',
      issuedAt: '2026-05-04T10:00:00.000Z',
      serverUrl: 'https://sync.example',
      bindings,
      resources,
      keyId: 'k1',
    },
    sign,
    status: new Map<TaskId, RowStatus>(),
    conflicts: [],
    refused: [],
    warnings: [],
    history: [],
    ...over,
  };
}

export interface Copy extends WriteResult {
  readonly snapshot: Snapshot;
  readonly application: string;
}

/** Imports a stranger's plan and hands the first copy of it out; undefined when it has no task table or no task. */
export async function firstCopy(file: string): Promise<Copy | undefined> {
  const bytes = fs.readFileSync(file);
  const workbook = openWorkbook(bytes);
  const { table, resources } = findTable(workbook);
  if (table === null) return undefined;
  const plan = readPlan(workbook, table, resources);
  const { snapshot, rowIds } = importPlan(plan, ids());
  if (snapshot.tasks.size === 0) return undefined;
  const written = await writePlan(workbook, plan, rowIds, snapshot, handOut(table, {}, resources));
  expectWhole(bytes, written.bytes);
  return { ...written, snapshot, application: workbook.application };
}

/** Uploads a copy: what it says against its base. */
export function upload(bytes: Uint8Array, base: Snapshot, shadow: Shadow, application?: string): Identified {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(`metadata is ${state.state}`);
  const { mapping, resources, missing } = rebind(workbook, state.metadata);
  const plan = { ...readPlan(workbook, mapping, resources), missingColumns: missing };
  return identify(plan, base, shadow, ids(50_000), application === undefined ? {} : { application });
}
