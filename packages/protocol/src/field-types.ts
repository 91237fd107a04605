/** What a field may hold that people make; apart from the shapes, so that a page which lists them does not load these. */
export const CUSTOM_FIELD_TYPES = [
  'text',
  'number',
  'integer',
  'percent',
  'money',
  'date',
  'duration',
  'boolean',
  'choice',
  'people',
] as const;
