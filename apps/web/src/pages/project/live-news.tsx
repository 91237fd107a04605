import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import type { ReceivedEvent } from '@sprintforge/protocol';
import { useLive } from '../../data/live.ts';
import { useMe } from '../../data/who-am-i.ts';
import { useText } from '../../text/use-text.ts';
import { sentenceOf } from '../history/sentence.ts';

/** Keeps the project up to date, and tells in the corner what others did. */
export function LiveNews({ project }: { readonly project: string }) {
  const { t } = useText();
  const { data: me } = useMe();
  const toaster = useId('news');
  const { dispatchToast } = useToastController(toaster);
  useLive(project, (event: ReceivedEvent) => {
    if (event.type !== 'revision' && event.type !== 'conflict') return;
    if (event.by.id === me?.user_id) return;
    const said =
      event.type === 'revision'
        ? sentenceOf(t, {
            source: event.source,
            author: event.by,
            changes_count: event.changes,
            message: event.message,
          })
        : t.live.conflicts(event.open_conflicts);
    dispatchToast(
      <Toast>
        <ToastTitle>{t.live.title}</ToastTitle>
        <ToastBody>{said}</ToastBody>
      </Toast>,
      { intent: event.type === 'conflict' ? 'warning' : 'info', timeout: 8000 },
    );
  });
  return <Toaster toasterId={toaster} position="bottom-end" />;
}
