import { Button, Field, Input, makeStyles, Select, Switch, Text, tokens } from '@fluentui/react-components';
import type { HybridLink } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { client } from '../../data/client.ts';
import { useCloudChange } from '../../data/cloud.ts';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
});

const strategies = ['server', 'client', 'merge'] as const;

/** Names the project of the cloud. The token is asked for each time: what is kept is never given back. */
export function CloudForm({ project, link }: { readonly project: string; readonly link: HybridLink }) {
  const styles = useStyles();
  const { t } = useText();
  const { cloud, states } = t;
  const [id, setId] = useState(link.cloud_project_id ?? '');
  const [token, setToken] = useState('');
  const [strategy, setStrategy] = useState(link.strategy);
  const [sensitive, setSensitive] = useState(link.sync_sensitive_data);
  const [tried, setTried] = useState(false);
  const save = useCloudChange(project, () =>
    client().privacy.link(project, {
      cloud_project_id: id.trim(),
      token: token.trim(),
      strategy,
      sync_sensitive_data: sensitive,
    }),
  );
  const lacks = { id: id.trim() === '', token: token.trim() === '' };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacks.id || lacks.token) return;
    const done = () => {
      setToken('');
      setTried(false);
    };
    save.mutate(undefined, { onSuccess: done });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={cloud.project}
        required
        validationMessage={tried && lacks.id ? states.needed : faultAt(t, save.error, 'cloud_project_id')}
      >
        <Input dir="ltr" value={id} maxLength={100} onChange={(_, { value }) => setId(value)} />
      </Field>
      <Field
        label={cloud.token}
        hint={cloud.tokenHint}
        required
        validationMessage={tried && lacks.token ? states.needed : faultAt(t, save.error, 'token')}
      >
        <Input
          type="password"
          autoComplete="off"
          dir="ltr"
          value={token}
          onChange={(_, { value }) => setToken(value)}
        />
      </Field>
      <Field label={cloud.strategy}>
        <Select value={strategy} onChange={(_, { value }) => setStrategy(value as HybridLink['strategy'])}>
          {strategies.map((one) => (
            <option key={one} value={one}>
              {t.settings.strategies[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field hint={cloud.sensitiveHint}>
        <Switch label={cloud.sensitive} checked={sensitive} onChange={(_, { checked }) => setSensitive(checked)} />
      </Field>
      {save.error && faultyField(save.error) === null && <Failure error={save.error} />}
      <Text role="status">{save.isSuccess && !tried ? t.settings.saved : ''}</Text>
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={save.isPending}>
          {link.cloud_project_id === null ? cloud.link : cloud.change}
        </Button>
      </div>
    </form>
  );
}
