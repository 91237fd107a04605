import { useCallback, useMemo } from 'react';
import { placesOf } from '../../data/edits/local-plan.ts';
import type { Editing } from '../../data/edits/use-edits.ts';
import { useText } from '../../text/use-text.ts';
import { conditionOf } from './condition.ts';
import { isFlat, type Line, shownLines, type View } from './rows.ts';
import type { PlanField, Sheet } from './sheet.ts';
import type { Writing } from './writing.ts';

/** The plan as it is looked at now. `complete` false: more of it is on its way, so that nothing is appended yet. */
export function useSheet(
  { tasks, box }: Editing,
  { all, shown }: { readonly all: readonly PlanField[]; readonly shown: readonly PlanField[] },
  view: View,
  writing: Writing,
  complete: boolean,
): Sheet {
  const { typing } = useText();
  const conditions = useMemo(() => {
    const types = new Map(all.map(({ key, type }) => [key, type]));
    const entries = Object.entries(view.filters);
    return Object.fromEntries(entries.map(([key, text]) => [key, conditionOf(text, types.get(key) ?? 'text', typing)]));
  }, [all, view.filters, typing]);
  const lines = useMemo(() => shownLines(tasks, view, conditions), [tasks, view, conditions]);
  const { calledHere } = box;
  const keyOf = useCallback(
    (line: Line | undefined) => (line === undefined ? '' : (calledHere.get(line.id) ?? line.id)),
    [calledHere],
  );
  const numberOf = useCallback(
    (task: string) => {
      const at = placesOf(tasks).get(task);
      return at === undefined ? undefined : at + 1;
    },
    [tasks],
  );
  const appends = writing.structure && complete && !isFlat(view);
  return { lines, fields: shown, plan: tasks, numberOf, keyOf, appends, writing, typing };
}
