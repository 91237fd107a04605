/** What went wrong, for a person: what happened, and what to do now. By the server's problem codes. */
export const problems: {
  readonly title: string;
  readonly report: string;
  /** What is wrong with a file, by the kind of what was found in it. */
  readonly byKind: Readonly<Record<'damaged' | 'active' | 'outside' | 'tooMuch' | 'virus', string>>;
  readonly byCode: Readonly<Record<string, string>>;
} = {
  title: 'That did not work',
  report: 'What the server says',
  byKind: {
    damaged:
      'The file is damaged. Open it in Excel, let it repair it, save it as an Excel workbook (.xlsx) and drop it again.',
    active:
      'The workbook holds a program or something that starts one. That is not let in: remove it and drop the workbook again.',
    outside:
      'The workbook reaches for something outside it. That is not let in: remove it and drop the workbook again.',
    tooMuch:
      'The workbook holds more than is taken here. Delete sheets, pictures and empty rows that are not needed, and drop it again.',
    virus: 'The server’s virus scanner found something in this file.',
  },
  byCode: {
    UNREACHABLE: 'The server cannot be reached. Check your connection; nothing is lost, try again.',
    UNEXPECTED: 'Something between you and the server answered in its place. Try again in a moment.',
    BAD_REQUEST: 'The server did not understand this.',
    UNAUTHENTICATED: 'You are not signed in any more, or the token is no good.',
    SIGN_IN_FAILED: 'Address and password do not belong together. Look at both and try again.',
    SECOND_FACTOR_NEEDED: 'The session waits for the code of your second factor.',
    SECOND_FACTOR_FAILED: 'This is no code of now, or it was used already. Wait for the next one.',
    DOMAIN_UNPROVED:
      'A domain is not proved to be your organisation’s. Put the record into its DNS, then have it proved.',
    PASSKEY_REFUSED: 'This passkey is not accepted. Use another one, or another way in.',
    PASSKEY_CANCELLED: 'The browser gave no passkey: it was cancelled, or this device has none for this address.',
    PASSKEYS_UNAVAILABLE: 'Passkeys do not work at this server’s address. Tell whoever runs it.',
    SSO_DENIED: 'Your organisation’s sign-in said no. Try again, or ask its administrator.',
    SSO_INVALID:
      'The answer of your organisation’s sign-in does not hold. Its administrator finds the reason in the security log.',
    SSO_SIGNATURE: 'The signature of your organisation’s sign-in does not hold. Tell its administrator.',
    SSO_EXPIRED: 'That took too long, or the clocks differ. Sign in again.',
    SSO_AUDIENCE: 'Your organisation’s sign-in knows this server under another address. Tell its administrator.',
    SSO_REPLAYED: 'This sign-in was used already. Sign in again.',
    SSO_UNSOLICITED: 'Begin here, in this browser: a sign-in that begins elsewhere is not taken.',
    SSO_NOT_ADMITTED: 'Your organisation does not let you in here. Ask one of its owners.',
    SSO_UNREACHABLE: 'Your organisation’s sign-in does not answer. Try again later.',
    ORGANISATION_NEEDED: 'This address has accounts in several organisations; sign in by the link of yours.',
    WEAK_PASSWORD:
      'This password is too easy to guess. Take ten characters or more, not your name or address, and none that everybody tries first.',
    LINK_INVALID:
      'This link is no good any more: it was used, has expired, or a newer one took its place. Ask for a new one.',
    LINK_ENDED: 'This link has ended. Make a new one on the page Connect.',
    ORIGIN_REFUSED: 'The server does not know this address as its own. Its operator sets SPRINTFORGE_PUBLIC_URL.',
    ALREADY_MEMBER: 'This person is a member already.',
    NO_PASSWORD:
      'This person has no password here: they sign in at your organisation’s provider, and get a new one there.',
    LAST_OWNER: 'An organisation needs an owner: make somebody else one first.',
    FORBIDDEN: 'Your role does not allow this. An owner of the organisation can change it.',
    NOT_FOUND: 'This does not exist here, or not any more.',
    NEEDS_CONFIRMATION: 'This upload does something unusually large. Look at it and confirm it.',
    NEEDS_DECISION: 'Every conflict needs a decision first.',
    ROWS_SHIFTED:
      'The rows of this workbook do not belong together any more, as after sorting a part of the columns. A repair is ready.',
    META_MISSING:
      'The workbook does not say which copy it is: the program that saved it dropped that. The likeliest starting point was found; confirm it.',
    META_INVALID:
      'What the workbook says about its origin is damaged. The likeliest starting point was found; confirm it.',
    WRONG_PROJECT: 'This workbook belongs to another project. Open that project and drop it there.',
    BASE_AHEAD:
      'This workbook is newer than the project: the server was probably restored from a backup. Download a fresh copy and carry your edits over.',
    BASE_EXPIRED:
      'This copy is so old that what it started from is no longer kept. Download a fresh copy and carry your edits over.',
    COPY_REVOKED:
      'An owner has withdrawn this copy. Your upload was kept for them to decide; download a fresh copy to go on.',
    PARKED_DECIDED: 'Somebody has decided this upload already.',
    CONFLICT_RESOLVED: 'Somebody has decided this conflict already.',
    CONFLICT_MOVED: 'The value has changed since you looked: see the new values and decide again.',
    NOTHING_TO_UNDO: 'There is nothing left of this revision that could be undone.',
    STALE_REVISION: 'The project has moved on meanwhile. Look at the new state and try again.',
    TOO_LARGE: 'The file is larger than this server takes.',
    NOT_XLSX: 'This is no .xlsx workbook. In Excel: File, Save as, Excel workbook (.xlsx).',
    ENCRYPTED_WORKBOOK:
      'The workbook is protected by a password. Remove it (File, Info, Protect workbook) and drop it again.',
    UNSUPPORTED_MEDIA: 'This kind of file is not taken here.',
    WORKBOOK_REFUSED: 'The workbook holds something that is not let in. Remove it and drop the workbook again.',
    NO_TABLE: 'No task table was found in this workbook: a heading row with names like Task, Start, Finish is needed.',
    KEY_REUSED: 'This upload was sent before with another content. Drop the workbook again.',
    INVALID_VALUE: 'A value does not fit its field.',
    RATE_LIMITED: 'That was a lot in a short time. Wait a minute and try again.',
    STORAGE_FULL: 'The server has no room left for this file. Nothing was written; its operator has to make room.',
    INTERNAL: 'Something went wrong on our side. Nothing of it was written.',
    ENGINE_CRASHED: 'Reading the workbook took too much memory. Nothing was written.',
    ENGINE_TIMEOUT: 'Reading the workbook took too long. Nothing was written.',
    BUSY: 'The server has a lot to do. Try again in a moment.',
    NO_CLOUD: 'This server has no cloud that plans could go to; its operator names one.',
    CLOUD_REFUSED: 'The cloud does not take this plan.',
    PERSONAL_DATA_STAYS: 'Personal data of this project does not leave this server; an owner may allow it.',
    BAD_LENS: 'The filter names something that the plan does not have.',
    TOKEN_INVALID: 'This is no token of this server, or it was altered. Make a new one.',
    TOKEN_ALGORITHM: 'This token is not signed the way tokens are signed here. Make a new one.',
    TOKEN_EXPIRED: 'This token has expired. Make a new one.',
    TOKEN_REVOKED: 'This token has been revoked. Make a new one.',
    TOKEN_KEY_ROTATED: 'The key of this token is no longer in force. Make a new one.',
    TOKEN_FOREIGN: 'This token is of another organisation.',
    TOKEN_WRONG_PROJECT: 'This token is for another project.',
    TOKEN_WRONG_SCOPE: 'This token does not allow that. Sign in, or take one that may.',
    IF_MATCH_NEEDED: 'The change does not say which state it was made on. Load the page again.',
    CLOUD_UNREACHABLE: 'The cloud does not answer, or may not be called. It is tried again by itself.',
    CLOUD_NOT_EMPTY: 'The project in the cloud has tasks of its own. Link an empty one.',
    CLOUD_DIFFERS: 'What the cloud tells of its plan does not add up. Nothing of it is taken.',
    TOO_MANY_TASKS: 'The plan has more tasks than are taken here (200,000). Split it.',
    BAD_MAPPING: 'The columns that were chosen do not fit this workbook. Choose them again.',
    HANDOUT_FAILED:
      'The workbook that was written did not say what the plan says, so it was not handed out. Try again.',
    NOT_READY: 'The server is just starting. Try again in a moment.',
  },
};
