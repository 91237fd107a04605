/** A real S3-compatible service: the one that the environment names, else MinIO, else OpenStack Swift from Debian. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, type OwnProcess, serve } from './own-process.ts';
import { onPath, PYTHON } from './services.ts';

export interface ObjectStorage {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  stop(): Promise<void>;
}

const region = 'us-east-1';

/** Started on a folder of its own, which goes when it stops. */
export async function startObjectStorage(): Promise<ObjectStorage> {
  const { TEST_S3_ENDPOINT: endpoint, TEST_S3_ACCESS_KEY: accessKey, TEST_S3_SECRET_KEY: secretKey } = process.env;
  if (endpoint)
    return { endpoint, region, accessKey: accessKey ?? '', secretKey: secretKey ?? '', stop: async () => {} };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-s3-'));
  const port = await freePort();
  const keys = onPath('minio')
    ? { accessKey: 'minioadmin', secretKey: 'minioadmin' }
    : { accessKey: 'test:tester', secretKey: 'testing-secret' };
  const running = await start(folder, port, keys);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region,
    ...keys,
    stop: async () => {
      await running.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string, port: number, keys: { accessKey: string; secretKey: string }): Promise<OwnProcess> {
  const minio = onPath('minio');
  if (minio) return serve(minio, ['server', folder, '--address', `127.0.0.1:${port}`], port);
  const script = path.join(import.meta.dirname, 'object-storage/swift_s3.py');
  return serve(PYTHON, [script, folder, String(port), keys.accessKey, keys.secretKey], port);
}
