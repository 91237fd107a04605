import type { CreatedPasswordLink } from '@sprintforge/protocol';

/** A link to a new password, for whoever hands it over. */
export const handedText = ({ email, link, mailed }: CreatedPasswordLink): string =>
  `This link leads ${email} to a new password, once, within the hour:\n${link}\n${mailed ? `It was mailed to ${email}.` : `Hand it to ${email}, and to nobody else.`}`;
