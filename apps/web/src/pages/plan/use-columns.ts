import { useMemo, useState } from 'react';
import { type PlanField, predecessors } from './sheet.ts';

/** Which columns one person sees of one plan, and in which order, kept in the browser. */
export interface Columns {
  readonly all: readonly PlanField[];
  readonly shown: readonly PlanField[];
  readonly show: (keys: readonly string[]) => void;
}

export function useColumns(project: string, person: string, fields: readonly PlanField[] | undefined): Columns {
  const place = `sprintforge.columns.${person}.${project}`;
  const [kept, keep] = useState<readonly string[] | null>(() => readKept(place));
  const all = useMemo(() => (fields ? [...fields, predecessors] : []), [fields]);
  const shown = useMemo(() => {
    const byKey = new Map(all.map((field) => [field.key, field]));
    const wanted = kept?.flatMap((key) => byKey.get(key) ?? []) ?? [];
    // of a plan whose columns are others by now, all of them
    return wanted.length > 0 ? wanted : all;
  }, [all, kept]);
  return {
    all,
    shown,
    show: (keys) => {
      keep(keys);
      localStorage.setItem(place, JSON.stringify(keys));
    },
  };
}

function readKept(place: string): readonly string[] | null {
  const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : null;
}
