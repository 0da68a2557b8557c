import { taskContracts } from '@userport/contracts';
import { openapiDocument } from './openapi';
import { routes } from './routes';

const document = openapiDocument(routes, taskContracts);

describe('openapiDocument', () => {
  it('holds no reference that leads nowhere', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference);
    const components = document['components'] as Record<string, object>;
    const known = new Set(
      ['schemas', 'responses'].flatMap((kind) =>
        Object.keys(components[kind] ?? {}).map((name) => `#/components/${kind}/${name}`),
      ),
    );
    expect(names.filter((reference) => !known.has(reference))).toEqual([]);
  });

  it('tells every route, and create once for each task with its payload', () => {
    const paths = Object.keys(document['paths'] as object);
    const expected = routes.flatMap(({ path }) =>
      path.includes('{task_name}')
        ? Object.keys(taskContracts).map((name) => path.replace('{task_name}', name))
        : [path],
    );
    expect(paths).toEqual(expected);
    expect(document).toMatchObject({
      paths: {
        '/api/v1/tasks/create/custom_column': {
          post: {
            operationId: 'create_custom_column',
            requestBody: {
              content: {
                'application/json': { schema: { $ref: '#/components/schemas/CustomColumnPayload' } },
              },
            },
          },
        },
      },
      components: { schemas: { CustomColumnPayload: { type: 'object' } } },
    });
  });

  it('names parameters of path and query with their rules', () => {
    const paths = document['paths'] as Record<
      string,
      { get: { parameters: { name: string; in: string }[] } }
    >;
    const names = paths['/api/v1/tasks/failed']?.get.parameters.map(
      ({ name, in: where }) => `${where} ${name}`,
    );
    expect(names).toEqual([
      'query start_date',
      'query end_date',
      'query retryable_only',
      'query task_name',
      'query limit',
      'query cursor',
    ]);
    expect(paths['/api/v1/tasks/{job_id}/status']?.get.parameters).toEqual([
      { name: 'job_id', in: 'path', required: true, schema: { type: 'string' } },
    ]);
  });
});
