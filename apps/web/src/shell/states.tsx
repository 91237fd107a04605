/** What a page shows while it has nothing to show: loading, an error with the way on, emptiness with an invitation. */
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { explain } from '../text/explain.ts';
import { useText } from '../text/use-text.ts';

const useStyles = makeStyles({
  middle: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalXXXL,
    textAlign: 'center',
  },
  picture: { fontSize: '48px', lineHeight: 1, color: tokens.colorBrandForeground1 },
  text: { maxWidth: '44ch', color: tokens.colorNeutralForeground2 },
});

export function Loading() {
  const styles = useStyles();
  const { t } = useText();
  return (
    <div className={styles.middle}>
      <Spinner label={t.states.loading} delay={200} />
    </div>
  );
}

/** An error in words, with what the server said when that says more. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const { t } = useText();
  const { title, text, detail } = explain(t, error);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {text}
        {detail && (
          <div>
            {t.problems.report}: {detail}
          </div>
        )}
      </MessageBarBody>
      {retry && (
        <MessageBarActions>
          <Button onClick={retry}>{t.states.retry}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

export function Empty(props: {
  readonly picture: ReactNode;
  readonly title: string;
  readonly text: string;
  /** There is no other heading: it is the page. */
  readonly alone?: boolean;
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.middle}>
      <div className={styles.picture} aria-hidden="true">
        {props.picture}
      </div>
      <Text as={props.alone ? 'h1' : 'h2'} align="center" size={500} weight="semibold">
        {props.title}
      </Text>
      <Text align="center" className={styles.text}>
        {props.text}
      </Text>
      {props.children}
    </div>
  );
}
