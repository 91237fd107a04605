/** Entry of an engine child: hears a job, works, says the result. It has no network, no database and no keys but one copy's. */
import { flushCompileCache } from 'node:module';
import process from 'node:process';
import { inPieces, type Piece, type Rest, Whole } from '../ports/engine/parts.ts';
import { type Ask, jobs } from './jobs.ts';

type FromParent =
  | { readonly type: 'job'; readonly job: keyof typeof jobs; readonly input: never; readonly measured?: true }
  | { readonly type: 'answer'; readonly answer: unknown };

/** One message after the other: a piece is sent when the one before it has been taken. */
async function say(message: object): Promise<void> {
  for (const part of inPieces(message))
    await new Promise<void>((sent, failed) =>
      process.send?.(part, (error: Error | null) => (error ? failed(error) : sent())),
    );
}

let hearAnswer: ((answer: unknown) => void) | undefined;

const ask: Ask = (question) =>
  new Promise((resolve, reject) => {
    hearAnswer = resolve;
    say({ type: 'ask', question }).catch(reject);
  });

async function work(job: keyof typeof jobs, input: never, clock: Clock | undefined): Promise<void> {
  try {
    const result = await jobs[job](input, clock?.asking ?? ask);
    await say({ type: 'done', result, spent: clock?.spent() });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    await say({ type: 'failed', message, stack: stack ?? '', spent: clock?.spent() });
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

let isKept = false;

/** What the first job has compiled, for the children after this one: it is killed in the end, and would keep nothing of it. */
function keepCompiled(): void {
  if (isKept) return;
  isKept = true;
  flushCompileCache();
}

const heard = new Whole();
process.on('message', (part: Piece | Rest) => {
  if (part.type === 'piece') return heard.add(part);
  const message = heard.end(part) as FromParent;
  if (message.type === 'answer') hearAnswer?.(message.answer);
  else
    void say({ type: 'taken' })
      .then(() => work(message.job, message.input, message.measured && startClock()))
      .then(keepCompiled);
});
process.on('disconnect', () => process.exit(0));
