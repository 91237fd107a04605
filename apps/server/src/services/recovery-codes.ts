/** Codes on paper for when the device is lost: each stands once for whatever second factor a person has. */
import type { Unit } from '../ports/database.ts';
import type { House } from './house.ts';
import { drawLetters, secretHash } from './secrets.ts';

const many = 10;
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** For a first second factor; none where the person has some still. */
export async function firstRecoveryCodes(house: House, unit: Unit, userId: string): Promise<readonly string[]> {
  if ((await unit.secondFactors.recoveryCodesLeft(userId)) > 0) return [];
  // 16 letters of 31 are more than 79 bits
  const drawn = Array.from({ length: many }, () => drawLetters(house, alphabet, 16).replaceAll(/(.{4})(?=.)/g, '$1-'));
  await unit.secondFactors.setRecoveryCodes(userId, drawn.map(hashOf));
  return drawn;
}

/** However it is typed; false: it is none of theirs, or used already. */
export const useRecoveryCode = (house: House, unit: Unit, userId: string, typed: string): Promise<boolean> =>
  unit.secondFactors.useRecoveryCode(userId, hashOf(typed), house.system.now());

const hashOf = (code: string): Uint8Array => secretHash(code.toLowerCase().replaceAll(/[^a-z2-9]/g, ''));
