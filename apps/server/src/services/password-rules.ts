import { Refusal } from './refusal.ts';

const shortest = 10;

/** Throws WEAK_PASSWORD. Length decides; what everybody tries first is refused at any length. */
export function checkPassword(password: string, about: { readonly email: string; readonly name: string }): void {
  const text = password.normalize('NFKC').toLowerCase();
  if ([...text].length < shortest) throw new Refusal('WEAK_PASSWORD', `it needs at least ${shortest} characters`);
  if (new Set(text).size < 5) throw new Refusal('WEAK_PASSWORD', 'it repeats a few characters');
  const bare = text.replace(/[^\p{L}]+/gu, '');
  const guessed = [
    'password',
    'passwort',
    'qwertyuiop',
    'qwertzuiop',
    'letmein',
    'welcome',
    'administrator',
    'sprintforge',
  ];
  const own = [about.email.toLowerCase().split('@')[0] ?? '', about.name.toLowerCase()].map((one) =>
    one.replace(/[^\p{L}]+/gu, ''),
  );
  if ([...guessed, ...own].includes(bare) || bare === '')
    throw new Refusal('WEAK_PASSWORD', 'it is what everybody would try first');
}
