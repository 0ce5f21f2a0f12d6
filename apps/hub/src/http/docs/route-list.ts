import type { FastifyInstance } from 'fastify';

/** Characters of one part of an address that a route takes for a value. */
export const LONGEST_PARAM = 200;

interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Knows which methods an address takes, so that a wrong method is told apart from a wrong address. */
export class RouteList {
  private readonly routes: Route[] = [];

  /** To be called before any route is added. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      // A wildcard takes anything below it: it would call every wrong address a wrong method.
      if (!url.includes('*')) this.routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
  }

  /** @param url with or without a query; empty when there is nothing at the address */
  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const methods = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)))
      .join('/')}$`,
  );
