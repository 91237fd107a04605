/** The operations of a server as its own OpenAPI document describes them: a route that is added is walked without being named here. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  /** Upper case. */
  readonly method: string;
  /** With `{name}` where a parameter stands. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of the body, by content type. */
  readonly bodies: Readonly<Record<string, Schema>>;
  /** Schema of the JSON answer by status (`200`, `4XX`); null: the answer is described, but not as JSON. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

export async function operationsOf(url: string): Promise<Operation[]> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      bodies: schemas(described.requestBody),
      answers: Object.fromEntries(
        Object.entries(described.responses ?? {}).map(([status, answer]) => [
          status,
          schemas(answer)['application/json'] ?? null,
        ]),
      ),
    })),
  );
}

const schemas = (of: Content | undefined): Record<string, Schema> =>
  Object.fromEntries(Object.entries(of?.content ?? {}).map(([type, { schema }]) => [type, schema ?? {}]));

/** The description of an answer: by its status, else by its class (`4XX`); undefined: it is not described. */
export function answerSchema({ answers }: Operation, status: number): Schema | null | undefined {
  return String(status) in answers ? answers[status] : answers[`${Math.floor(status / 100)}XX`];
}
