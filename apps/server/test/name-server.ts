/** A name server that knows some TXT records (RFC 1035), on a port of this machine. */
import dgram from 'node:dgram';

export interface NameServer {
  /** `address:port` */
  readonly at: string;
  readonly texts: Map<string, readonly string[]>;
  close(): Promise<void>;
}

const TXT = 16;

export async function startNameServer(): Promise<NameServer> {
  const texts: NameServer['texts'] = new Map();
  const socket = dgram.createSocket('udp4');
  socket.on('message', (asked, { port, address }) => {
    const end = asked.indexOf(0, 12);
    const question = asked.subarray(12, end + 5);
    const known = texts.get(nameOf(asked).toLowerCase());
    const records = asked.readUInt16BE(end + 1) === TXT ? (known ?? []) : [];
    const head = Buffer.alloc(12);
    asked.copy(head, 0, 0, 2);
    head.writeUInt16BE(known ? 0x8580 : 0x8583, 2); // an answer, or: no such name
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    socket.send(Buffer.concat([head, question, ...records.map(recordOf)]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', () => resolve()));
  return {
    at: `127.0.0.1:${socket.address().port}`,
    texts,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function nameOf(asked: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; asked[at] !== 0; at += asked[at]! + 1)
    labels.push(asked.toString('latin1', at + 1, at + 1 + asked[at]!));
  return labels.join('.');
}

/** Of the name that was asked for, in pieces of 40 letters, as long texts come. */
function recordOf(text: string): Buffer {
  const pieces = (text.match(/.{1,40}/g) ?? ['']).map((piece) =>
    Buffer.from(`${String.fromCharCode(piece.length)}${piece}`),
  );
  const data = Buffer.concat(pieces);
  const head = Buffer.from([0xc0, 12, 0, TXT, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]);
  return Buffer.concat([head, data]);
}
