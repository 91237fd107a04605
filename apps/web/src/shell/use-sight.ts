import { type RefObject, useEffect } from 'react';

/** Calls `look` at first, and whenever what is in sight of a scrolling box changes. */
export function useSight(box: RefObject<HTMLElement | null>, look: () => void): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [box, look]);
}
