/** What both manifests say of the add-in of this server. */
import { createHash } from 'node:crypto';

export interface AddInFacts {
  /** A GUID that stays as long as the address of the server does. */
  readonly id: string;
  /** Address of the server, without a slash at the end. */
  readonly url: string;
  /** Host and port. */
  readonly domain: string;
}

/** Rises with what the manifests say; Office asks for four numbers. */
export const ADD_IN_VERSION = '1.0.0.0';
export const ADD_IN_NAME = 'SprintForge Sync';
export const ADD_IN_WORDS = 'Keeps this plan and the project on the server as one, cell by cell.';
export const ADD_IN_BUTTON_WORDS = 'Sync the plan, see what others changed, decide conflicts.';

export function addInFacts(publicUrl: string): AddInFacts {
  const url = publicUrl.replace(/\/+$/, '');
  const hash = createHash('sha256').update(`excel add-in of ${url}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hash[16] ?? '0', 16) % 4];
  const id = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`];
  return { id: [...id, hash.slice(20, 32)].join('-'), url, domain: new URL(url).origin };
}

export const iconOf = ({ url }: AddInFacts, size: number): string => `${url}/addin/icon-${size}.png`;
export const pageOf = ({ url }: AddInFacts): string => `${url}/addin/taskpane.html`;
