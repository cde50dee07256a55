import { connect, createServer, type Socket } from 'node:net';

/** A daemon for tests to take away: a socket in front of the real one's. Its containers stay. */
export async function mortalDaemon(socket: string) {
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    const engine = connect('/var/run/docker.sock');
    for (const end of [client, engine]) {
      open.add(end);
      end.on('error', () => undefined);
    }
    client.pipe(engine).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(socket, resolve));
  const goAway = () => {
    proxy.close();
    for (const end of open) end.destroy();
  };
  return { socket, goAway };
}
