/**
 * A SAML identity provider in a process of its own: `node saml-server.ts PORT`. Its metadata at /metadata; whoever comes to /sso is
 * the person that was put at /told, with whatever else stands there said otherwise than it should be. The metadata of the service
 * is put at /service.
 */
import http from 'node:http';
import * as samlify from 'samlify';
import { newSamlKey } from '../../src/adapters/sign-on/saml-key.ts';

interface Told {
  nameId: string;
  nameIdFormat?: string;
  attributes: Readonly<Record<string, string>>;
  /** Tags of samlify's template with another value. */
  says?: Readonly<Record<string, string>>;
  /** Replaced in the signed document: what fits the pattern. */
  tamper?: readonly [string, string];
  /** Another assertion, unsigned, that names this person: around the signed one, or beside it. */
  wrap?: { readonly how: 'around' | 'beside'; readonly name: string };
  /** SHA-1, as in old times. */
  weak?: boolean;
}

samlify.setSchemaValidator({ validate: async () => 'not looked at' });
const port = Number(process.argv[2]);
const base = `http://127.0.0.1:${port}`;
const { privateKey, certificate } = JSON.parse(await newSamlKey()) as { privateKey: string; certificate: string };
let told: Told = { nameId: 'nobody', attributes: {} };
let service: ReturnType<typeof samlify.ServiceProvider>;

const { Constants, SamlLib } = samlify;
const redirect = Constants.namespace.binding.redirect;
const providerOf = ({ attributes, weak }: Told) =>
  samlify.IdentityProvider({
    entityID: `${base}/metadata`,
    signingCert: certificate,
    privateKey,
    wantAuthnRequestsSigned: true,
    isAssertionEncrypted: false,
    nameIDFormat: [Constants.namespace.format.persistent],
    singleSignOnService: [{ Binding: redirect, Location: `${base}/sso` }],
    singleLogoutService: [{ Binding: redirect, Location: `${base}/slo` }],
    requestSignatureAlgorithm: weak
      ? Constants.algorithms.signature.RSA_SHA1
      : Constants.algorithms.signature.RSA_SHA256,
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context,
      attributes: Object.keys(attributes).map((name) => ({
        name,
        valueTag: name,
        nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
        valueXsiType: 'xs:string',
      })),
    },
  });

/** The values of the template, right but for what was told otherwise. */
function values(request: string, acs: string): Record<string, string> {
  const [now, soon] = [new Date(), new Date(Date.now() + 300_000)];
  const id = () => `_${crypto.randomUUID()}`;
  const attributes = Object.entries(told.attributes).map(([name, value]) => [
    `attr${name[0]!.toUpperCase()}${name.slice(1)}`,
    value,
  ]);
  return {
    ID: id(),
    AssertionID: id(),
    Destination: acs,
    Audience: service.entityMeta.getEntityID(),
    SubjectRecipient: acs,
    Issuer: `${base}/metadata`,
    IssueInstant: now.toISOString(),
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: now.toISOString(),
    ConditionsNotOnOrAfter: soon.toISOString(),
    SubjectConfirmationDataNotOnOrAfter: soon.toISOString(),
    NameIDFormat: told.nameIdFormat ?? Constants.namespace.format.persistent,
    NameID: told.nameId,
    InResponseTo: request,
    AuthnStatement: '',
    ...Object.fromEntries(attributes),
    ...told.says,
  };
}

/** As the person's browser posts it on: fields of a form. */
async function answer(url: URL): Promise<Record<string, string>> {
  const provider = providerOf(told);
  const query = Object.fromEntries(url.searchParams);
  const octetString = url.search.slice(1).replace(/&Signature=.*$/, '');
  const request = await provider.parseLoginRequest(service, 'redirect', { query, octetString });
  const { id } = request.extract['request'] as { id: string };
  const acs = String(service.entityMeta.getAssertionConsumerService('post'));
  const made = await provider.createLoginResponse(service, request as never, 'post', {}, (template: string) => {
    const context = SamlLib.replaceTagsByValue(template, values(id, acs));
    return { id, context };
  });
  let xml = Buffer.from((made as { context: string }).context, 'base64').toString();
  if (told.tamper) xml = xml.replace(new RegExp(told.tamper[0]), told.tamper[1]);
  if (told.wrap) xml = wrapped(xml, told.wrap);
  return { acs, SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: query['RelayState'] ?? '' };
}

/** Signature wrapping: the signature still holds for what it was made for, which is not what is read first. */
function wrapped(xml: string, { how, name }: NonNullable<Told['wrap']>): string {
  const [signed = ''] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml) ?? [];
  const [signature = ''] = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed) ?? [];
  const forged = signed
    .replace(signature, '')
    .replace(/ ID="[^"]*"/, ' ID="_forged"')
    .replaceAll(told.nameId, name);
  if (how === 'beside') return xml.replace(signed, forged + signed);
  const inner = signature.replace(
    '</ds:Signature>',
    `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`,
  );
  return xml.replace(signed, forged.replace('<saml:Subject>', `${inner}<saml:Subject>`));
}

async function signOut(url: URL): Promise<Record<string, string>> {
  const query = Object.fromEntries(url.searchParams);
  const octetString = url.search.slice(1).replace(/&Signature=.*$/, '');
  const request = await providerOf(told).parseLogoutRequest(service, 'redirect', { query, octetString });
  return { nameId: String(request.extract['nameID']) };
}

/** As a person's browser gets it: a form that posts itself. */
function formOf({ acs, ...fields }: Record<string, string>): string {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<form method="post" action="${acs}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`;
}

async function respond(url: URL, body: string, html: boolean): Promise<string> {
  if (url.pathname === '/sso' && html) return formOf(await answer(url));
  if (url.pathname === '/metadata') return providerOf(told).getMetadata();
  if (url.pathname === '/sso') return JSON.stringify(await answer(url));
  if (url.pathname === '/slo') return JSON.stringify(await signOut(url));
  if (url.pathname === '/service') service = samlify.ServiceProvider({ metadata: body });
  if (url.pathname === '/told') told = JSON.parse(body) as Told;
  return '';
}

http
  .createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    try {
      const html = (request.headers.accept ?? '').includes('text/html');
      if (html) response.setHeader('content-type', 'text/html');
      response.end(await respond(new URL(request.url ?? '/', base), body, html));
    } catch (error) {
      response.statusCode = 400;
      response.end(String(error));
    }
  })
  .listen(port, '127.0.0.1');
