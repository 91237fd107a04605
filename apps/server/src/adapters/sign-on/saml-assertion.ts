/**
 * What a SAML assertion must say besides being signed (SAML 2.0 Profiles, 4.1.4.3): it is for us, for this sign-in, from this
 * provider, and of now. Everything is read from the signed assertion alone, never from what stands around it.
 */
import type { ProvenIdentity } from '../../ports/sign-on.ts';
import { SignOnError, type SignOnFault } from '../../ports/sign-on.ts';

/** An element as node-saml gives it: attributes under `$`, text under `_`, children by their local names in lists. */
export interface Node {
  readonly $?: Readonly<Record<string, string>>;
  readonly _?: string;
  readonly [child: string]: unknown;
}

export interface Expected {
  readonly issuer: string;
  /** Our own name. */
  readonly audience: string;
  /** The address that the answer came to. */
  readonly recipient: string;
  /** Id of the request that it answers. */
  readonly request: string;
  /** ISO instant. */
  readonly now: string;
  readonly emailAttribute: string | null;
}

const skewMs = 60_000;
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const emailNames = [
  'email',
  'mail',
  'emailaddress',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
];
const nameNames = [
  'displayName',
  'name',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
];

/** Throws `SignOnError`. */
export function identityIn(assertion: Node, expected: Expected): ProvenIdentity {
  if (textOf(one(assertion, 'Issuer')) !== expected.issuer)
    throw fault('SSO_INVALID', 'the assertion is from another provider');
  const now = Date.parse(expected.now);
  checkConditions(assertion, expected.audience, now);
  checkConfirmation(one(assertion, 'Subject'), expected, now);
  const nameId = one(one(assertion, 'Subject'), 'NameID');
  const subject = textOf(nameId);
  if (!subject) throw fault('SSO_INVALID', 'the assertion names nobody');
  if (nameId?.$?.['Format'] === transient)
    throw fault('SSO_INVALID', 'the provider gives names that change each time: let it give persistent ones');
  const claims = attributesOf(assertion);
  const session = one(assertion, 'AuthnStatement')?.$?.['SessionIndex'];
  return {
    subject,
    email: emailOf(claims, expected.emailAttribute, subject),
    // whoever signs assertions for the organisation answers for its addresses; which ones those are the provider's domains say
    emailVerified: true,
    name: first(claims, nameNames) ?? null,
    claims,
    signOut: JSON.stringify({ nameId: subject, format: nameId?.$?.['Format'] ?? null, session: session ?? null }),
  };
}

function checkConditions(assertion: Node, audience: string, now: number): void {
  const [conditions, another] = list(assertion, 'Conditions');
  if (!conditions || another) throw fault('SSO_INVALID', 'the assertion does not say when it holds');
  const { NotBefore: from, NotOnOrAfter: until } = conditions.$ ?? {};
  if (until === undefined) throw fault('SSO_INVALID', 'the assertion does not say until when it holds');
  if (!within(from, until, now)) throw fault('SSO_EXPIRED', 'the assertion does not hold now');
  const restrictions = list(conditions, 'AudienceRestriction');
  const ours = (one: Node): boolean => list(one, 'Audience').some((name) => textOf(name) === audience);
  if (restrictions.length === 0 || !restrictions.every(ours))
    throw fault('SSO_AUDIENCE', 'the assertion is for another service');
}

function checkConfirmation(subject: Node | undefined, { recipient, request }: Expected, now: number): void {
  const data = list(subject, 'SubjectConfirmation')
    .filter((one) => one.$?.['Method'] === bearer)
    .flatMap((one) => list(one, 'SubjectConfirmationData').map(({ $ = {} }) => $));
  if (data.length === 0) throw fault('SSO_INVALID', 'the assertion has no bearer confirmation');
  const here = data.filter((one) => one['Recipient'] === recipient);
  if (here.length === 0) throw fault('SSO_AUDIENCE', 'the assertion is for another address');
  const answering = here.filter((one) => one['InResponseTo'] === request);
  if (answering.length === 0) throw fault('SSO_UNSOLICITED', 'the assertion does not answer this sign-in');
  const timely = (one: Readonly<Record<string, string>>): boolean =>
    one['NotOnOrAfter'] !== undefined && within(undefined, one['NotOnOrAfter'], now);
  if (!answering.some(timely)) throw fault('SSO_EXPIRED', 'the confirmation of the assertion does not hold now');
}

/** An instant that cannot be read is never within. */
function within(from: string | undefined, until: string, now: number): boolean {
  const begun = from === undefined || Date.parse(from) - skewMs <= now;
  return begun && now < Date.parse(until) + skewMs;
}

function attributesOf(assertion: Node): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = Object.create(null);
  for (const statement of list(assertion, 'AttributeStatement'))
    for (const attribute of list(statement, 'Attribute')) {
      const values = list(attribute, 'AttributeValue').flatMap((value) => textOf(value) ?? []);
      const name = attribute.$?.['Name'];
      if (name !== undefined) found[name] = [...(found[name] ?? []), ...values];
    }
  return found;
}

function emailOf(
  claims: Readonly<Record<string, readonly string[]>>,
  attribute: string | null,
  subject: string,
): string | null {
  const said = first(claims, attribute === null ? emailNames : [attribute]);
  if (said !== undefined || attribute !== null) return said ?? null;
  return /^[^\s@]+@[^\s@]+$/.test(subject) ? subject : null;
}

const first = (claims: Readonly<Record<string, readonly string[]>>, names: readonly string[]): string | undefined =>
  names.map((name) => claims[name]?.[0]).find((value) => value !== undefined);

/** Children of a name; one that has neither attributes nor children comes as its text. */
const list = (at: Node | undefined, name: string): Node[] =>
  ((at?.[name] ?? []) as readonly (Node | string)[]).map((child) => (typeof child === 'string' ? { _: child } : child));
const one = (at: Node | undefined, name: string): Node | undefined => list(at, name)[0];
const textOf = (at: Node | undefined): string | undefined => at?._?.trim() || undefined;
const fault = (code: SignOnFault, message: string): SignOnError => new SignOnError(code, 'saml', message);
