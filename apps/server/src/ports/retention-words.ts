import type { RetentionKind } from '@sprintforge/protocol';

/** Days by kind. */
export type SaidPeriods = Readonly<Partial<Record<RetentionKind, number>>>;

/** For how long people said that what is kept. */
export interface RetentionWords {
  /** By the organisation, and by this project; null: of none. */
  said(project: string | null): Promise<{ readonly organisation: SaidPeriods; readonly project: SaidPeriods }>;
  /** Of every project that says something. */
  ofProjects(): Promise<Readonly<Record<string, SaidPeriods>>>;
  /** All of them at once. */
  say(project: string | null, periods: SaidPeriods): Promise<void>;
}
