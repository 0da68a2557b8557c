import { RetryableError, TerminalError } from '@userport/errors';
import { createIdTokens } from './id-token';
import { type LocalIssuer, type LocalIssuerOptions, startLocalIssuer } from './testing';

const AUDIENCE = 'https://app.example';

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('createIdTokens', () => {
  const issuers: LocalIssuer[] = [];
  const environment = jest.replaceProperty(process, 'env', {});

  const startMetadataServer = async (options: LocalIssuerOptions = {}): Promise<LocalIssuer> => {
    const issuer = await startLocalIssuer(options);
    issuers.push(issuer);
    environment.replaceValue({ ...issuer.environment });
    return issuer;
  };

  afterEach(async () => {
    await Promise.all(issuers.splice(0).map((issuer) => issuer.close()));
  });

  afterAll(() => environment.restore());

  it('gets a token with e-mail for the audience exactly as given', async () => {
    const issuer = await startMetadataServer({ email: 'worker@demo.iam.gserviceaccount.com' });
    const { tokenFor } = createIdTokens();
    expect(claimsOf(await tokenFor(AUDIENCE))).toMatchObject({
      aud: AUDIENCE,
      email: 'worker@demo.iam.gserviceaccount.com',
      email_verified: true,
    });
    expect(issuer.asked).toEqual([
      `/computeMetadata/v1/instance/service-accounts/default/identity?format=full&audience=${AUDIENCE}`,
    ]);
  });

  it('keeps a token for each audience', async () => {
    const issuer = await startMetadataServer();
    const { tokenFor } = createIdTokens();
    const first = await tokenFor(AUDIENCE);
    expect(await tokenFor(AUDIENCE)).toBe(first);
    await tokenFor('https://other.example');
    expect(issuer.asked).toHaveLength(2);
  });

  it('renews a token that ends within five minutes', async () => {
    const issuer = await startMetadataServer({ tokenLifeSeconds: 299 });
    const { tokenFor } = createIdTokens();
    await tokenFor(AUDIENCE);
    await tokenFor(AUDIENCE);
    expect(issuer.asked).toHaveLength(2);
  });

  it('makes one request for all who ask at once', async () => {
    const issuer = await startMetadataServer();
    const { tokenFor } = createIdTokens();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => tokenFor(AUDIENCE)));
    expect([new Set(tokens).size, issuer.asked.length]).toEqual([1, 1]);
  });

  it('passes the kept token by when a fresh one is asked for', async () => {
    const issuer = await startMetadataServer();
    const { tokenFor } = createIdTokens();
    await tokenFor(AUDIENCE);
    await tokenFor(AUDIENCE, { fresh: true });
    expect(issuer.asked).toHaveLength(2);
  });

  it('finds a refusal final', async () => {
    await startMetadataServer({ fault: () => 403 });
    const failing = createIdTokens().tokenFor(AUDIENCE);
    await expect(failing).rejects.toBeInstanceOf(TerminalError);
    await expect(failing).rejects.toMatchObject({ code: 'id_token_refused' });
  });

  it('finds silence retryable, within its time, and asks again afterwards', async () => {
    let fault: number | undefined = 429;
    await startMetadataServer({ fault: () => fault });
    const { tokenFor } = createIdTokens({ timeoutMs: 1 });
    const failing = tokenFor(AUDIENCE);
    await expect(failing).rejects.toBeInstanceOf(RetryableError);
    await expect(failing).rejects.toMatchObject({ code: 'id_token_unavailable' });
    fault = undefined;
    expect(claimsOf(await createIdTokens().tokenFor(AUDIENCE))).toMatchObject({ aud: AUDIENCE });
  });
});
