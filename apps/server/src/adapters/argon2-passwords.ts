/** Argon2id by Node's own OpenSSL, in its thread pool; kept as PHC text, so that the cost may be raised later. */
import { argon2, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../ports/passwords.ts';
import type { System } from '../ports/system.ts';

interface Cost {
  /** KiB */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP's first choice: 19 MiB, two passes. */
const standard: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const phcPattern = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/]{16,86})\$([\w+/]{22,86})$/;

export function argon2Passwords({ random }: Pick<System, 'random'>, cost: Cost = standard): Passwords {
  return {
    async hash(password) {
      const salt = random(16);
      const hash = await derive(password, salt, cost, 32);
      return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(hash)}`;
    },
    async verify(password, phc) {
      const found = phcPattern.exec(phc ?? '');
      if (!found) {
        await derive(password, new Uint8Array(16), cost, 32);
        return false;
      }
      const [memory, passes, parallelism] = found.slice(1, 4).map(Number) as [number, number, number];
      const [salt, expected] = [Buffer.from(found[4]!, 'base64'), Buffer.from(found[5]!, 'base64')];
      return timingSafeEqual(await derive(password, salt, { memory, passes, parallelism }, expected.length), expected);
    },
  };
}

/** The same password typed on different keyboards is the same: NFKC. */
function derive(password: string, nonce: Uint8Array, cost: Cost, tagLength: number): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'), 'utf8');
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, ...cost, tagLength }, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
