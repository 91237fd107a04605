/** Monday to Sunday by name. */
export const weekdays = (locale: string): readonly string[] => {
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, at) => name.format(new Date(Date.UTC(2024, 0, 1 + at))));
};
