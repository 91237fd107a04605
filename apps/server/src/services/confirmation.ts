import type { Signer } from '../ports/signer.ts';
import { Refusal } from './refusal.ts';

/** What somebody has to say once more before it is done. */
export interface Question {
  readonly code: string;
  /** What it would do, in words. */
  readonly effect: string;
  /** What the token is of: when that has become another, it is asked anew. */
  readonly purpose: string;
  readonly about: readonly string[];
  /** Told beside it. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Throws NEEDS_CONFIRMATION with the token, unless `confirm` is that. */
export function demandConfirmation(
  { signer }: { readonly signer: Signer },
  { code, effect, purpose, about, facts }: Question,
  confirm: string | undefined,
): void {
  const token = signer.token(purpose, about);
  if (confirm !== token)
    throw new Refusal('NEEDS_CONFIRMATION', effect, { confirm: [{ code, effect, token }], ...facts });
}

export const counted = (count: number, one: string, more: string): string =>
  count === 1 ? `one ${one}` : `${count === 0 ? 'no' : count} ${more}`;
