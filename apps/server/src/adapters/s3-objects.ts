import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from '../ports/object-store.ts';
import { Outage } from '../ports/outage.ts';
import { isObjectName, objectPath } from './blob-name.ts';
import type { Agents } from './outside-network.ts';

export interface S3Place {
  /** Address of the service, e.g. `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * Objects in a bucket of any service that speaks S3 (AWS, MinIO, Ceph, Swift): requests are signed, addressed by
 * path, and retried three times with back-off when the service is busy or the connection breaks. An object is whole or absent.
 */
export function s3Objects(place: S3Place, agents?: Agents): ObjectStore & { close(): void } {
  const { bucket: Bucket } = place;
  const client = new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
    forcePathStyle: true,
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 3000,
      requestTimeout: 15_000,
      throwOnRequestTimeout: true,
      ...(agents ? { httpAgent: agents.http, httpsAgent: agents.https } : {}),
    },
    // services other than AWS's own refuse or ignore the newer checksums; what we store proves itself
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async put(tenant, name, bytes) {
      await answered(client.send(new PutObjectCommand({ Bucket, Key: objectPath(tenant, name), Body: bytes })));
    },
    async get(tenant, name, first) {
      const range = first === undefined ? {} : { Range: `bytes=0-${first - 1}` };
      const wanted = new GetObjectCommand({ Bucket, Key: objectPath(tenant, name), ...range });
      return (await answered(client.send(wanted).then(({ Body }) => Body?.transformToByteArray()))) ?? null;
    },
    async has(tenant, name) {
      const Key = objectPath(tenant, name);
      return (await answered(client.send(new HeadObjectCommand({ Bucket, Key })))) !== undefined;
    },
    async remove(tenant, name) {
      await answered(client.send(new DeleteObjectCommand({ Bucket, Key: objectPath(tenant, name) })));
    },
    async *list(tenant) {
      let from: string | undefined;
      do {
        const page: ListObjectsV2CommandOutput = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: `${tenant}/`, ...(from ? { ContinuationToken: from } : {}) }),
        );
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          const name = Key?.split('/')[2] ?? '';
          if (isObjectName(name) && LastModified) yield { name, size: Size ?? 0, storedAt: LastModified.toISOString() };
        }
        from = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (from !== undefined);
    },
    tidy: async () => {}, // an object is whole or absent
    async check() {
      if (!(await answered(client.send(new HeadBucketCommand({ Bucket })))))
        await client.send(new CreateBucketCommand({ Bucket }));
    },
    close: () => client.destroy(),
  };
}

/** `undefined` when the service says that there is no such thing; throws `Outage` when it fails otherwise, or does not answer. */
async function answered<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 404) return undefined;
    throw new Outage(status === 507 ? 'STORAGE_FULL' : 'NOT_READY', 'files', error);
  }
}
