import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Whoever was answered before all had come may go on sending for so long. */
const LINGER_MS = 5_000;

/**
 * Has a connection that is to end after an answer end only once the rest of its request has come, which is dropped, or
 * some seconds have passed. Node would close it at once; then what is still on its way makes the system take the
 * answer back, and a sender whose body is too large would see a broken connection and not why.
 * @param requestOf what is answered on the connection just now
 */
export function linger(socket: Socket, requestOf: () => IncomingMessage | undefined): void {
  const endNow = socket.destroySoon.bind(socket);
  socket.destroySoon = () => {
    const request = requestOf();
    if (request === undefined || request.complete) {
      endNow();
      return;
    }
    socket.end();
    request.once('end', endNow).resume();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}
