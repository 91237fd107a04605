/** Repositories of uploads, whose reports quote what they changed, between plain values and sealed rows. */
import type { AsyncUploads } from '../../../ports/async-uploads.ts';
import type { Parked, Uploads } from '../../../ports/database.ts';
import type { PersonalCodec } from './codec.ts';

export const sealedUploads = (uploads: Uploads, codec: PersonalCodec): Uploads => ({
  ...uploads,
  find: async (...asked) => codec.opened(await uploads.find(...asked)),
  byKey: async (...asked) => codec.opened(await uploads.byKey(...asked)),
  add: async (projectId, upload) =>
    uploads.add(projectId, { ...upload, result: await codec.sealed(projectId, upload.result) }),
});

export const sealedParked = (parked: Parked, codec: PersonalCodec): Parked => ({
  ...parked,
  list: async (...asked) => codec.opened(await parked.list(...asked)),
  find: async (...asked) => codec.opened(await parked.find(...asked)),
  take: async (...asked) => codec.opened(await parked.take(...asked)),
  held: async (...asked) => codec.opened(await parked.held(...asked)),
  add: async (projectId, row) => parked.add(projectId, await codec.sealed(projectId, row)),
  update: async (projectId, id, change) => parked.update(projectId, id, await codec.sealed(projectId, change)),
  settle: async (projectId, id, how) => parked.settle(projectId, id, await codec.sealed(projectId, how)),
  committedAs: async (...asked) => codec.opened(await parked.committedAs(...asked)),
  upload: async (...asked) => codec.opened(await parked.upload(...asked)),
});

export const sealedAsyncUploads = (uploads: AsyncUploads, codec: PersonalCodec): AsyncUploads => ({
  ...uploads,
  find: async (id) => codec.opened(await uploads.find(id)),
  byKey: async (...asked) => codec.opened(await uploads.byKey(...asked)),
  unfinished: async (since) => codec.opened(await uploads.unfinished(since)),
  async update(id, change) {
    const projectId = change.result || change.problem ? (await uploads.find(id))?.projectId : undefined;
    await uploads.update(id, projectId === undefined ? change : await codec.sealed(projectId, change));
  },
});
