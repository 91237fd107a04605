/** What people said about which fields hold personal data. */
import type { PrivacyRules } from '@sprintforge/core';

export interface PrivacyWords {
  /** `project` null: the organisation's. */
  rules(project: string | null): Promise<PrivacyRules>;
  /** All of them at once. */
  setRules(project: string | null, rules: PrivacyRules): Promise<void>;
}
