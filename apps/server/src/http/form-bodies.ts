/** Forms in the OpenAPI document: they are read part by part as they stream in, so no route has a schema of its own for them. */
const text = { type: 'string' } as const;
const list = { type: 'array', items: text } as const;
const file = { type: 'string', contentMediaType: 'application/octet-stream' } as const;

const bodies: Readonly<Record<string, object>> = {
  'POST /api/sync/upload': {
    type: 'object',
    required: ['file', 'project_id'],
    properties: {
      file,
      project_id: text,
      strategy: { type: 'string', enum: ['server', 'client', 'merge', 'manual'] },
      dry_run: { type: 'boolean' },
      park: { type: 'boolean' },
      confirm: list,
      repair: list,
      select: list,
    },
  },
  'POST /api/projects/preview': {
    type: 'object',
    required: ['file'],
    properties: { file, mapping: { type: 'string', contentMediaType: 'application/json' } },
  },
  'POST /api/projects': {
    type: 'object',
    properties: {
      name: text,
      template: { type: 'string', enum: ['tasks', 'gantt', 'sprint'] },
      file,
      mapping: { type: 'string', contentMediaType: 'application/json' },
    },
  },
};

/** The schema of a route as the document shows it. */
export function withForm<S extends object>(schema: S, method: string | readonly string[], url: string): S {
  const body = bodies[`${[method].flat()[0]} ${url}`];
  return body === undefined ? schema : { ...schema, body };
}
