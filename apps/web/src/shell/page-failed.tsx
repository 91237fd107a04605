import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useText } from '../text/use-text.ts';
import { Page } from './page.tsx';
import { Failure } from './states.tsx';

/** In the place of a page that could not be shown; the others go on. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useText();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t.problems.title}>
      <Failure error={error} retry={again} />
    </Page>
  );
}
