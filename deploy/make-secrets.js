/** node deploy/make-secrets.js → deploy/.env with fresh passwords and keys for compose.yaml. Never overwrites one. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const file = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '.env'));
const names = [
  'POSTGRES_PASSWORD',
  'REDIS_PASSWORD',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'SPRINTFORGE_SECRET',
  'SPRINTFORGE_METRICS_TOKEN',
];
const lines = names.map((name) => `${name}=${randomBytes(24).toString('base64url')}\n`);
try {
  fs.writeFileSync(file, lines.join(''), { flag: 'wx', mode: 0o600 });
  console.log(`${file}: ${names.join(', ')}. Keep it: SPRINTFORGE_SECRET signs the workbooks that are handed out.`);
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.error(`${file} is there already; remove it yourself if new secrets are really wanted.`);
  process.exitCode = 1;
}
