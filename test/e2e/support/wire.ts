import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wire {
  url: string;
  /** Everything that went over it: method, address, body. */
  seen: { method: string; path: string; body: string }[];
  /** Cuts it: open connections break, new ones are refused. */
  cut(): Promise<void>;
}

/** A line between browser and server that writes down every byte of every request and can be cut. */
export async function wireTo(target: string): Promise<Wire> {
  const seen: Wire['seen'] = [];
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    seen.push({ method: incoming.method ?? '', path: incoming.url ?? '', body: body.toString('utf8') });
    const onward = send(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  };
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    seen,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
