import type { ScreenChoice } from '@sprintforge/protocol';

/** By kind of content. */
export type SaidPolicies = Readonly<Record<string, ScreenChoice>>;

/** What people said that the security screen does with content of a kind. */
export interface ScreenPolicyWords {
  /** `project` null: the organisation's. */
  said(project: string | null): Promise<SaidPolicies>;
  /** All of them at once. */
  say(project: string | null, policies: SaidPolicies): Promise<void>;
}
