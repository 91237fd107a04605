import type { DavFile, DavView } from '../../ports/dav-links.ts';

/** What a WebDAV request ends in. */
export interface DavAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** XML or HTML. */
  readonly body?: string;
  /** The content to send. */
  readonly file?: DavFile;
  /** What the link shows from now on; not given: as before. */
  readonly view?: DavView;
  /** The path of a plan that was stored: to be merged before `view` counts. */
  readonly stored?: { readonly path: string; readonly file: DavFile };
}

/** A request that ends here with another status than what it asked for. */
export class DavStop extends Error {
  readonly answer: DavAnswer;
  constructor(status: number, answer: Omit<DavAnswer, 'status'> = {}) {
    super(`WebDAV ${status}`);
    this.name = 'DavStop';
    this.answer = { status, ...answer };
  }
}

export const XML_TYPE = { 'content-type': 'application/xml; charset=utf-8' } as const;
