import type pg from 'pg';
import type { Tracing } from '../../ports/tracing.ts';

/** The same client, each of its queries in a span: what was asked, never with which values. */
export function tracedClient<C extends pg.PoolClient>(client: C, tracing: Tracing): C {
  const query = (...given: unknown[]): Promise<unknown> => {
    const [first] = given as [string | { readonly text?: string }];
    const text = (typeof first === 'string' ? first : (first?.text ?? '')).replaceAll(/\s+/g, ' ');
    // the one that begins a unit holds the tenant
    const shown = text.startsWith('begin') ? 'begin' : text.slice(0, 1000);
    const facts = { 'db.system.name': 'postgresql', 'db.query.text': shown };
    const ask = client.query as unknown as (this: C, ...all: unknown[]) => Promise<unknown>;
    return tracing.span(shown.split(' ', 1)[0] ?? 'query', facts, () => ask.apply(client, given));
  };
  return Object.create(client, { query: { value: query } }) as C;
}
