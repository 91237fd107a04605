/** The message has the line to add. */
export class StartRefused extends Error {
  readonly code = 'START_REFUSED';
  constructor(faults: readonly string[]) {
    super(
      `This server would not be safe to reach for others, so it does not start:\n${faults.map((one) => `- ${one}`).join('\n')}`,
    );
    this.name = 'StartRefused';
  }
}
