import type { Revision } from '@sprintforge/protocol';
import type { Messages } from '../../text/messages.ts';

/** A revision as a sentence: who did what, through which door. */
export function sentenceOf(
  t: Messages,
  revision: Pick<Revision, 'source' | 'author' | 'changes_count' | 'message'>,
): string {
  const { sentence, changes } = t.history;
  const say = sentence[revision.source] ?? sentence['other'];
  return say?.(revision.author.name, changes(revision.changes_count)) ?? revision.message;
}
