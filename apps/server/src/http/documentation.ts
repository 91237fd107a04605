/** The OpenAPI document at /api/openapi.json, and a page to read it at /api/docs. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { Problem } from '@sprintforge/protocol';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { withForm } from './form-bodies.ts';

const description = `
A plan in Excel and a plan on a server, kept as one: an uploaded workbook is merged into the project like a branch into main.

Send \`Authorization: Bearer sfp_…\` with a token of yours (*Authorize*), or sign in. A whole sync:

\`\`\`sh
curl -H "Authorization: Bearer $TOKEN" -OJ $SERVER/api/sync/download/$PROJECT        # a copy of your own
curl -H "Authorization: Bearer $TOKEN" -F project_id=$PROJECT -F file=@plan.xlsx $SERVER/api/sync/upload
\`\`\`

What goes wrong is a problem document (RFC 9457) with a \`code\`. A **409** asks for a decision and shows in \`result\` what would
happen. What belongs to another organisation is **404**. Entity tags are revisions: \`If-None-Match\` saves a download,
\`If-Match\` keeps you from overwriting what you have not seen. Lists come in pages: send \`next\` back as \`cursor\`.
`;

/** In the order in which they are read. */
const tags = [
  ['sync', 'Workbooks out and in: downloads are copies, uploads are merged'],
  ['projects', 'Projects, and the plan as JSON'],
  ['conflicts', 'Where two people edited the same thing, until somebody decides'],
  ['parked uploads', 'Uploads that wait for a decision'],
  ['revisions', 'Every state that a plan ever had: looked at, gone back to, undone'],
  ['copies', 'Who holds which copy'],
  ['open', 'Links that open a plan in Excel, where saving is the sync'],
  ['live', 'What happens while you look, and who else is there'],
  ['notifications', 'What you are told, and how'],
  ['webhooks', 'What other programs are told'],
  ['audit', 'Who did what when, in a chain that shows every change of itself'],
  ['sign-in', 'The way in; these calls need no token'],
  ['account', 'Yourself: tokens and sessions'],
  ['organisation', 'Members and invitations'],
  ['security screen', 'What is done with active content of uploaded workbooks'],
  ['retention', 'How long what is kept'],
  ['personal data', 'Which fields hold it, and what may leave the house'],
  ['operation', 'For whoever runs the server'],
].map(([name, text]) => ({ name: name!, description: text! }));

/** Their calls are made before anybody is known. */
const open: readonly string[] = ['sign-in', 'operation'];

/** What the calls answer that describe no answer of their own. */
const workbook = {
  description: 'A workbook',
  content: { 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: {} } },
};

/** As the document shows it: with its form, what it answers when it is refused, and whether it needs a token. */
function described(schema: FastifySchema, method: string | readonly string[], url: string): FastifySchema {
  const given = (schema.response ?? {}) as Readonly<Record<string, unknown>>;
  const answered = Object.keys(given).some((status) => status.startsWith('2'));
  const response = { ...(answered ? {} : { 200: workbook }), ...given, default: Problem };
  const isOpen = schema.tags?.some((tag) => open.includes(tag));
  return { ...withForm(schema, method, url), response, ...(isOpen ? { security: [] } : {}) };
}

export async function installDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'SprintForge Sync',
        version: '0.1.0',
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags,
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: ({ schema, url, route }) => ({
      schema: schema?.hide ? schema : described(schema ?? {}, route.method, url),
      url,
    }),
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list', filter: true, persistAuthorization: false, defaultModelsExpandDepth: -1 },
    theme: {
      title: 'SprintForge Sync: the HTTP interface',
      css: [
        {
          filename: 'reference.css',
          content: '.swagger-ui .topbar { display: none } .swagger-ui .info { margin: 24px 0 }',
        },
      ],
    },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
