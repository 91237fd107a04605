import type { RetentionKind } from '@sprintforge/protocol';

/** Days by kind. */
export type SaidPeriods = Readonly<Partial<Record<RetentionKind, number>>>;

/** For how long people said that what is kept. */
export interface RetentionWords {
  /** `project` null: the organisation's. */
  said(project: string | null): Promise<SaidPeriods>;
  /** Of every project that says something. */
  ofProjects(): Promise<Readonly<Record<string, SaidPeriods>>>;
  /** All of them at once. */
  say(project: string | null, periods: SaidPeriods): Promise<void>;
}
