import type { CloudTasksClient } from '@google-cloud/tasks';

type AuthClient = NonNullable<NonNullable<ConstructorParameters<typeof CloudTasksClient>[0]>['authClient']>;

/** Without it the client looks for a metadata server before its first call and warns that there is none. */
const nobody = { universeDomain: 'googleapis.com' } as AuthClient;

async function makeClient(apiEndpoint?: string): Promise<CloudTasksClient> {
  const { CloudTasksClient } = await import('@google-cloud/tasks');
  if (apiEndpoint === undefined) return new CloudTasksClient();
  const { protocol, hostname, port } = new URL(apiEndpoint);
  const place = { apiEndpoint: hostname, port: Number(port) || 443 };
  if (protocol === 'https:') return new CloudTasksClient(place);
  const { credentials } = await import('@grpc/grpc-js');
  return new CloudTasksClient({ ...place, sslCreds: credentials.createInsecure(), authClient: nobody });
}

/**
 * Makes Google's client, which is loaded here and not before: it costs 0.4 s. Credentials are looked for here as well:
 * a call that meets missing ones leaves a rejection behind that nobody can catch, and that ends a process.
 * @param apiEndpoint other address, with scheme; plain http is an emulator and gets no credentials
 * @throws what Google's library says of missing or unreadable credentials
 */
export async function openTasksClient(apiEndpoint?: string): Promise<CloudTasksClient> {
  const client = await makeClient(apiEndpoint);
  await client.initialize();
  return client;
}
