import { type Static, Type } from 'typebox';

/** RFC 9457 problem document. A decision that is needed comes with `result`: the report of what would happen. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
  },
  { additionalProperties: true, title: 'Problem' },
);
export type Problem = Static<typeof Problem> & { readonly [member: string]: unknown };
