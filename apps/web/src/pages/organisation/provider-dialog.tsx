import { Field, Input, Radio, RadioGroup, Switch, Text } from '@fluentui/react-components';
import type { IdentityProvider } from '@sprintforge/protocol';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useProviderChange } from '../../data/organisation.ts';
import { FormDialog } from '../../shell/form-dialog.tsx';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';
import { draftFaults, draftOf, type ProviderDraft, patchOf, requestOf } from './provider-draft.ts';
import { OidcFields, SamlFields } from './provider-kinds.tsx';
import { RoleChoice, RoleRows } from './role-rows.tsx';

/** Sets up a provider, or changes one; stays with everything typed until the server has taken it. */
export function ProviderDialog(props: {
  readonly provider: IdentityProvider | null;
  readonly onClose: (done: IdentityProvider | null) => void;
}) {
  const { t } = useText();
  const { providers } = t;
  const { provider, onClose } = props;
  const [draft, setDraft] = useState<ProviderDraft>(() => draftOf(provider));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const save = useProviderChange((wish: ProviderDraft) =>
    provider ? client().signOn.change(provider.id, patchOf(wish)) : client().signOn.add(requestOf(wish)),
  );
  const change = (part: Partial<ProviderDraft>) => setDraft({ ...draft, ...part });
  const faultOf = (name: string) => faults[name] ?? faultAt(t, save.error, name);
  const submit = () => {
    const found = draftFaults(t, draft, provider);
    setFaults(found);
    if (Object.keys(found).length === 0) save.mutate(draft, { onSuccess: onClose });
  };
  const form = { draft, before: provider, change, faultOf };
  return (
    <FormDialog
      title={provider ? providers.editTitle(provider.name) : providers.addTitle}
      save={providers.save}
      isSaving={save.isPending}
      onSave={submit}
      onClose={() => onClose(null)}
    >
      {!provider && (
        <Field label={providers.kind}>
          <RadioGroup
            layout="horizontal"
            value={draft.kind}
            onChange={(_, { value }) => change({ kind: value as ProviderDraft['kind'] })}
          >
            <Radio value="oidc" label={providers.kinds.oidc} />
            <Radio value="saml" label={providers.kinds.saml} />
          </RadioGroup>
        </Field>
      )}
      <Field label={providers.name} hint={providers.nameHint} required validationMessage={faultOf('name')}>
        <Input value={draft.name} maxLength={100} onChange={(_, { value }) => change({ name: value })} />
      </Field>
      {draft.kind === 'oidc' ? <OidcFields {...form} /> : <SamlFields {...form} />}
      <Field label={providers.domains} hint={providers.domainsHint} validationMessage={faultOf('domains')}>
        <Input value={draft.domains} onChange={(_, { value }) => change({ domains: value })} />
      </Field>
      <Field label={providers.roleClaim} validationMessage={faultOf('role_claim')}>
        <Input value={draft.roleClaim} onChange={(_, { value }) => change({ roleClaim: value })} />
      </Field>
      <RoleRows
        label={providers.roles}
        rows={draft.roles}
        fault={faultOf('roles')}
        onChange={(roles) => change({ roles })}
      />
      <Field label={providers.defaultRole}>
        <RoleChoice
          value={draft.defaultRole}
          none={providers.nobody}
          onChange={(defaultRole) => change({ defaultRole })}
        />
      </Field>
      <Switch
        label={providers.enabled}
        checked={draft.enabled}
        onChange={(_, { checked }) => change({ enabled: checked })}
      />
      {save.error && faultyField(save.error) === null && <Failure error={save.error} />}
      <Text role="status">{save.isPending ? providers.saving : ''}</Text>
    </FormDialog>
  );
}
