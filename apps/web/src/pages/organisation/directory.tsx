import { Button, Field, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ProvisioningInfo } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { client } from '../../data/client.ts';
import { useDirectory, useDirectoryChange } from '../../data/organisation.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';
import { Secret } from '../connect/secret.tsx';
import { RoleChoice, RoleRows, rolesOf, rowsOf } from './role-rows.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** A directory that says who there is (SCIM): its token, and what its groups are here. */
export function Directory() {
  const { directory } = useText().t;
  const { data, error, refetch } = useDirectory();
  return (
    <Section title={directory.title} lead={directory.lead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && <Token info={data} />}
      {data && <Rules info={data} />}
    </Section>
  );
}

function Token({ info }: { readonly info: ProvisioningInfo }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { directory } = t;
  const make = useDirectoryChange(() => client().provisioning.renewToken());
  const end = useDirectoryChange(() => client().provisioning.endToken());
  const [asked, ask] = useState<'renew' | 'end' | null>(null);
  const since = info.token_created_at;
  const close = () => ask(null);
  return (
    <>
      <Text>{directory.url}</Text>
      <Secret text={info.url} />
      <Text>{since === null ? directory.nobody : directory.since(format.instant(since))}</Text>
      {make.error && asked === null && <Failure error={make.error} />}
      {make.data && since !== null && (
        <>
          <Text role="status">{directory.token}</Text>
          <Secret text={make.data.token} />
        </>
      )}
      <div className={styles.buttons}>
        <Button
          disabledFocusable={make.isPending}
          onClick={() => (since === null ? make.mutate(undefined) : ask('renew'))}
        >
          {since === null ? directory.make : directory.renew}
        </Button>
        {since !== null && <Button onClick={() => ask('end')}>{directory.end}</Button>}
      </div>
      {asked === 'renew' && (
        <Ask
          title={directory.renewAsk}
          text={directory.renewText}
          button={directory.renew}
          act={() => make.mutateAsync(undefined)}
          onClose={close}
        />
      )}
      {asked === 'end' && (
        <Ask
          title={directory.endAsk}
          text={directory.endText}
          button={directory.end}
          act={() => end.mutateAsync(undefined)}
          onClose={close}
        />
      )}
    </>
  );
}

function Rules({ info }: { readonly info: ProvisioningInfo }) {
  const styles = useStyles();
  const { t } = useText();
  const { directory } = t;
  const [rows, setRows] = useState(() => rowsOf(info.roles));
  const [otherwise, setOtherwise] = useState(info.default_role);
  const save = useDirectoryChange(() =>
    client().provisioning.setRules({ roles: rolesOf(rows), default_role: otherwise }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <RoleRows label={directory.rules} rows={rows} fault={faultAt(t, save.error, 'roles')} onChange={setRows} />
      <Field label={directory.everybodyElse}>
        <RoleChoice value={otherwise} none={directory.noMember} onChange={setOtherwise} />
      </Field>
      {save.error && faultyField(save.error) === null && <Failure error={save.error} />}
      <Text role="status">{save.isSuccess ? t.settings.saved : ''}</Text>
      <div>
        <Button type="submit" disabledFocusable={save.isPending}>
          {directory.saveRules}
        </Button>
      </div>
    </form>
  );
}
