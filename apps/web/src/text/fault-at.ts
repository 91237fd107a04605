import { ProblemError } from '@sprintforge/protocol';
import { explain } from './explain.ts';
import type { Messages } from './messages.ts';

/** The field of the request that a refusal is about, with dots between its levels; null: it is about the whole. */
export function faultyField(error: unknown): string | null {
  const field = error instanceof ProblemError ? error.problem['field'] : null;
  return typeof field === 'string' && field !== '' ? field : null;
}

/** What is wrong with a field of a form, as the server says it; what is inside of the field counts as the field. */
export function faultAt(t: Messages, error: unknown, name: string): string | null {
  const field = faultyField(error);
  if (field !== name && !field?.startsWith(`${name}.`)) return null;
  const { text, detail } = explain(t, error);
  return detail ?? text;
}
