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
import { BlobError, type BlobStore } from '../ports/blob-store.ts';
import { Outage } from '../ports/outage.ts';
import { blobPath, digest } from './blob-name.ts';

export interface S3Place {
  /** Address of the service, e.g. `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * Content-addressed objects in a bucket of any service that speaks S3 (AWS, MinIO, Ceph, Swift): requests are signed, addressed by
 * path, and retried three times with back-off when the service is busy or the connection breaks. An object is whole or absent.
 */
export function s3BlobStore(place: S3Place): BlobStore & { close(): void } {
  const { bucket: Bucket } = place;
  const client = new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
    forcePathStyle: true,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true },
    // services other than AWS's own refuse or ignore the newer checksums; ours is the name itself
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const has = async (tenant: string, sha256: string): Promise<boolean> => {
    const Key = blobPath(tenant, sha256);
    return answered(client.send(new HeadObjectCommand({ Bucket, Key }))).then((found) => found !== undefined);
  };
  return {
    async put(tenant, bytes) {
      const sha256 = digest(bytes);
      const Key = blobPath(tenant, sha256);
      if (!(await has(tenant, sha256))) await answered(client.send(new PutObjectCommand({ Bucket, Key, Body: bytes })));
      return sha256;
    },
    async get(tenant, sha256) {
      const Key = blobPath(tenant, sha256);
      const whole = client.send(new GetObjectCommand({ Bucket, Key })).then(({ Body }) => Body?.transformToByteArray());
      const bytes = await answered(whole);
      if (!bytes) throw new BlobError('BLOB_MISSING', { tenant, sha256 });
      if (digest(bytes) !== sha256) throw new BlobError('BLOB_DAMAGED', { tenant, sha256 });
      return bytes;
    },
    has,
    async remove(tenant, sha256) {
      const Key = blobPath(tenant, sha256);
      await answered(client.send(new DeleteObjectCommand({ Bucket, Key })));
    },
    async *list(tenant) {
      let from: string | undefined;
      do {
        const page: ListObjectsV2CommandOutput = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: `${tenant}/`, ...(from ? { ContinuationToken: from } : {}) }),
        );
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          const sha256 = Key?.split('/')[2] ?? '';
          if (/^[0-9a-f]{64}$/.test(sha256) && LastModified)
            yield { sha256, size: Size ?? 0, storedAt: LastModified.toISOString() };
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
