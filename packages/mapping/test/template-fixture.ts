import type { Snapshot } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import { expectWhole } from '../../../test/support/whole.ts';
import type { HandOut } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { readPlan } from '../src/read.ts';
import { newWorkbook, type TemplateKind } from '../src/template.ts';
import { writePlan } from '../src/write.ts';
import { type Copy, handOut } from './copy-fixture.ts';

/** A copy of the template of a plan. */
export async function templateCopy(
  snapshot: Snapshot,
  over: Partial<HandOut> = {},
  kind: TemplateKind = 'tasks',
): Promise<Copy> {
  const template = await newWorkbook(snapshot, kind, 'Bridge & Road');
  const workbook = openWorkbook(template);
  const { table, resources } = findTable(workbook);
  if (table === null) throw new Error('the template has no task table');
  const plan = readPlan(workbook, table, resources);
  const rowIds = plan.rows.map((row) => row.id);
  const written = await writePlan(workbook, plan, rowIds, snapshot, handOut(table, over, resources));
  expectWhole(template, written.bytes);
  return { ...written, snapshot, application: workbook.application };
}
