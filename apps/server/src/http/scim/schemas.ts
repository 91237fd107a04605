/** What a SCIM client may ask about us before it begins. */

export const serviceProviderConfig = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'The token that an owner made for the directory',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig' },
} as const;

const resourceType = (name: 'User' | 'Group') => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: name,
  name,
  endpoint: `/${name}s`,
  schema: `urn:ietf:params:scim:schemas:core:2.0:${name}`,
  meta: { resourceType: 'ResourceType' },
});
export const resourceTypes = [resourceType('User'), resourceType('Group')];

interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'complex';
  readonly multiValued?: boolean;
  readonly required?: boolean;
  readonly uniqueness?: 'server';
  readonly subAttributes?: readonly Attribute[];
}

const described = ({ subAttributes, ...attribute }: Attribute): object => ({
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...attribute,
  ...(subAttributes ? { subAttributes: subAttributes.map(described) } : {}),
});

const schema = (name: 'User' | 'Group', attributes: readonly Attribute[]) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: `urn:ietf:params:scim:schemas:core:2.0:${name}`,
  name,
  attributes: attributes.map(described),
  meta: { resourceType: 'Schema' },
});

const text = (name: string): Attribute => ({ name, type: 'string' });
export const schemas = [
  schema('User', [
    { ...text('userName'), required: true, uniqueness: 'server' },
    text('externalId'),
    text('displayName'),
    { name: 'name', type: 'complex', subAttributes: ['formatted', 'givenName', 'familyName'].map(text) },
    { name: 'active', type: 'boolean' },
    {
      name: 'emails',
      type: 'complex',
      multiValued: true,
      subAttributes: [text('value'), text('type'), { name: 'primary', type: 'boolean' }],
    },
  ]),
  schema('Group', [
    { ...text('displayName'), required: true, uniqueness: 'server' },
    text('externalId'),
    { name: 'members', type: 'complex', multiValued: true, subAttributes: [text('value')] },
  ]),
];
