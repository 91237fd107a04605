export type Ask = (question: unknown) => Promise<unknown>;
export const jobs = {} as Record<string, (input: never, ask: Ask) => Promise<unknown>>;
