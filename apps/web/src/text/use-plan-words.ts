import type { SyncResult } from '@sprintforge/protocol';
import { useMemo } from 'react';
import { useFields } from '../data/plan.ts';
import { useText } from './use-text.ts';
import { fieldText, valueText } from './value-text.ts';

/** Codes of cells whose text is no value of their field; others are about the plan. */
const isOfValue = /^(?:BAD_|VALUE_ERROR$|INVALID_VALUE$)/;

type RefusedCell = SyncResult['refused'][number];

export interface PlanWords {
  readonly value: (value: unknown, type?: string | null) => string;
  /** A side of a conflict: where a whole task is disputed, none is one that was deleted. */
  readonly side: (conflict: { readonly field: string | null; readonly type?: string | null }, value: unknown) => string;
  /** Of a field of a task; null: of none that is known. */
  readonly type: (field: string | null) => string | null;
  /** What a cell that was not taken should have held. */
  readonly expected: (cell: Pick<RefusedCell, 'code' | 'field' | 'expected'>) => string;
  readonly field: (subject: { readonly kind: string; readonly field: string | null }) => string;
}

/** Values and fields of a project in words, with the labels of its own columns; without a project by the catalogue alone. */
export function usePlanWords(project?: string): PlanWords {
  const { t, format } = useText();
  const { data } = useFields(project);
  return useMemo(() => {
    const types = new Map(data?.fields.map(({ key, type }) => [key, type]) ?? []);
    const labels = new Map(data?.fields.map(({ key, label }) => [key, label]) ?? []);
    return {
      value: (value, type) => valueText(t, format, value, type),
      side: ({ field, type }, value) =>
        value === null && (field === null || field === '@task')
          ? (t.fields['deleted'] ?? '')
          : valueText(t, format, value, type),
      type: (field) => types.get(field ?? '') ?? null,
      expected: ({ code, field, expected }) => {
        const type = types.get(field) ?? '';
        const words = t.sync.expectedOf[code] ?? t.plan.refusedBecause[code];
        return words ?? (isOfValue.test(code) ? t.sync.expectedOf[type] : undefined) ?? expected;
      },
      field: (subject) => fieldText(t, labels, subject),
    };
  }, [t, format, data]);
}
