/** Further organisations on a server, made by whoever runs it. */
import type { CreatedInvitation } from '@sprintforge/protocol';
import { makeLink } from './account-links.ts';
import type { House } from './house.ts';
import { invitationMail } from './link-mails.ts';
import { recordSecurity } from './security-audit.ts';

export interface MadeOrganisation {
  readonly id: string;
  /** By it the first owner comes in; good once, within a week. */
  readonly link: CreatedInvitation['link'];
  readonly mailed: boolean;
}

/** The organisation, with an invitation for its first owner. */
export async function makeOrganisation(house: House, name: string, owner: string): Promise<MadeOrganisation> {
  const id = house.system.uuid();
  await house.database.unit(id, async (unit) => {
    await unit.accounts.createTenant(name, house.system.now());
    const operator = { userId: null, ip: null, userAgent: null };
    const details = { made: 'by the operator' };
    await recordSecurity(house, unit, operator, { event: 'organisation.settings', details });
  });
  const invitation = {
    purpose: 'invitation',
    email: owner,
    name: null,
    role: 'owner',
    userId: null,
    createdBy: null,
  } as const;
  const { url } = await makeLink(house, id, invitation);
  const mailed = house.mailer.configured;
  if (mailed) await house.mailer.send({ to: owner, ...invitationMail('en', null, name, url) });
  return { id, link: url, mailed };
}
