import http, {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { plainAddress } from '#connectors-core/address-range.js';
import { refusal } from '#domain/refusal.js';
import { HttpProblem } from '../problem/http-problem.js';
import type { ConnectionCounts } from './connection-counts.js';
import { linger } from './lingering.js';
import { setHeaders } from './safe-headers.js';
import {
  answerSocket,
  bareAnswer,
  LARGEST_HEAD_BYTES,
  problemOfSocket,
  type SenderTimes,
} from './socket-problem.js';

/** How soon it is seen that a sender has taken too long. */
const LOOK_AT_SENDERS_EVERY_MS = 1_000;
/** A connection on which nothing is asked for so long is closed. Longer than proxies keep theirs: they close first. */
const IDLE_MS = 72_000;
/** Whoever is told that there are too many connections has so long to ask something and to hear it. */
const TOLD_WITHIN_MS = 5_000;

export interface EdgeParts extends SenderTimes {
  readonly connections: ConnectionCounts;
  /** What every answer carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** Told of a connection that is not served. */
  readonly observeRefused: (how: 'told' | 'cut', address: string) => void;
}

/**
 * The server beneath Fastify: what there is before a route is looked for. Bounds how long senders take and how many
 * connections there are, and answers by a problem what Node would answer by itself, or not at all.
 */
export class EdgeServer {
  /** What each connection is being answered just now. */
  private readonly answering = new WeakMap<Duplex, ServerResponse>();
  private readonly tooMany = new WeakSet<Duplex>();
  private readonly ended = new WeakSet<Duplex>();

  constructor(private readonly parts: EdgeParts) {}

  /** @param serve what takes requests that may be looked at */
  create(serve: RequestListener): Server {
    const { requestMs, headMs } = this.parts;
    const options = {
      requestTimeout: requestMs,
      headersTimeout: headMs,
      connectionsCheckingInterval: LOOK_AT_SENDERS_EVERY_MS,
      keepAliveTimeout: IDLE_MS,
      maxHeaderSize: LARGEST_HEAD_BYTES,
      // Node's own answer would have no body: looked at below.
      requireHostHeader: false,
    };
    const server = http.createServer(options, (request, response) => this.take(request, response, serve));
    server.on('connection', (socket) => this.admit(socket));
    server.on('clientError', (error, socket) => this.failed(error, socket));
    server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) =>
      this.refuse(response, new HttpProblem('expectation_unknown', refusal('expectation_unknown'))),
    );
    server.on('connect', (_request, socket) => {
      // Node takes its own listener away: without one, a connection that is reset would end the process.
      socket.on('error', () => socket.destroy());
      this.end(socket, new HttpProblem('no_tunnel', refusal('no_tunnel')));
    });
    return server;
  }

  /** Bytes that are no request, or a request that takes too long to come. */
  private failed(error: NodeJS.ErrnoException, socket: Duplex): void {
    // What is still read of a connection that is ending is no request either.
    if (this.ended.has(socket)) return;
    const answer = this.answering.get(socket);
    const isPending = answer?.writableFinished === false;
    if (error.code === 'ECONNRESET' || socket.destroyed) {
      socket.destroy();
    } else if (isPending && answer.req.complete) {
      // The request before is whole and still worked on: nothing of this one is to be taken for its answer.
      this.ended.add(socket);
      answer.once('close', () => socket.destroy());
    } else if (answer?.headersSent === true && !answer.req.complete) {
      // It has been answered, or is being, and goes on sending.
      socket.destroy();
    } else {
      this.end(socket, this.tooMany.has(socket) ? tooManyOpen() : problemOfSocket(error, this.parts));
    }
  }

  private admit(socket: Socket): void {
    const { connections, observeRefused } = this.parts;
    // Asked for while the connection is there, so Node still knows it once it is gone.
    const address = plainAddress(socket.remoteAddress ?? '');
    const opened = connections.open(address);
    if (opened !== 'served') observeRefused(opened, address);
    if (opened === 'cut') {
      socket.destroy();
      return;
    }
    socket.once('close', () => connections.close(address, opened));
    linger(socket, () => this.answering.get(socket)?.req);
    if (opened === 'served') return;
    this.tooMany.add(socket);
    setTimeout(() => socket.destroy(), TOLD_WITHIN_MS).unref();
  }

  private take(request: IncomingMessage, response: ServerResponse, serve: RequestListener): void {
    this.answering.set(request.socket, response);
    const refused = this.refusalOf(request);
    if (refused !== undefined) {
      this.refuse(response, refused);
      return;
    }
    setHeaders(response, this.parts.headers);
    serve(request, response);
  }

  private refusalOf({ socket, httpVersion, rawHeaders }: IncomingMessage): HttpProblem | undefined {
    if (this.tooMany.has(socket)) return tooManyOpen();
    const hosts = hostsIn(rawHeaders);
    if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0'))
      return new HttpProblem('malformed_request', refusal('host_not_once'));
    return undefined;
  }

  private refuse(response: ServerResponse, told: HttpProblem): void {
    const { status, headers, body } = bareAnswer(told, this.parts.headers);
    setHeaders(response, headers);
    response.writeHead(status).end(body);
  }

  private end(socket: Duplex, told: HttpProblem): void {
    this.ended.add(socket);
    answerSocket(socket, told, this.parts.headers);
  }
}

const tooManyOpen = () => new HttpProblem('unavailable', refusal('too_many_connections'));

/** RFC 9112: one, or whoever stands in between and we might each take another for the right one. */
function hostsIn(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at])) hosts += 1;
  return hosts;
}

const isHost = (name = ''): boolean => name.length === 4 && name.toLowerCase() === 'host';
