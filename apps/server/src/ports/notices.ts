/** What people are told of the log, and how each of them wants to be told. */

/** From the most to the least important: of one entry a person is told by the first that fits. */
export const noticeKinds = ['overwritten', 'conflict', 'parked', 'assigned', 'rollback', 'sync'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** In the application, and by mail. */
export type Channel = 'app' | 'mail';
/** What is not said stays as it is by default. */
export type NoticeChoices = { readonly [kind in NoticeKind]?: readonly Channel[] };

export interface NoticeDetails {
  /** Who did it. */
  readonly by: { readonly id: string; readonly name: string };
  readonly projectName: string;
  readonly version: number;
  /** How much of it concerns the person: conflicts, changes, assignments. */
  readonly count: number;
  /** The first of them. */
  readonly tasks: readonly { readonly id: string; readonly name: string | null; readonly field: string | null }[];
  /** The upload that waits. */
  readonly parked: string | null;
}

interface Told {
  readonly userId: string;
  /** Of the entry of the audit log that it is about. */
  readonly seq: number;
  readonly createdAt: string;
  readonly readAt: string | null;
  readonly shown: boolean;
  readonly mail: 'no' | 'due' | 'sent';
}
export interface NoticeRecord extends Told {
  readonly projectId: string;
  readonly kind: NoticeKind;
  readonly details: NoticeDetails;
}
export type NewNotice = Omit<NoticeRecord, 'readAt'>;

/** What somebody else did about one's account; nobody chooses whether to be told that. */
export interface AccountNoticeRecord extends Told {
  readonly projectId: null;
  readonly kind: 'password_link';
  /** null: whoever runs the server. */
  readonly details: { readonly by: NoticeDetails['by'] | null };
}
export type NewAccountNotice = Pick<AccountNoticeRecord, 'userId' | 'seq' | 'kind' | 'details' | 'createdAt'>;

export interface ChoicesRecord {
  readonly userId: string;
  /** null: for all projects. */
  readonly projectId: string | null;
  readonly choices: NoticeChoices;
  readonly locale: string | null;
}

export interface Notices {
  /** Those that are there already stay; says who is told by new ones. Followers of the project among them hear of it. */
  add(projectId: string, notices: readonly NewNotice[]): Promise<string[]>;
  /** Shown in the application. */
  addOfAccount(notice: NewAccountNotice): Promise<void>;
  /** Those shown in the application, newest first, below `before`. */
  list(
    userId: string,
    limit: number,
    before: number | undefined,
    unread: boolean,
  ): Promise<(NoticeRecord | AccountNoticeRecord)[]>;
  unread(userId: string): Promise<number>;
  /** These, or all up to a number. */
  read(userId: string, which: readonly number[] | { readonly through: number }, at: string): Promise<void>;
  /** To be mailed, of this instant or later, and not read meanwhile; oldest first. Nobody else takes them in this unit's time. */
  takeDue(userId: string, since: string, limit: number): Promise<NoticeRecord[]>;
  /** All that were due up to this one. */
  mailed(userId: string, through: number): Promise<void>;
  choices(projectId: string | null, userIds: readonly string[] | null): Promise<ChoicesRecord[]>;
  choose(choices: ChoicesRecord): Promise<void>;
  /** Who ever did something in the project. */
  participants(projectId: string): Promise<string[]>;
  /** Who last wrote these fields before an entry, as far as the last 500 entries say. */
  lastWriters(
    projectId: string,
    before: number,
    fields: readonly { readonly id: string; readonly field: string | null }[],
  ): Promise<{ readonly id: string; readonly field: string | null; readonly userId: string }[]>;
  /** Notices and finished deliveries that are older. */
  forget(before: string): Promise<void>;
}
