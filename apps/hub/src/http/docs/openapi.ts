import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { wireSchema } from '#admin-contract/json-schema.js';
import { accessOf } from '../route-access.js';
import { SessionCookie } from '../session/session-cookie.js';

const TITLE = 'Suanpan';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Serves the document at /openapi.json; made when first asked for. */
export function serveOpenApi(app: INestApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= openApiDocument(app)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    // Its page has scripts and styles in it, which a strict policy keeps out.
    ui: false,
  });
}

function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(TITLE)
    .setDescription(
      'Money is whole fen in fields that end in Fen; instants are ISO 8601 with an offset. `x-role` is the least role that may; ' +
        '`x-store-scope` says what a key for single stores meets: `free`, nothing of it is of a store; `kept`, it meets what is of ' +
        'its stores alone; `unseen`, it is refused.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth(app.get(SessionCookie).name, { type: 'apiKey', in: 'cookie' }, 'session')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: toOpenApi,
    operationIdFactory: (controller, method) => method + controller.replace(/Controller$/, ''),
  });
  for (const { route, operation } of operationsOf(document)) {
    if ('default' in operation.responses) operation.responses.default = problem;
    Object.assign(operation, securityOf(...route));
  }
  return { ...document, paths: { ...document.paths, ...WEBHOOK_PATH } };
}

/** Nest's decorators know one media type for all answers of an operation, but a problem has its own. */
const operationsOf = ({ paths }: OpenAPIObject) =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ route: [method, path] as const, operation }];
    }),
  );

/** Who may, by the table of routes. */
function securityOf(method: string, path: string): object {
  const row = accessOf(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'));
  if (row === undefined || row.role === 'open') return { security: [] };
  return { security: [{ bearer: [] }, { session: [] }], 'x-role': row.role, 'x-store-scope': row.scope };
}

/** Answers are written by their shape's wire side as well, so both directions are the input's schema. */
function toOpenApi(shape: unknown) {
  if (!(shape instanceof z.ZodType)) return undefined;
  const { $schema: _draft, $defs, ...schema } = wireSchema(shape);
  return { schema, components: ($defs ?? {}) as Record<string, unknown> };
}

const text = { type: 'string' } as const;
const problem = {
  description: 'A problem document (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Stands outside Nest, so it is written here by hand. */
const WEBHOOK_PATH: OpenAPIObject['paths'] = {
  '/webhooks/{connector}/{accountKey}': {
    post: {
      operationId: 'takeDelivery',
      summary: 'Takes a delivery; the body and its signature are the vendor’s',
      tags: ['webhooks'],
      parameters: ['connector', 'accountKey'].map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: text,
      })),
      requestBody: { required: true, content: { 'application/json': { schema: {} } } },
      responses: {
        '200': { description: 'Stored; exactly the answer that the vendor wants' },
        default: problem,
      },
    },
  },
};
