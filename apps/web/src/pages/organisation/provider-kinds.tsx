/** What is asked about a provider of one kind and not of the other. */
import { Field, Input, Radio, RadioGroup, Switch, Textarea } from '@fluentui/react-components';
import type { IdentityProvider } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import type { ProviderDraft } from './provider-draft.ts';

interface Form {
  readonly draft: ProviderDraft;
  readonly before: IdentityProvider | null;
  readonly change: (part: Partial<ProviderDraft>) => void;
  readonly faultOf: (name: string) => string | null;
}

export function OidcFields({ draft, before, change, faultOf }: Form) {
  const { providers } = useText().t;
  return (
    <>
      <AddressField
        label={providers.discovery}
        value={draft.discovery}
        fault={faultOf('oidc.discovery_url')}
        onChange={(discovery) => change({ discovery })}
      />
      <Field label={providers.clientId} required validationMessage={faultOf('oidc.client_id')}>
        <Input dir="ltr" value={draft.clientId} onChange={(_, { value }) => change({ clientId: value })} />
      </Field>
      <Field
        label={providers.clientSecret}
        {...(before?.oidc?.has_secret ? { hint: providers.secretKept } : {})}
        validationMessage={faultOf('oidc.client_secret')}
      >
        <Input
          type="password"
          dir="ltr"
          autoComplete="off"
          value={draft.clientSecret}
          onChange={(_, { value }) => change({ clientSecret: value })}
        />
      </Field>
      <Field label={providers.scopes} hint={providers.scopesHint} validationMessage={faultOf('oidc.scopes')}>
        <Input dir="ltr" value={draft.scopes} onChange={(_, { value }) => change({ scopes: value })} />
      </Field>
      <Switch
        label={providers.verified}
        checked={draft.verified}
        onChange={(_, { checked }) => change({ verified: checked })}
      />
    </>
  );
}

export function SamlFields({ draft, before, change, faultOf }: Form) {
  const { providers } = useText().t;
  const hasXml = before?.saml?.metadata_url === null;
  return (
    <>
      <Field label={providers.metadataBy}>
        <RadioGroup
          value={draft.metadataBy}
          onChange={(_, { value }) => change({ metadataBy: value as ProviderDraft['metadataBy'] })}
        >
          <Radio value="url" label={providers.metadataWays.url} />
          <Radio value="xml" label={providers.metadataWays.xml} />
        </RadioGroup>
      </Field>
      {draft.metadataBy === 'url' ? (
        <AddressField
          label={providers.metadataUrl}
          value={draft.metadataUrl}
          fault={faultOf('saml.metadata_url')}
          onChange={(metadataUrl) => change({ metadataUrl })}
        />
      ) : (
        <Field
          label={providers.metadata}
          required={!hasXml}
          {...(hasXml ? { hint: providers.metadataKept } : {})}
          validationMessage={faultOf('saml.metadata')}
        >
          <Textarea
            dir="ltr"
            resize="vertical"
            rows={5}
            value={draft.metadata}
            onChange={(_, { value }) => change({ metadata: value })}
          />
        </Field>
      )}
      <Field
        label={providers.emailAttribute}
        hint={providers.emailAttributeHint}
        validationMessage={faultOf('saml.email_attribute')}
      >
        <Input dir="ltr" value={draft.emailAttribute} onChange={(_, { value }) => change({ emailAttribute: value })} />
      </Field>
    </>
  );
}

function AddressField(props: {
  readonly label: string;
  readonly value: string;
  readonly fault: string | null;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, fault, onChange } = props;
  return (
    <Field label={label} required validationMessage={fault}>
      <Input
        type="url"
        dir="ltr"
        placeholder="https://"
        value={value}
        onChange={(_, { value: typed }) => onChange(typed)}
      />
    </Field>
  );
}
