/** Entry of an engine child: hears a job, works, says the result. It has no network, no database and no keys but one copy's. */
import process from 'node:process';
import { type Ask, jobs } from './jobs.ts';

type FromParent =
  | { readonly type: 'job'; readonly job: keyof typeof jobs; readonly input: never; readonly measured?: true }
  | { readonly type: 'answer'; readonly answer: unknown };

let hearAnswer: ((answer: unknown) => void) | undefined;

const ask: Ask = (question) =>
  new Promise((resolve) => {
    hearAnswer = resolve;
    process.send?.({ type: 'ask', question });
  });

async function work(job: keyof typeof jobs, input: never, clock: Clock | undefined): Promise<void> {
  try {
    const result = await jobs[job](input, clock?.asking ?? ask);
    process.send?.({ type: 'done', result, spent: clock?.spent() });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    process.send?.({ type: 'failed', message, stack: stack ?? '', spent: clock?.spent() });
  }
}

interface Clock {
  readonly asking: Ask;
  /** For the traces of the parent. */
  spent(): object;
}

/** Measures one job from now on; instants in milliseconds since 1970. */
function startClock(): Clock {
  const now = (): number => performance.timeOrigin + performance.now();
  const [from, cpu] = [now(), process.cpuUsage()];
  const asked: { from: number; until: number }[] = [];
  return {
    async asking(question) {
      const began = now();
      const answer = await ask(question);
      asked.push({ from: began, until: now() });
      return answer;
    },
    spent() {
      const { user, system } = process.cpuUsage(cpu);
      return { from, until: now(), cpuMs: (user + system) / 1000, asked };
    },
  };
}

process.on('message', (message: FromParent) => {
  if (message.type === 'job') {
    process.send?.({ type: 'taken' });
    void work(message.job, message.input, message.measured && startClock());
  } else hearAnswer?.(message.answer);
});
process.on('disconnect', () => process.exit(0));
