/** The second factor of people who sign in with a password: codes of an app, and codes on paper for when the device is lost. */
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
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { openSecret, sealSecret } from './sealed-secrets.ts';
import { secretHash } from './secrets.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { meOf } from './sign-in.ts';
import { takeAttempt } from './sign-in-limits.ts';

const recoveryCodes = 10;

export async function secondFactorState(house: House, caller: Caller): Promise<SecondFactorState> {
  return house.database.unit(caller.tenant, async (unit) => {
    const factor = await unit.secondFactors.take(caller.user.id);
    const confirmed = factor !== null && factor.confirmedAt !== null;
    return {
      policy: await unit.secondFactors.policy(),
      totp: confirmed,
      recovery_codes_left: confirmed ? await unit.secondFactors.recoveryCodesLeft(caller.user.id) : 0,
    };
  });
}

/** The code of the app, or one of those on paper; the session is whole then. Throws SECOND_FACTOR_FAILED, RATE_LIMITED. */
export async function giveFactor(house: House, caller: Caller, { code }: FactorCode): Promise<Me> {
  await takeAttempt(house, `second factor ${caller.user.id}`, caller);
  const { user, tenant, tokenId } = caller;
  checkSession(caller);
  await house.database.unit(tenant, async (unit) => {
    const factor = await unit.secondFactors.take(user.id);
    if (!factor?.confirmedAt) throw new Refusal('SECOND_FACTOR_FAILED', 'you have no second factor yet');
    await checkCode(house, unit, caller, factor, code);
    await unit.secondFactors.setLacking(tokenId, null);
    const details = { second_factor: 'given' };
    await recordSecurity(house, unit, whoActs(caller), { event: 'sign_in.done', details });
  });
  return meOf({ ...caller, lacks: null });
}

/** A new secret for an app; it counts once a code of it was given. Not for a session that still owes a code. */
export async function beginFactor(house: House, caller: Caller): Promise<NewFactor> {
  checkSession(caller);
  const secret = house.oneTimeCodes.newSecret();
  const { user, tenant } = caller;
  const sealed = await sealSecret(house, tenant, 'second factor', user.id, secret);
  await house.database.unit(tenant, async (unit) => {
    if ((await unit.secondFactors.policy()) === 'off')
      throw new Refusal('FORBIDDEN', 'your organisation asks for no second factor');
    const before = await unit.secondFactors.take(user.id);
    if (before?.confirmedAt) throw new Refusal('FORBIDDEN', 'remove the second factor that you have first');
    const now = house.system.now();
    await unit.secondFactors.begin({ userId: user.id, secret: sealed, createdAt: now, confirmedAt: null, lastStep: 0 });
  });
  return { secret, uri: house.oneTimeCodes.address(secret, caller.tenantName, user.email) };
}

/** The codes for when the device is lost, this once. */
export async function confirmFactor(house: House, caller: Caller, { code }: FactorCode): Promise<RecoveryCodes> {
  await takeAttempt(house, `second factor ${caller.user.id}`, caller);
  checkSession(caller);
  const { user, tenant, tokenId } = caller;
  const drawn = Array.from({ length: recoveryCodes }, () => drawCode(house));
  await house.database.unit(tenant, async (unit) => {
    const factor = await unit.secondFactors.take(user.id);
    if (!factor || factor.confirmedAt) throw new Refusal('SECOND_FACTOR_FAILED', 'begin to set it up first');
    await checkCode(house, unit, caller, factor, code);
    await unit.secondFactors.change(user.id, { confirmedAt: house.system.now() });
    await unit.secondFactors.setRecoveryCodes(user.id, drawn.map(plain).map(secretHash));
    await unit.secondFactors.setLacking(tokenId, null);
    await unit.signIns.endSessions(user.id, { except: tokenId }, house.system.now());
    await note(house, unit, caller, { second_factor: 'set up' });
  });
  return { recovery_codes: drawn };
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
    if ((await unit.secondFactors.policy()) === 'required') await unit.secondFactors.demandOfSessions();
    await note(house, unit, caller, { second_factor: 'removed' });
  });
}

/** An owner takes away what somebody has lost; their sessions end. */
export async function resetFactor(house: House, caller: Caller, userId: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const member = isUuid(userId) ? await unit.accounts.user(userId.toLowerCase()) : null;
    if (!member) throw new Refusal('NOT_FOUND', 'no such member');
    await unit.secondFactors.remove(member.id);
    await unit.signIns.endSessions(member.id, { except: null }, house.system.now());
    await note(house, unit, caller, { second_factor: 'reset', user_id: member.id });
  });
}

/** `required`: whoever signed in with a password and has none is asked for one at once. */
export async function setFactorPolicy(house: House, caller: Caller, { policy }: FactorPolicyPatch): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    await unit.secondFactors.setPolicy(policy);
    if (policy === 'required') await unit.secondFactors.demandOfSessions();
    const details = { second_factor: policy };
    await recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
  });
}

/** Takes a code of the app once, and a code on paper once. */
async function checkCode(house: House, unit: Unit, caller: Caller, factor: FactorRecord, code: string): Promise<void> {
  const digits = code.replaceAll(/[\s-]/g, '');
  if (/^\d{6}$/.test(digits)) {
    const kept = { kind: 'second factor', id: factor.userId, sealed: factor.secret } as const;
    const secret = await openSecret(house, caller.tenant, kept);
    const step = house.oneTimeCodes.stepOf(secret, digits, house.system.now());
    if (step === null || step <= factor.lastStep) throw new Refusal('SECOND_FACTOR_FAILED');
    await unit.secondFactors.change(factor.userId, { lastStep: step });
    return;
  }
  const used = await unit.secondFactors.useRecoveryCode(factor.userId, secretHash(plain(code)), house.system.now());
  if (!used) throw new Refusal('SECOND_FACTOR_FAILED');
  await note(house, unit, caller, { second_factor: 'recovery code used' });
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 16 letters, which are more than 79 bits. */
function drawCode({ system }: House): string {
  const letters: string[] = [];
  while (letters.length < 16)
    for (const byte of system.random(32)) if (byte < 248 && letters.length < 16) letters.push(alphabet[byte % 31]!);
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
}
const plain = (code: string): string => code.toLowerCase().replaceAll(/[^a-z2-9]/g, '');

function checkSession(caller: Caller): void {
  demand(caller, 'account.manage', null);
  if (!caller.session)
    throw new Refusal('FORBIDDEN', 'a second factor is a matter of whoever is signed in, not of a token');
}

const note = (house: House, unit: Unit, caller: Caller, details: Readonly<Record<string, string>>) =>
  recordSecurity(house, unit, whoActs(caller), { event: 'account.changed', details });
