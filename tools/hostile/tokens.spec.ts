import { type LocalIssuer, startLocalIssuer } from '@userport/auth/testing';
import { verifyCaller } from '@userport/auth';
import { makeTokens, piecesOf, TOKEN_KINDS, type Tokens } from './tokens';

const AUDIENCE = 'https://gateway.example';

describe('makeTokens', () => {
  let issuer: LocalIssuer;
  let tokens: Tokens;
  beforeAll(async () => {
    issuer = await startLocalIssuer();
    tokens = makeTokens(issuer, AUDIENCE, 'the key as it is published', Date.now());
  });
  afterAll(() => issuer.close());

  const verdictOf = (kind: keyof Tokens) => {
    const check = verifyCaller({
      ...{ audiences: [AUDIENCE], allowedEmails: [issuer.email], issuers: [issuer.issuer] },
      ...{ keysUrl: issuer.keysUrl, iamChecksTokens: false, allowLocalCallers: false, onCloudRun: false },
    });
    const [authorization] = tokens[kind];
    return check(authorization === undefined ? {} : { authorization }, '203.0.113.7');
  };

  it('makes one good token, and none besides that is let in', async () => {
    const kinds = TOKEN_KINDS.filter((kind) => kind !== 'two_headers');
    const verdicts = await Promise.all(kinds.map(async (kind) => [kind, (await verdictOf(kind)).ok]));
    expect(verdicts.filter(([, ok]) => ok)).toEqual([['good', true]]);
  });

  it.each([
    ['wrong_email', 403],
    ['unverified_email', 403],
    ['no_email', 403],
    ['expired', 401],
    ['future', 401],
    ['public_key_as_secret', 401],
  ] as const)('makes a token that is wrong in one thing alone: %s', async (kind, status) => {
    expect(await verdictOf(kind)).toMatchObject({ ok: false, status });
  });

  it('makes one of 100 KB', () => {
    expect(tokens.long[0]?.length).toBeGreaterThan(100_000);
  });

  it('knows each token by pieces of its claims and of its signature', () => {
    const pieces = piecesOf(tokens);
    const [, claims = '', signature = ''] = tokens.good[0]?.split('.') ?? [];
    expect(pieces.filter((piece) => claims.endsWith(piece) || signature.endsWith(piece))).toHaveLength(2);
    expect(pieces.every((piece) => piece.length === 24)).toBe(true);
  });
});
