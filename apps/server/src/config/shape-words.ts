/** Words that the shape of the configuration file is said with: each takes the variable that it is the same as, and what it means. */
import { type TSchema, Type } from 'typebox';

type Hint = { readonly description: string; readonly examples?: readonly unknown[] };
export const named = (variable: string | undefined, hint: Hint) => ({ ...hint, ...(variable ? { variable } : {}) });

export const text = (variable: string | undefined, description: string, example: string) =>
  Type.String({ minLength: 1, ...named(variable, { description, examples: [example] }) });
export const like = (variable: string | undefined, pattern: string, description: string, example: string) =>
  Type.String({ pattern, ...named(variable, { description, examples: [example] }) });
export const whole = (
  variable: string | undefined,
  description: string,
  example: number,
  bounds: { minimum?: number; maximum?: number } = {},
) =>
  Type.Integer({
    minimum: 0,
    maximum: 999_999_999,
    ...bounds,
    ...named(variable, { description, examples: [example] }),
  });
export const choice = (variable: string | undefined, values: readonly string[], description: string) =>
  Type.Unsafe<string>({
    type: 'string',
    enum: [...values],
    ...named(variable, { description, examples: [values[0]] }),
  });
export const flag = (variable: string, description: string) =>
  Type.Boolean(named(variable, { description, examples: [true] }));
export const some = <const Members extends Record<string, TSchema>>(
  description: string,
  members: Members,
  required: readonly (keyof Members & string)[] = [],
) =>
  Type.Object(
    Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, required.includes(name) ? member : Type.Optional(member)]),
    ) as Members,
    { additionalProperties: false, description },
  );

export const address = '^https?://[^\\s/]+';
export const safeAddress = '^(https://[^\\s/]+|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])([:/]|$))';
const network = like(undefined, '^[0-9a-fA-F:.]+(/[0-9]{1,3})?$', 'an address or a network (CIDR)', '203.0.113.0/24');
export const networks = (variable: string, description: string) =>
  Type.Array(network, { minItems: 1, ...named(variable, { description, examples: [['203.0.113.0/24']] }) });
