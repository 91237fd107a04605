/** The filter of a lens workbook as query parameters (rule R8). */
import { type Static, Type } from '@fastify/type-provider-typebox';
import { type LensRequest, lensRequest } from '@sprintforge/core';

const text = (description: string) => Type.Optional(Type.String({ maxLength: 500, description }));
const list = (description: string) =>
  Type.Optional(
    Type.Union([Type.String({ maxLength: 5000 }), Type.Array(Type.String({ maxLength: 5000 }), { maxItems: 200 })], {
      description,
    }),
  );

export const lensQuery = {
  fields: list('Columns by field key or label, `predecessors` among them; the name is always shown. None named: all'),
  assignee: list('Tasks of one of these people'),
  status: list('Tasks with one of these statuses'),
  from: text('Tasks of which some day is on or after this one, YYYY-MM-DD'),
  to: text('Tasks of which some day is on or before this one, YYYY-MM-DD'),
  branch: text('A task, by Task ID, outline code or name, and everything below it'),
};
const filter = Type.Object(lensQuery);

/** undefined: no filter is asked for, the whole plan is. */
export function lensAsked(query: Static<typeof filter>): LensRequest | undefined {
  const [fields, assignee, status] = [query.fields, query.assignee, query.status].map(listOf);
  const request = lensRequest({ ...query, fields, assignee, status });
  return Object.keys(request).length === 0 ? undefined : request;
}

const listOf = (given: string | readonly string[] | undefined): readonly string[] | undefined =>
  typeof given === 'string' ? [given] : given;
