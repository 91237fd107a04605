/** The pages of the web application as they are sent: at home below the path that people reach the server under, and under a strict Content-Security-Policy. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { FastifyReply } from 'fastify';

/** Sources by directive, as in the header. */
export type Policy = Readonly<Record<string, string>>;

/** Scripts from here alone, styles from here and those that carry the page's nonce; nothing from anybody else. */
const own: Policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

export interface WebPage {
  /** The built page; read each time, so that a new build under a running server is served whole. */
  readonly file: string;
  /** Path that people reach the server under, with slashes at both ends. */
  readonly prefix: string;
  /** What this page has otherwise than the others. */
  readonly policy?: Policy;
}

export async function sendPage(reply: FastifyReply, { file, prefix, policy = {} }: WebPage): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const html = (await fs.promises.readFile(file, 'utf8'))
    .replace('<base href="/" />', `<base href="${prefix}" />`)
    .replace('<meta name="csp-nonce" content="" />', `<meta name="csp-nonce" content="${nonce}" />`);
  return reply
    .header('content-security-policy', written({ ...own, ...policy }, nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}

const written = (policy: Policy, nonce: string): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}${directive === 'style-src' ? ` 'nonce-${nonce}'` : ''}`)
    .join('; ');
