import type { Impact } from '@sprintforge/core';

/** What a change does to the plan (rule A8): of every list the first, and how many there are. */
export interface ToldImpact extends Impact {
  readonly finish: Impact['finish'] & { readonly because_count: number };
  readonly critical_path: Impact['critical_path'] & {
    readonly before_count: number;
    readonly after_count: number;
    /** Tasks that are on it now and were not, and the other way round. */
    readonly joined_count: number;
    readonly left_count: number;
  };
  readonly overload_count: number;
}
