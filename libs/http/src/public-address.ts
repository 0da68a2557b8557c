import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { TerminalError } from '@userport/errors';

/** All addresses of a host name; rejects when it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Every range that is not for the public internet: loopback, private, link-local (where clouds keep their metadata),
 * shared, documentation, multicast, reserved, and what only wraps an IPv4 address.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NOT_PUBLIC = {
  ipv4: [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
    ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
    ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ],
  ipv6: [
    ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'],
    ...['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  ],
} as const;

const blocked = (() => {
  const list = new BlockList();
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const range of NOT_PUBLIC[family]) {
      const [net = '', bits] = range.split('/');
      list.addSubnet(net, Number(bits), family);
    }
  }
  return list;
})();

/** Names that lead inside a machine or a network by their last label (RFC 6761, RFC 6762, RFC 8375, Google Cloud). */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)$/;

/** Names that have no address anywhere (RFC 6761): there is nothing to ask a name server. */
const NOWHERE = /\.(example|invalid|example\.(com|net|org))$/;

/** True for an address of the public internet; an IPv4 address inside an IPv6 one is judged as what it is. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && !blocked.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

const refuse = (rule: string): never => {
  throw new TerminalError(
    `The address cannot be read: ${rule}. Give an http or https address of a public host.`,
    { code: 'address_refused' },
  );
};

/** The addresses by the system's own resolver, as a connection would find them. */
export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

const originOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).origin : undefined;

/** True for an address under one of these base addresses. */
export const isExempt = (url: URL, exempt: readonly string[]): boolean =>
  exempt.some((address) => originOf(address) === url.origin);

/** How an address is checked. */
export interface PublicAddressOptions {
  readonly resolve?: Resolve;
  /** Base addresses that are configured, and therefore ours: not checked further. */
  readonly exempt?: readonly string[];
}

/**
 * Checks an address that came from outside: http or https, no user in it, and a host of the public internet by every
 * address that its name has. A name that cannot be resolved here passes: whoever reads it will say so.
 * @throws TerminalError `address_refused` naming the rule
 */
export async function checkPublicUrl(
  address: string | URL,
  { resolve = systemResolve, exempt = [] }: PublicAddressOptions = {},
): Promise<URL> {
  if (!URL.canParse(String(address))) return refuse('it is no address');
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return refuse(`${url.protocol} is not http or https`);
  if (url.username !== '' || url.password !== '') return refuse('it holds a user name or a password');
  if (isExempt(url, exempt)) return url;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? url : refuse(`${host} is not public`);
  if (INSIDE.test(host) || !host.includes('.')) return refuse(`${host} is a name inside a network`);
  if (NOWHERE.test(host)) return url;
  const addresses = await resolve(host).catch(() => []);
  return addresses.every(isPublicAddress) ? url : refuse(`${host} leads to an address that is not public`);
}
