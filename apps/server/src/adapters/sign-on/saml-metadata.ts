/** What an identity provider says of itself in its metadata. */
import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { SignOnError } from '../../ports/sign-on.ts';
import { named, parseSaml } from './saml-xml.ts';

export interface ProviderMetadata {
  readonly entityId: string;
  /** Where people are sent to sign in, and to sign out (null: nowhere), both by redirect. */
  readonly signOn: string;
  readonly signOut: string | null;
  /** PEM; several while the provider changes its key. */
  readonly certificates: readonly string[];
}

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** Throws `SignOnError` SSO_INVALID with what is missing. */
export function readMetadata(xml: string): ProviderMetadata {
  const root = parseSaml(xml);
  const entities = root.localName === 'EntityDescriptor' ? [root] : named(root, 'EntityDescriptor');
  const [entity, another] = entities.filter((one) => named(one, 'IDPSSODescriptor').length > 0);
  if (!entity) throw invalid('this is not the metadata of an identity provider');
  if (another) throw invalid('the metadata describes several identity providers: give that of one');
  const entityId = entity.getAttribute('entityID') ?? '';
  const signOn = addressOf(entity, 'SingleSignOnService');
  const certificates = named(entity, 'IDPSSODescriptor').flatMap(certificatesOf);
  if (entityId === '') throw invalid('the metadata has no entityID');
  if (signOn === null) throw invalid('the metadata has no SingleSignOnService with the HTTP-Redirect binding');
  if (certificates.length === 0) throw invalid('the metadata has no signing certificate');
  return { entityId, signOn, signOut: addressOf(entity, 'SingleLogoutService'), certificates };
}

function addressOf(entity: Element, service: string): string | null {
  const found = named(entity, service).find((one) => one.getAttribute('Binding') === redirect);
  const address = found?.getAttribute('Location') ?? '';
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) ? address : null;
}

/** Those for signatures; a key without a use is for everything. */
function certificatesOf(descriptor: Element): string[] {
  const keys = named(descriptor, 'KeyDescriptor').filter((key) => key.getAttribute('use') !== 'encryption');
  return keys.flatMap((key) =>
    named(key, 'X509Certificate').map((one) => {
      try {
        return new X509Certificate(Buffer.from(one.textContent ?? '', 'base64')).toString();
      } catch (error) {
        throw invalid('a certificate of the metadata cannot be read', error);
      }
    }),
  );
}

const invalid = (message: string, cause?: unknown): SignOnError =>
  new SignOnError('SSO_INVALID', 'saml', message, cause);
