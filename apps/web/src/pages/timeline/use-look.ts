import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Span } from './scale.ts';

/** Days of air before the day that one looks at. */
const air = 7;

/**
 * Which days of a line are in sight: from `begin` at first, and from the same day when the scale changes. Gives the way to
 * go to a day. `size`: pixels of one.
 */
export function useLook(
  box: RefObject<HTMLElement | null>,
  { first }: Span,
  size: number,
  begin: number,
): (day: number) => void {
  const seen = useRef(begin);
  const go = useCallback(
    (day: number) => {
      const element = box.current;
      if (!element) return;
      const left = Math.max(0, day - air - first) * size;
      element.scrollLeft = getComputedStyle(element).direction === 'rtl' ? -left : left;
    },
    [box, first, size],
  );
  useLayoutEffect(() => go(seen.current), [go]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      seen.current = first + Math.abs(element.scrollLeft) / size + air;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [box, first, size]);
  return go;
}
