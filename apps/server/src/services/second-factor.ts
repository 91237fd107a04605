/** The second factor of people who sign in with a password: codes of an app, codes on paper for when the device is lost; passkeys are in `passkeys/`. */
import type {
  FactorCode,
  FactorPolicyPatch,
  Me,
  NewFactor,
  RecoveryCodes,
  SecondFactorState,
} from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { FactorRecord } from '../ports/second-factors.ts';
import { type Caller, type House, isUuid } from './house.ts';
import { firstRecoveryCodes, useRecoveryCode } from './recovery-codes.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { openSecret, sealSecret } from './sealed-secrets.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { meOf } from './sign-in.ts';
import { takeAttempt } from './sign-in-limits.ts';

export async function secondFactorState(house: House, caller: Caller): Promise<SecondFactorState> {
  return house.database.unit(caller.tenant, async (unit) => {
    const factor = await unit.secondFactors.take(caller.user.id);
    return {
      ...(await unit.secondFactors.rules()),
      totp: factor !== null && factor.confirmedAt !== null,
      passkeys: (await unit.passkeys.of(caller.user.id)).length,
      recovery_codes_left: await unit.secondFactors.recoveryCodesLeft(caller.user.id),
    };
  });
}

/** The code of the app, or one of those on paper; the session is whole then. Throws SECOND_FACTOR_FAILED, RATE_LIMITED. */
export async function giveFactor(house: House, caller: Caller, { code }: FactorCode): Promise<Me> {
  await takeAttempt(house, `second factor ${caller.user.id}`, caller);
  checkSession(caller);
  return house.database.unit(caller.tenant, async (unit) => {
    const factor = await unit.secondFactors.take(caller.user.id);
    await checkCode(house, unit, caller, factor?.confirmedAt ? factor : null, code);
    return wholeNow(house, unit, caller, 'code');
  });
}

/** The session lacks nothing any more. */
export async function wholeNow(house: House, unit: Unit, caller: Caller, by: 'code' | 'passkey'): Promise<Me> {
  await unit.secondFactors.setLacking(caller.tokenId, null);
  const details = { second_factor: 'given', by };
  await recordSecurity(house, unit, whoActs(caller), { event: 'sign_in.done', details });
  return meOf({ ...caller, lacks: null });
}

/** A new secret for an app; it counts once a code of it was given. Not for a session that still owes a code. */
export async function beginFactor(house: House, caller: Caller): Promise<NewFactor> {
  checkSession(caller);
  const secret = house.oneTimeCodes.newSecret();
  const { user, tenant } = caller;
  const sealed = await sealSecret(house, tenant, 'second factor', user.id, secret);
  await house.database.unit(tenant, async (unit) => {
    if ((await unit.secondFactors.rules()).policy === 'off')
      throw new Refusal('FORBIDDEN', 'your organisation asks for no second factor');
    const before = await unit.secondFactors.take(user.id);
    if (before?.confirmedAt) throw new Refusal('FORBIDDEN', 'remove the second factor that you have first');
    const now = house.system.now();
    await unit.secondFactors.begin({ userId: user.id, secret: sealed, createdAt: now, confirmedAt: null, lastStep: 0 });
  });
  return { secret, uri: house.oneTimeCodes.address(secret, caller.tenantName, user.email) };
}

/** The codes for when the device is lost, this once; none where the person has some still. */
export async function confirmFactor(house: House, caller: Caller, { code }: FactorCode): Promise<RecoveryCodes> {
  await takeAttempt(house, `second factor ${caller.user.id}`, caller);
  checkSession(caller);
  const { user, tenant, tokenId } = caller;
  return house.database.unit(tenant, async (unit) => {
    const factor = await unit.secondFactors.take(user.id);
    if (!factor || factor.confirmedAt) throw new Refusal('SECOND_FACTOR_FAILED', 'begin to set it up first');
    await checkCode(house, unit, caller, factor, code);
    await unit.secondFactors.change(user.id, { confirmedAt: house.system.now() });
    await unit.secondFactors.setLacking(tokenId, null);
    await unit.signIns.endSessions(user.id, { except: tokenId }, house.system.now());
    await noteFactor(house, unit, caller, { second_factor: 'set up' });
    return { recovery_codes: [...(await firstRecoveryCodes(house, unit, user.id))] };
  });
}

/** Needs a code. Where the organisation asks for a second factor the session lacks one from now on. */
export async function removeFactor(house: House, caller: Caller, { code }: FactorCode): Promise<void> {
  await takeAttempt(house, `second factor ${caller.user.id}`, caller);
  checkSession(caller);
  await house.database.unit(caller.tenant, async (unit) => {
    const factor = await unit.secondFactors.take(caller.user.id);
    if (!factor?.confirmedAt) throw new Refusal('NOT_FOUND', 'you have no second factor');
    await checkCode(house, unit, caller, factor, code);
    await unit.secondFactors.remove(caller.user.id);
    await dropFactorsLeft(unit, caller.user.id);
    await noteFactor(house, unit, caller, { second_factor: 'removed' });
  });
}

/** After one was removed: what stood for it goes with the last one, and where the organisation asks for one it is asked for anew. */
export async function dropFactorsLeft(unit: Unit, userId: string): Promise<void> {
  if (await unit.secondFactors.has(userId)) return;
  await unit.secondFactors.setRecoveryCodes(userId, []);
  if ((await unit.secondFactors.rules()).policy === 'required') await unit.secondFactors.demandOfSessions();
}

/** An owner takes away what somebody has lost; their sessions end. */
export async function resetFactor(house: House, caller: Caller, userId: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const member = isUuid(userId) ? await unit.accounts.user(userId.toLowerCase()) : null;
    if (!member) throw new Refusal('NOT_FOUND', 'no such member');
    await unit.secondFactors.remove(member.id);
    await unit.passkeys.remove(member.id, null);
    await unit.secondFactors.setRecoveryCodes(member.id, []);
    await unit.signIns.endSessions(member.id, { except: null }, house.system.now());
    await noteFactor(house, unit, caller, { second_factor: 'reset', user_id: member.id });
  });
}

/** `required`: whoever signed in with a password and has none is asked for one at once. */
export async function setFactorRules(house: House, caller: Caller, change: FactorPolicyPatch): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    await unit.secondFactors.setRules(change);
    if (change.policy === 'required') await unit.secondFactors.demandOfSessions();
    const { policy: second_factor, passwordless } = await unit.secondFactors.rules();
    const details = { second_factor, passwordless };
    await recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
  });
}

/** Takes a code of the app, if there is one, once, and a code on paper once. */
async function checkCode(
  house: House,
  unit: Unit,
  caller: Caller,
  factor: FactorRecord | null,
  code: string,
): Promise<void> {
  const digits = code.replaceAll(/[\s-]/g, '');
  if (factor && /^\d{6}$/.test(digits)) {
    const kept = { kind: 'second factor', id: factor.userId, sealed: factor.secret } as const;
    const secret = await openSecret(house, caller.tenant, kept);
    const step = house.oneTimeCodes.stepOf(secret, digits, house.system.now());
    if (step === null || step <= factor.lastStep) throw new Refusal('SECOND_FACTOR_FAILED');
    await unit.secondFactors.change(factor.userId, { lastStep: step });
    return;
  }
  if (!(await useRecoveryCode(house, unit, caller.user.id, code))) throw new Refusal('SECOND_FACTOR_FAILED');
  await noteFactor(house, unit, caller, { second_factor: 'recovery code used' });
}

/** Throws FORBIDDEN for a token. */
export function checkSession(caller: Caller): void {
  demand(caller, 'account.manage', null);
  if (!caller.session)
    throw new Refusal('FORBIDDEN', 'a second factor is a matter of whoever is signed in, not of a token');
}

export const noteFactor = (house: House, unit: Unit, caller: Caller, details: Readonly<Record<string, string>>) =>
  recordSecurity(house, unit, whoActs(caller), { event: 'account.changed', details });
