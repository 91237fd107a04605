/** The forms of a counted noun; `#` stands for the number. Languages use the forms they have. */
export type Forms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export function pluralIn(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const digits = new Intl.NumberFormat(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', digits.format(count));
}
