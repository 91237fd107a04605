import { Secret, TOTP } from 'otpauth';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';

/** What every authenticator app can: SHA-1, six digits, half a minute. */
const usual = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

export function totpCodes(): OneTimeCodes {
  return {
    newSecret: () => new Secret({ size: 20 }).base32,
    address: (secret, issuer, account) =>
      new TOTP({ ...usual, issuer, label: account, secret: Secret.fromBase32(secret) }).toString(),
    stepOf(secret, code, now) {
      const timestamp = Date.parse(now);
      const delta = TOTP.validate({ ...usual, token: code, secret: Secret.fromBase32(secret), timestamp, window: 1 });
      return delta === null ? null : Math.floor(timestamp / 1000 / usual.period) + delta;
    },
  };
}
