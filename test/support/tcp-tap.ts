/** What stands between a server and a service it uses, and spoils the conversation when a test says so. */
import net from 'node:net';

type Manner =
  | { readonly kind: 'pass' }
  /** Connections are cut, new ones too. */
  | { readonly kind: 'gone' }
  /** Connections stand, and nothing comes through. */
  | { readonly kind: 'frozen' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The service is not asked: this is what it would have said. */
  | { readonly kind: 'instead'; readonly answer: string }
  /** Once, at the first message that holds the last of the texts, the others having been seen before: cut before the service gets it, or when it has answered. */
  | { readonly kind: 'cut'; readonly texts: string[]; readonly when: 'before' | 'after' }
  | { readonly kind: 'tell'; readonly text: string; readonly whom: () => void };

export class TcpTap {
  #manner: Manner = { kind: 'pass' };
  #target: number;
  readonly #server: net.Server;
  readonly #links = new Set<net.Socket>();

  private constructor(target: number) {
    this.#target = target;
    this.#server = net.createServer((client) => this.#link(client));
  }

  static async to(target: number): Promise<TcpTap> {
    const tap = new TcpTap(target);
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }
  /** Has the cut that was asked for happened? */
  get cutDone(): boolean {
    return this.#manner.kind === 'cut' && this.#manner.texts.length === 0;
  }

  pass(target: number = this.#target): void {
    this.#target = target;
    if (this.#manner.kind === 'frozen') this.#cutAll();
    this.#manner = { kind: 'pass' };
  }
  gone(): void {
    this.#manner = { kind: 'gone' };
    this.#cutAll();
  }
  freeze(): void {
    this.#manner = { kind: 'frozen' };
  }
  slow(ms: number): void {
    this.#manner = { kind: 'slow', ms };
  }
  instead(answer: string): void {
    this.#manner = { kind: 'instead', answer };
  }
  cut(when: 'before' | 'after', ...texts: string[]): void {
    this.#manner = { kind: 'cut', texts, when };
  }
  /** Once, before the service gets the first message that holds the text. */
  tellAt(text: string, whom: () => void): void {
    this.#manner = { kind: 'tell', text, whom };
  }
  async stop(): Promise<void> {
    this.#cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #cutAll(): void {
    for (const socket of this.#links) socket.destroy();
  }

  /** Crosses off what the message holds; is nothing left? */
  #isCutHere(texts: string[], chunk: Buffer): boolean {
    if (texts.length === 0 || !chunk.includes(texts[0]!)) return false;
    texts.shift();
    return texts.length === 0;
  }

  #link(client: net.Socket): void {
    if (this.#manner.kind === 'gone') return void client.destroy();
    const service = net.connect(this.#target, '127.0.0.1');
    /** The next answer is the one that nobody is to hear. */
    let last = false;
    const end = (): void => {
      client.destroy();
      service.destroy();
    };
    for (const socket of [client, service]) {
      this.#links.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        this.#links.delete(socket);
        end();
      });
    }
    client.on('data', (chunk) => {
      const manner = this.#manner;
      if (manner.kind === 'frozen') return;
      if (manner.kind === 'instead') return void client.write(manner.answer);
      if (manner.kind === 'tell' && chunk.includes(manner.text)) {
        this.#manner = { kind: 'pass' };
        manner.whom();
      }
      if (manner.kind === 'cut' && this.#isCutHere(manner.texts, chunk)) {
        if (manner.when === 'before') return end();
        last = true;
      }
      if (manner.kind === 'slow') setTimeout(() => service.writable && service.write(chunk), manner.ms);
      else service.write(chunk);
    });
    service.on('data', (chunk) => {
      if (last) return end();
      if (this.#manner.kind !== 'frozen') client.write(chunk);
    });
  }
}
