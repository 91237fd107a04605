import { Button, Card, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ProblemError } from '@sprintforge/protocol';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { beginSession } from '../../session/session.ts';
import { Mark } from '../../shell/mark.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

const route = getRouteApi('/sign-in');

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
    backgroundImage: `radial-gradient(60rem 30rem at 50% -10rem, ${tokens.colorBrandBackground2}, transparent)`,
  },
  card: {
    width: '100%',
    maxWidth: '400px',
    padding: tokens.spacingHorizontalXXL,
    boxSizing: 'border-box',
    gap: tokens.spacingVerticalL,
  },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: { margin: 0 },
  soft: { color: tokens.colorNeutralForeground2 },
});

export function SignInPage() {
  const styles = useStyles();
  const { t } = useText();
  const { next } = route.useSearch();
  const { history } = useRouter();
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: (text: string) => clientOf(text).whoami(),
    onSuccess: (_, text) => {
      beginSession(text);
      // a path of ours only, never another site's address
      history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/');
    },
  });
  useEffect(() => {
    document.title = `${t.signIn.title} · ${t.shell.product}`;
  }, [t]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) signIn.mutate(token.trim());
  };
  const unknown = signIn.error instanceof ProblemError && signIn.error.status === 401;
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <Mark size={44} />
        <div>
          <Text as="h1" block size={600} weight="semibold" className={styles.title}>
            {t.shell.product}
          </Text>
          <Text className={styles.soft}>{t.signIn.lead}</Text>
        </div>
        <form onSubmit={submit} className={styles.form}>
          <Field
            label={t.signIn.token}
            hint={t.signIn.hint}
            {...(unknown ? { validationMessage: t.signIn.wrong, validationState: 'error' as const } : {})}
          >
            <Input
              type="password"
              autoComplete="current-password"
              value={token}
              onChange={(_, data) => setToken(data.value)}
            />
          </Field>
          {signIn.error && !unknown ? <Failure error={signIn.error} /> : null}
          <Button type="submit" appearance="primary" disabledFocusable={signIn.isPending}>
            {t.signIn.submit}
          </Button>
        </form>
        <Text size={200} className={styles.soft}>
          {t.signIn.demo}
        </Text>
      </Card>
    </main>
  );
}
