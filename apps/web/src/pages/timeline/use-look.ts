import { dayText } from '@sprintforge/core';
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useSight } from '../../shell/use-sight.ts';
import type { Span } from './scale.ts';

/** Days of air before the day that one looks at. */
const air = 7;
/** In steps of so many days it is said which are in sight. */
const step = 56;

export interface Look {
  /** Goes to a day. */
  readonly go: (day: number) => void;
  /** The days in sight and some around them. */
  readonly sight: Span;
  /** In which the days in sight begin. */
  readonly year: string;
}

/** Which days of a line are in sight: from `begin` at first, and from the same day when the scale changes. `size`: pixels of one. */
export function useLook(box: RefObject<HTMLElement | null>, { first, last }: Span, size: number, begin: number): Look {
  const seen = useRef(begin);
  const [sight, setSight] = useState({ first: begin, last: begin, year: '' });
  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const from = first + Math.abs(element.scrollLeft) / size;
    const next = {
      first: Math.max(first, Math.floor((from - step) / step) * step),
      last: Math.min(last, Math.ceil((from + element.clientWidth / size + step) / step) * step),
      year: dayText(Math.floor(from))?.slice(0, 4) ?? '',
    };
    seen.current = from + air;
    setSight((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  }, [box, first, last, size]);
  const go = useCallback(
    (day: number) => {
      const element = box.current;
      if (!element) return;
      const left = Math.max(0, day - air - first) * size;
      element.scrollLeft = getComputedStyle(element).direction === 'rtl' ? -left : left;
      look();
    },
    [box, first, size, look],
  );
  useLayoutEffect(() => go(seen.current), [go]);
  useSight(box, look);
  return { go, sight, year: sight.year };
}
