/** Mails that bring a link of one use, or say why there is none, in the language that the reader chose for mail; of an invitation, that whoever invites did. */
export interface LinkMail {
  readonly subject: string;
  readonly text: string;
}
type Locale = 'en' | 'de';

const paragraphs = (...lines: string[]): string => lines.join('\n\n');

/** Somebody asked for it on the sign-in page. */
export function forgottenPasswordMail(locale: Locale, organisation: string, url: string): LinkMail {
  if (locale === 'de')
    return {
      subject: 'Ein neues Passwort',
      text: paragraphs(
        `Jemand hat ein neues Passwort für Ihr Konto bei ${organisation} angefordert.`,
        'Wenn Sie das waren, wählen Sie es hier innerhalb einer Stunde:',
        url,
        'Wenn nicht, müssen Sie nichts tun.',
      ),
    };
  return {
    subject: 'A new password',
    text: paragraphs(
      `Somebody asked for a new password for your account at ${organisation}.`,
      'If it was you, choose one here within an hour:',
      url,
      'If not, you need not do anything.',
    ),
  };
}

/** Somebody asked for it, but an identity provider opens the account, and no password; `url`: the sign-in page. */
export function noPasswordMail(locale: Locale, organisation: string, url: string): LinkMail {
  if (locale === 'de')
    return {
      subject: 'Kein Passwort',
      text: paragraphs(
        `Jemand hat ein neues Passwort für Ihr Konto bei ${organisation} angefordert. Es hat keines: Sie melden sich dort über den Anmeldedienst Ihrer Organisation an.`,
        url,
        'Wenn Sie das nicht waren, müssen Sie nichts tun.',
      ),
    };
  return {
    subject: 'No password',
    text: paragraphs(
      `Somebody asked for a new password for your account at ${organisation}. It has none: you sign in there at your organisation’s identity provider.`,
      url,
      'If it was not you, you need not do anything.',
    ),
  };
}

/** Somebody else made it; `by` null: whoever runs the server. */
export function handedPasswordMail(locale: Locale, by: string | null, organisation: string, url: string): LinkMail {
  if (locale === 'de')
    return {
      subject: 'Ein neues Passwort',
      text: paragraphs(
        `${by ?? 'Der Betreiber des Servers'} hat einen Link zu einem neuen Passwort für Ihr Konto bei ${organisation} erstellt.`,
        'Wenn Sie darum gebeten haben, wählen Sie es hier innerhalb einer Stunde:',
        url,
        'Wenn nicht, sagen Sie es einem Eigentümer der Organisation: wer den Link hat, kann Ihr Passwort ersetzen.',
      ),
    };
  return {
    subject: 'A new password',
    text: paragraphs(
      `${by ?? 'Whoever runs the server'} made a link to a new password for your account at ${organisation}.`,
      'If you asked for it, choose one here within an hour:',
      url,
      'If not, tell an owner of the organisation: whoever has the link can replace your password.',
    ),
  };
}

/** `by` null: whoever runs the server, who invites the first owner. */
export function invitationMail(locale: Locale, by: string | null, organisation: string, url: string): LinkMail {
  if (locale === 'de' && by !== null)
    return {
      subject: `Einladung zu ${organisation}`,
      text: paragraphs(`${by} lädt Sie zu ${organisation} ein. Treten Sie innerhalb einer Woche bei:`, url),
    };
  return {
    subject: `Invitation to ${organisation}`,
    text: paragraphs(
      by === null
        ? `You are invited to be the owner of ${organisation}. Join within a week:`
        : `${by} invites you to ${organisation}. Join within a week:`,
      url,
    ),
  };
}
