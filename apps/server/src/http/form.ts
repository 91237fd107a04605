/** A multipart form with at most one file, its bytes counted while they stream in. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../services/refusal.ts';
import { refuseUnkeepable } from './unkeepable.ts';

const COPIED_AT_ONCE = 2 * 1024 * 1024;

export interface Form {
  readonly file: Uint8Array | null;
  readonly filename: string;
  /** Every value of a field, in order. */
  all(name: string): string[];
  one(name: string): string | undefined;
}

export async function readForm(request: FastifyRequest, limit: number): Promise<Form> {
  if (!/^multipart\/form-data\s*;.*\bboundary=/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal('UNSUPPORTED_MEDIA', 'send multipart/form-data with a file');
  const fields = new Map<string, string[]>();
  let file: Uint8Array | null = null;
  let filename = '';
  const counted = boundRequest(request, limit);
  for await (const part of request.parts({ limits: { fileSize: limit, files: 1, fields: 300, fieldSize: 262_144 } })) {
    if (part.type === 'field') keepField(fields, part);
    else {
      filename = part.filename;
      file = await wholeOf(part.file, limit);
    }
  }
  counted();
  refuseUnkeepable([...fields], filename);
  const all = (name: string): string[] => fields.get(name) ?? [];
  return { file, filename, all, one: (name) => all(name)[0] };
}

/** Put together in turns: others are served between them. Throws TOO_LARGE when the file was cut off at the limit. */
async function wholeOf(file: Extract<Multipart, { type: 'file' }>['file'], limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of file as AsyncIterable<Buffer>) chunks.push(chunk);
  if (file.truncated) throw tooLarge(limit);
  const whole = Buffer.allocUnsafeSlow(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  let turned = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
    if (at - turned < COPIED_AT_ONCE) continue;
    turned = at;
    await turn();
  }
  return whole;
}

function keepField(fields: Map<string, string[]>, part: Extract<Multipart, { type: 'field' }>): void {
  fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)]);
}

/** The form parser bounds parts, not the request: more than the file and a little besides is cut off. */
function boundRequest(request: FastifyRequest, limit: number): () => void {
  const slack = 1024 * 1024;
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit + slack) throw tooLarge(limit);
  let total = 0;
  let over = false;
  const count = (chunk: Buffer): void => {
    total += chunk.length;
    if (total <= limit + slack || over) return;
    over = true;
    request.raw.destroy(tooLarge(limit));
  };
  request.raw.on('data', count);
  return () => {
    request.raw.off('data', count);
    if (over) throw tooLarge(limit);
  };
}

const tooLarge = (limit: number): Refusal =>
  new Refusal('TOO_LARGE', `an upload may have ${Math.floor(limit / 1024 / 1024)} MiB`);
