/** Everything that a person is to be told by mail, as one message. */
import { type Job, jobKind } from '../../ports/jobs.ts';
import type { House } from '../house.ts';
import { localeOf } from './choices.ts';
import { digestMail } from './mail-words.ts';

/** Asked for some time after a notice, so that what comes in quick succession is one mail. */
export const mailDigest = jobKind<{ readonly user: string }>('mail-digest', { retries: 10, seconds: 120 });

/** In one mail; the rest is counted. */
const MOST_NOTICES = 100;
/** What could not be mailed for so long is no news any more; it stands in the application. */
const STALE_MS = 86_400_000;

/** The notices stay locked until the mail server has taken the mail: of two jobs one sends, and a failed one leaves them due. */
export async function sendDigest(house: House, { tenant, data }: Job<{ readonly user: string }>): Promise<void> {
  if (tenant === null) return;
  const since = new Date(Date.parse(house.system.now()) - STALE_MS).toISOString();
  await house.database.unit(tenant, async (unit) => {
    const notices = await unit.notices.takeDue(data.user, since, MOST_NOTICES);
    const last = notices.at(-1);
    const person = await unit.accounts.user(data.user);
    if (!last || !person) return;
    const locale = localeOf(await unit.notices.choices(null, [person.id]));
    const words = digestMail(notices, { locale, publicUrl: house.publicUrl, name: person.name });
    const host = URL.canParse(house.publicUrl) ? new URL(house.publicUrl).hostname : 'localhost';
    await house.mailer.send({
      to: person.email,
      ...words,
      // the same over tries, so that a mailbox that got it twice shows it once
      messageId: `<notices-${last.seq}-${person.id}@${host}>`,
    });
    await unit.notices.mailed(person.id, last.seq);
  });
}
