import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readInput } from '../input.js';
import { ROBOT_KINDS, robotInput, type Robots } from '../robots/robots.js';

const messagesQuery = z.strictObject({
  kind: z.enum(ROBOT_KINDS).optional(),
  key: z.string().optional(),
});

/** Makes robots, and shows what they were told, the oldest first. */
export function robotsControl(scope: FastifyInstance, robots: Robots): void {
  scope.post('/robots/keys', async ({ body }, reply) =>
    reply.code(201).send(robots.save(readInput(robotInput, body))),
  );
  scope.get('/robots/messages', ({ query }) => ({ items: robots.of(readInput(messagesQuery, query)) }));
}
