import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlFault, readInput } from '../input.js';

/** Groups that were asked for and run until somebody stops them; see `RunningGroups`. */
interface Groups<I> {
  start(input: I): string;
  stop(id: string): boolean;
  stopAll(): void;
  shown(): readonly object[];
}

const idParam = z.object({ id: z.string() });

/** `POST` starts a group, `GET` lists them, `DELETE` stops all, or one by its id. */
export function groupRoutes<S extends z.ZodType>(
  scope: FastifyInstance,
  path: string,
  input: S,
  groups: Groups<z.output<S>>,
): void {
  scope.post(path, async ({ body }, reply) =>
    reply.code(201).send({ id: groups.start(readInput(input, body)) }),
  );
  scope.get(path, () => ({ items: groups.shown() }));
  scope.delete(path, async (_request, reply) => {
    groups.stopAll();
    return reply.code(204).send();
  });
  scope.delete(`${path}/:id`, async ({ params }, reply) => {
    if (!groups.stop(readInput(idParam, params).id)) throw new ControlFault('id', 'none of that id', 404);
    return reply.code(204).send();
  });
}
