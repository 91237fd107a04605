import { type ReactNode, useEffect, useState } from 'react';

let isPressed = false;
const pressed = (is: boolean) => () => {
  isPressed = is;
};
addEventListener('pointerdown', pressed(true), { capture: true });
const ends = ['pointerup', 'pointercancel'] as const;
for (const end of ends) addEventListener(end, pressed(false), { capture: true });

/** What appears over the sheet waits until nothing is pressed: it moves the rows, and a click would become a selection of several. */
export function WhenReleased({ children }: { readonly children: ReactNode }) {
  const [isReleased, setReleased] = useState(!isPressed);
  useEffect(() => {
    if (isReleased) return;
    const release = () => setReleased(true);
    for (const end of ends) addEventListener(end, release);
    return () => {
      for (const end of ends) removeEventListener(end, release);
    };
  }, [isReleased]);
  return isReleased ? children : null;
}
