import type { JsonObject, TaskContract } from '@userport/contracts';
import { z } from 'zod';
import type { Route } from './route';

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };
const PROBLEM_CONTENT = { 'application/problem+json': { schema: PROBLEM_REF } };

/** What every route can answer besides its own. */
const EVERYWHERE: Readonly<Record<number, string>> = {
  401: 'No ID token, or one that does not hold.',
  403: 'The caller is not one of those who may call.',
  405: 'Wrong method; Allow names the right ones.',
  500: 'An unexpected fault; the log has it.',
  503: 'Storage or queue did not answer, the instance is stopping or not configured; Retry-After says when to ask again.',
};

/** What every route that takes a body can answer. */
const WITH_BODY: Readonly<Record<number, string>> = {
  400: 'The body is not JSON in UTF-8.',
  413: 'The body has more than 32 MiB.',
  415: 'The body is compressed.',
};

const problem: JsonObject = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', description: 'A stable name of the kind of problem.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what to do.' },
    errors: {
      type: 'array',
      description: 'Every rule that the request breaks. Values are never repeated.',
      items: {
        type: 'object',
        required: ['path', 'rule', 'message'],
        properties: {
          path: { type: 'string', description: 'The field; empty for the whole.' },
          rule: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
  additionalProperties: true,
};

/** zod writes a format's pattern beside its name, and the bounds of a double's whole numbers: noise for readers. */
const withoutNoise = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
  if (jsonSchema.format !== undefined || jsonSchema.type !== 'string') delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const written = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: withoutNoise });
  const { $schema: _version, ...rest } = written;
  return rest as JsonObject;
};

const pathParameters = (path: string): JsonObject[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

const queryParameters = (query: Route['query']): JsonObject[] =>
  Object.entries(query?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field as z.ZodType, 'input');
    return {
      name,
      in: 'query',
      required: false,
      schema,
      ...(description === undefined ? {} : { description }),
    };
  });

const problemResponse = (description: string): JsonObject => ({ description, content: PROBLEM_CONTENT });

const asComponents = (problems: Readonly<Record<number, string>>): JsonObject =>
  Object.fromEntries(
    Object.entries(problems).map(([status, about]) => [`Status${status}`, problemResponse(about)]),
  );

const references = (problems: Readonly<Record<number, string>>): JsonObject =>
  Object.fromEntries(
    Object.keys(problems).map((status) => [status, { $ref: `#/components/responses/Status${status}` }]),
  );

const responsesOf = (route: Route, answer: JsonObject): JsonObject => {
  return {
    200: { description: 'Done.', content: { 'application/json': { schema: answer } } },
    ...references({ ...EVERYWHERE, ...(route.takesPayload === true ? WITH_BODY : {}) }),
    ...Object.fromEntries(
      Object.entries(route.problems).map(([status, about]) => [status, problemResponse(about)]),
    ),
  };
};

const operationOf = (route: Route): JsonObject => ({
  operationId: route.operation,
  summary: route.summary,
  ...(route.open === true ? { security: [] } : {}),
  parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
  responses: responsesOf(route, schemaOf(route.answer, 'output')),
});

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** A route that takes payloads is told once for each task, with the payload of its contract. */
const pathsOf = (route: Route, contracts: readonly TaskContract[]): (readonly [string, JsonObject])[] => {
  const method = route.method.toLowerCase();
  if (route.takesPayload !== true) return [[route.path, { [method]: operationOf(route) }]];
  return contracts.map((contract) => {
    const path = route.path.replace('{task_name}', contract.name);
    const body = { schema: { $ref: `#/components/schemas/${pascal(contract.name)}Payload` } };
    const operation = {
      ...operationOf({ ...route, path, operation: `${route.operation}_${contract.name}` }),
      description: contract.summary,
      requestBody: { required: true, content: { 'application/json': body } },
    };
    return [path, { [method]: operation }];
  });
};

/**
 * The OpenAPI 3.1 document of the gateway, from the table of routes and the contracts of the tasks. Pure.
 * 3.1 takes JSON Schema 2020-12 as it is (spec.openapis.org/oas/v3.1.1, 4.8.24), which is what zod writes.
 */
export function openapiDocument(
  routes: readonly Route[],
  contracts: Readonly<Record<string, TaskContract>>,
): JsonObject {
  const tasks = Object.values(contracts);
  const payloads: Readonly<Record<string, JsonObject>> = Object.fromEntries(
    tasks.map((contract) => [`${pascal(contract.name)}Payload`, schemaOf(contract.payload, 'input')]),
  );
  return {
    openapi: '3.1.1',
    info: {
      title: 'Userport Workers gateway',
      version: '1',
      description:
        'Takes requests for enrichment tasks, tells how they fare, and lets an operator act on them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ idToken: [] }],
    paths: Object.fromEntries(routes.flatMap((route) => pathsOf(route, tasks))),
    components: {
      securitySchemes: {
        idToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A Google ID token whose audience is the address of the gateway.',
        },
      },
      responses: asComponents({ ...EVERYWHERE, ...WITH_BODY }),
      schemas: { Problem: problem, ...payloads },
    },
  };
}
