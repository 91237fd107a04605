/** Entry of an engine child: hears a job, works, says the result. It has no network, no database and no keys but one copy's. */
import process from 'node:process';
import { type Ask, jobs } from './jobs.ts';

type FromParent =
  | { readonly type: 'job'; readonly job: keyof typeof jobs; readonly input: never }
  | { readonly type: 'answer'; readonly answer: unknown };

let hearAnswer: ((answer: unknown) => void) | undefined;

const ask: Ask = (question) =>
  new Promise((resolve) => {
    hearAnswer = resolve;
    process.send?.({ type: 'ask', question });
  });

async function work(job: keyof typeof jobs, input: never): Promise<void> {
  try {
    process.send?.({ type: 'done', result: await jobs[job](input, ask) });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    process.send?.({ type: 'failed', message, stack: stack ?? '' });
  }
}

process.on('message', (message: FromParent) => {
  if (message.type === 'job') {
    process.send?.({ type: 'taken' });
    void work(message.job, message.input);
  } else hearAnswer?.(message.answer);
});
process.on('disconnect', () => process.exit(0));
