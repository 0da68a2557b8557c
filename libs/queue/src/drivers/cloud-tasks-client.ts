import type { CloudTasksClient } from '@google-cloud/tasks';

type AuthClient = NonNullable<NonNullable<ConstructorParameters<typeof CloudTasksClient>[0]>['authClient']>;

/** Without it the client looks for a metadata server before its first call and warns that there is none. */
const nobody = { universeDomain: 'googleapis.com' } as AuthClient;

/**
 * Makes Google's client, which is loaded here and not before: it costs 0.4 s.
 * @param apiEndpoint other address, with scheme; plain http is an emulator and gets no credentials
 */
export async function openTasksClient(apiEndpoint?: string): Promise<CloudTasksClient> {
  const { CloudTasksClient } = await import('@google-cloud/tasks');
  if (apiEndpoint === undefined) return new CloudTasksClient();
  const { protocol, hostname, port } = new URL(apiEndpoint);
  const place = { apiEndpoint: hostname, port: Number(port) || 443 };
  if (protocol === 'https:') return new CloudTasksClient(place);
  const { credentials } = await import('@grpc/grpc-js');
  return new CloudTasksClient({ ...place, sslCreds: credentials.createInsecure(), authClient: nobody });
}
