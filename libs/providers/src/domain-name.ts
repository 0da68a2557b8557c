import { isIP } from 'node:net';
import { TerminalError } from '@userport/errors';

/** Labels joined by dots, the last one of letters or in punycode. */
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/**
 * The domain of an address or of a domain's name, in the one form in which it is asked for and kept: lower case,
 * punycode, without `www.`.
 * @throws TerminalError `address_refused` for what has no domain: an IP address, `localhost`, a word
 */
export function domainNameOf(website: string): string {
  const text = website.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : '';
  const domain = host.replace(/^www\./, '');
  if (isIP(host) === 0 && DOMAIN.test(domain)) return domain;
  throw new TerminalError('The website has no domain to look up. Give one like quarrystone.example.', {
    code: 'address_refused',
  });
}
