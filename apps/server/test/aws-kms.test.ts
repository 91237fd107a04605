/** AWS KMS by a stand-in that speaks its JSON protocol and checks every signature (Signature Version 4) by the letter of the standard. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import http from 'node:http';
import type net from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsKms } from '../src/adapters/keys/aws-kms.ts';
import { localMaster } from '../src/adapters/keys/local-master.ts';
import { enterpriseFrom } from '../src/config/enterprise.ts';
import { mastersOf } from '../src/open-keys.ts';

const region = 'eu-central-1';
const key = 'arn:aws:kms:eu-central-1:111122223333:key/plans';
const credentials = { accessKeyId: 'AKIAPLANS', secretAccessKey: 'a secret that nobody else has' };
const held = localMaster(randomBytes(32));
const state = { refuse: null as string | null, calls: [] as string[] };
let endpoint: string;
let server: http.Server;

interface Asked {
  readonly KeyId: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext: Readonly<Record<string, string>>;
}

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const target = String(request.headers['x-amz-target']);
    state.calls.push(target);
    const answer =
      state.refuse ??
      (signed(request, body) ? await answerTo(target, JSON.parse(body.toString())) : 'InvalidSignatureException');
    response.writeHead(typeof answer === 'string' ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(typeof answer === 'string' ? { __type: answer, message: 'hidden reason' } : answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
});
beforeEach(() => {
  state.refuse = null;
  state.calls.length = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

async function answerTo(target: string, { KeyId, Plaintext, CiphertextBlob, EncryptionContext }: Asked) {
  if (KeyId !== key) return 'NotFoundException';
  const about = JSON.stringify(EncryptionContext);
  const bytes = Buffer.from(Plaintext ?? CiphertextBlob ?? '', 'base64');
  if (target === 'TrentService.Encrypt')
    return { KeyId, CiphertextBlob: Buffer.from(await held.wrap(bytes, about)).toString('base64') };
  const opened = await held.unwrap(bytes, about).catch(() => null);
  return opened ? { KeyId, Plaintext: Buffer.from(opened).toString('base64') } : 'InvalidCiphertextException';
}

/** Of the headers that are named, and the body. */
function signed({ method = '', url = '', headers }: http.IncomingMessage, body: Buffer): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/kms\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!given) return false;
  const [, who, day = '', where, names = '', signature] = given;
  const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const wanted = [method, url, '', lines.join(''), names, hash(body)].join('\n');
  const scope = `${day}/${where}/kms/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(wanted)].join('\n');
  const mac = (by: string | Buffer, of: string) => createHmac('sha256', by).update(of).digest();
  const signing = [day, where ?? '', 'kms', 'aws4_request'].reduce<Buffer>(
    mac,
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  const said = names.includes('host') && names.includes('x-amz-date') && names.includes('x-amz-target');
  return (
    who === credentials.accessKeyId && where === region && said && mac(signing, text).toString('hex') === signature
  );
}

const service = (other: Partial<Parameters<typeof awsKms>[0]> = {}) =>
  awsKms({ key, region, endpoint, credentials, ...other });

describe('AWS KMS', () => {
  test('wraps and unwraps for the same purpose alone, by signed calls', async () => {
    const bytes = randomBytes(32);
    const wrapped = await service().wrap(bytes, 'tenant 1');
    expect(Buffer.from(wrapped).includes(bytes)).toBe(false);
    expect(Buffer.from(await service().unwrap(wrapped, 'tenant 1'))).toEqual(bytes);
    expect(state.calls).toEqual(['TrentService.Encrypt', 'TrentService.Decrypt']);
    expect(service().id).toBe(`kms:${key}`);
    await expect(service().unwrap(wrapped, 'tenant 2')).rejects.toMatchObject({
      ...{ code: 'KEY_SERVICE', message: expect.stringMatching(/wrapped by another key, or for something else/) },
    });
  });

  test('whoever has another secret is not let in', async () => {
    const stranger = service({ credentials: { ...credentials, secretAccessKey: 'guessed' } });
    await expect(stranger.wrap(randomBytes(32), 'x')).rejects.toMatchObject({
      ...{ code: 'KEY_SERVICE', message: expect.stringMatching(/does not let us in: check the credentials/) },
    });
  });

  test.each([
    ['AccessDeniedException', /kms:Encrypt and kms:Decrypt/],
    ['NotFoundException', /check SPRINTFORGE_KMS_KEY and SPRINTFORGE_KMS_REGION/],
    ['DisabledException', /no such key that could be used/],
    ['SomethingElse', /does not answer/],
  ])('%s is told with what to do', async (name, message) => {
    state.refuse = name;
    const refused = service().wrap(randomBytes(32), 'x');
    await expect(refused).rejects.toMatchObject({ code: 'KEY_SERVICE', message: expect.stringMatching(message) });
    await expect(refused).rejects.not.toThrow(/hidden reason|nobody else/);
  });

  test('one that is not there', async () => {
    await expect(service({ endpoint: 'http://127.0.0.1:1' }).wrap(randomBytes(32), 'x')).rejects.toMatchObject({
      ...{ code: 'KEY_SERVICE', message: expect.stringContaining('127.0.0.1:1 does not answer') },
    });
  });
});

describe('by its variables', () => {
  const env = { SPRINTFORGE_KMS_KEY: key, SPRINTFORGE_KMS_REGION: region };
  test('is the current master key, before those that the process holds', () => {
    const { kms } = enterpriseFrom(env);
    const { masters, place } = mastersOf(
      { data: 'x', secret: 'a former secret of the server', ...(kms ? { kms } : {}) },
      null,
    );
    expect(masters().map(({ id }) => id.replace(/local:.*/, 'local'))).toEqual([`kms:${key}`, 'local']);
    expect(place).toBe('AWS KMS in eu-central-1, or SPRINTFORGE_SECRET');
  });
  test.each([
    [{ SPRINTFORGE_KMS_REGION: '' }, 'needs SPRINTFORGE_KMS_REGION'],
    [{ SPRINTFORGE_KMS_ACCESS_KEY: 'AKIA' }, 'need each other'],
    [{ SPRINTFORGE_VAULT_KEY: 'k', VAULT_ADDR: 'https://v', VAULT_TOKEN: 't' }, 'say in SPRINTFORGE_KEY_HOLDER'],
    [{ SPRINTFORGE_KEY_HOLDER: 'vault' }, 'needs SPRINTFORGE_VAULT_KEY'],
    [{ SPRINTFORGE_KEY_HOLDER: 'me' }, 'one of vault, kms, local'],
  ])('%j: %s', (more, said) => {
    expect(() => enterpriseFrom({ ...env, ...more })).toThrow(said);
  });
});
