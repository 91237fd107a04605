import { dayNumber, type Value } from '@sprintforge/core';
import type { CellReading } from '../api.ts';
import { type Accident, LEAST_CELLS, undone } from './accident.ts';
import { type ColumnView, sameReading } from './column-view.ts';

/** Share of the changed cells, and of the cells along the run, that must hold their neighbour's value. */
const RUN_SHARE = 0.8;
/** A column of few different values looks like its own neighbour. */
const LEAST_DIFFERENT = 3;

/**
 * COLUMN_SHIFTED: cells were inserted or deleted in one column, so that in a long run each row shows what its neighbour
 * held: at least 5 changed cells, 80 % of those changed, 3 different values. Where all the changed cells grew by the same
 * amount (a plan of weekly steps put off by a week), it is an edit; and so it is for outline codes, which people number anew,
 * and where rows came or went unless a blank shows that cells were pushed.
 */
export function shiftedColumn(view: ColumnView): Accident | undefined {
  if (view.changed.length < LEAST_CELLS || view.binding.type === 'outline' || sameStep(view)) return undefined;
  return shiftedBy(view, 1, 'up') ?? shiftedBy(view, -1, 'down');
}

function shiftedBy(view: ColumnView, offset: 1 | -1, how: Accident['how']): Accident | undefined {
  const explained = view.changed.filter((place) => isNeighbours(view, place, offset));
  if (explained.length < LEAST_CELLS || explained.length < view.changed.length * RUN_SHARE) return undefined;
  if (new Set(explained.map((place) => JSON.stringify(view.now(place)))).size < LEAST_DIFFERENT) return undefined;
  const [first, last] = [explained[0]!, explained[explained.length - 1]!];
  let along = 0;
  for (let place = first; place <= last; place++) if (isNeighbours(view, place, offset)) along++;
  if (along < (last - first + 1) * RUN_SHARE) return undefined;
  const end = offset === 1 ? last + 1 : first - 1;
  const emptied = isEmptied(view, end);
  if (view.regrouped && !emptied) return undefined;
  return undone('COLUMN_SHIFTED', view, how, emptied ? [...explained, end] : explained);
}

function isNeighbours(view: ColumnView, place: number, offset: 1 | -1): boolean {
  const neighbour = place + offset;
  if (neighbour < 0 || neighbour >= view.rows.length) return false;
  const now = view.now(place);
  return now !== undefined && now.kind !== 'unread' && now.formula === undefined && held(now, view.was(neighbour));
}

function held(now: CellReading, was: CellReading): boolean {
  return was.kind !== 'unread' && sameReading(now, was);
}

/** The end of the run, where a blank came in. */
function isEmptied(view: ColumnView, place: number): boolean {
  const now = place < 0 || place >= view.rows.length ? undefined : view.now(place);
  return now?.kind === 'value' && (now.value === null || now.value === '') && !sameReading(now, view.was(place));
}

function sameStep(view: ColumnView): boolean {
  let step: number | undefined;
  for (const place of view.changed) {
    const [now, was] = [amount(view.now(place)), amount(view.was(place))];
    if (now === undefined || was === undefined) return false;
    step ??= now - was;
    if (Math.abs(now - was - step) > 1e-9) return false;
  }
  return true;
}

function amount(reading: CellReading | undefined): number | undefined {
  const value: Value | undefined = reading?.kind === 'value' ? reading.value : undefined;
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? (dayNumber(value) ?? undefined) : undefined;
}
