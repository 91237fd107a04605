/** Tokens that come back in a workbook: somebody else's was passed round with the file, and ends here. */
import type { Notice } from '@sprintforge/protocol';
import type { FoundToken } from '../ports/records.ts';
import { actor, type Caller, type House } from './house.ts';
import { secretHash } from './secrets.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

/** `dryRun`: only told. One's own token stays, in one's own copies. */
export async function endLeakedTokens(
  house: House,
  caller: Caller,
  { dryRun }: { readonly dryRun: boolean },
  tokens: readonly string[] = [],
): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const token of tokens) {
    const found = await house.database.findToken(secretHash(token));
    if (found?.tenant === caller.tenant && found.userId !== actor(caller).id)
      notices.push(await endToken(house, caller, found, dryRun));
  }
  return notices;
}

function endToken(house: House, caller: Caller, found: FoundToken, dryRun: boolean): Promise<Notice> {
  return house.database.unit(caller.tenant, async (unit) => {
    const name = (await unit.accounts.user(found.userId))?.name ?? 'somebody who left';
    const later = found.revokedAt === null && dryRun;
    if (found.revokedAt === null && !dryRun) {
      await unit.accounts.revokeToken(found.userId, found.id, house.system.now());
      const details = { token_id: found.id, holder: found.userId, reason: 'LEAKED_TOKEN' };
      await recordSecurity(house, unit, whoActs(caller), { event: 'token.revoked', details });
    }
    const done = later ? 'will be revoked when this is applied' : 'is revoked';
    const message = `The workbook carries a token of ${name}, who gave it out with the file: it ${done}. Whoever needs one downloads a connected workbook of their own.`;
    return { code: 'LEAKED_TOKEN', message, facts: { name, when: later ? 'later' : 'now' } };
  });
}
