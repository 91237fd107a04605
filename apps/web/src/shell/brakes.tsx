import type { Brake } from '@sprintforge/protocol';
import { brakeText } from '../text/brake-text.ts';
import { useText } from '../text/use-text.ts';

/** Each question of a brake (rule A3), with what would happen. */
export function Brakes({ of }: { readonly of: readonly Brake[] }) {
  const { t, format } = useText();
  return of.map((brake) => (
    <div key={brake.token}>
      {t.sync.asks[brake.code]} {brakeText(t, format, brake)}
    </div>
  ));
}
