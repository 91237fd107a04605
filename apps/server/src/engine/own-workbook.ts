import { defaultLimits, type Limits, openWorkbook, type Workbook } from '@sprintforge/xlsx';

/**
 * What we wrote and kept: within the limits when it was taken in, and since then we have added rows and sheets of our own. A plan
 * that has grown beyond what may be uploaded can still be handed out.
 */
export const openOwn = (bytes: Uint8Array): Workbook => openWorkbook(bytes, { limits: ownLimits });

const { upload, inflated, part, cells, sharedStrings } = defaultLimits;
export const ownLimits: Partial<Limits> = {
  upload: 4 * upload,
  inflated: 4 * inflated,
  part: 4 * part,
  cells: 4 * cells,
  sharedStrings: 4 * sharedStrings,
};
