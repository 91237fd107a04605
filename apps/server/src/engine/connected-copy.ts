/** Copies that ask the server by themselves. */
import type { Snapshot } from '@sprintforge/core';
import { isOwnSection, querySection, sectionToken } from '@sprintforge/mapping';
import { putQueries } from '@sprintforge/xlsx';
import type { CopyTicket, RenderedCopy, RenderJob } from '../ports/engine.ts';
import { sha256 } from './packing.ts';

/** The copy with queries that read the plan, when it is to have them. */
export async function connectedCopy(
  copy: RenderedCopy,
  { connected, ticket }: RenderJob,
  target: Snapshot,
): Promise<RenderedCopy> {
  if (connected?.kind !== 'feed') return copy;
  const { token, refreshMinutes } = connected;
  const feed = { server: ticket.serverUrl, project: ticket.project, token };
  const bytes = await putQueries(copy.bytes, { ...querySection(target.fields, feed), refreshMinutes });
  return { ...copy, bytes, sha256: sha256(bytes) };
}

/** Whether a section of queries in an upload is one that we made for this project. `found`: told the token of one that is. */
export const ownQueries =
  ({ serverUrl, project }: Pick<CopyTicket, 'serverUrl' | 'project'>, found: (token: string) => void = () => {}) =>
  (section: string): boolean => {
    const isOwn = isOwnSection(section, { server: serverUrl, project });
    const token = isOwn ? sectionToken(section) : undefined;
    if (token !== undefined) found(token);
    return isOwn;
  };
