import { isIP } from 'node:net';
import { parse } from 'tldts';

/** A company's website as somebody gave it, read. */
export interface Website {
  /** What is to be opened; `https://`, without credentials and fragment. */
  readonly url: string;
  /** Lower case, punycode, no final dot. */
  readonly host: string;
  /** The part that somebody registered: `acme.co.uk` of `www.acme.co.uk`. Punycode. */
  readonly domain: string;
  /** False when the suffix stands on no list: a new or an invented one. It is not refused. */
  readonly suffixKnown: boolean;
  /** True when an e-mail address was given, of which only the domain counts. */
  readonly fromEmail: boolean;
}

/** Why a text is no company's website. */
export type WebsiteProblem =
  'missing' | 'not_a_url' | 'ip_address' | 'local_host' | 'no_domain' | 'social_profile' | 'free_mail';

/** A read website, or what is wrong with the text. */
export type WebsiteReading = { readonly website: Website } | { readonly problem: WebsiteProblem };

/** Networks on which companies have profiles; a profile is not their site. */
const SOCIAL_DOMAINS = new Set([
  ...['linkedin.com', 'facebook.com', 'fb.com', 'instagram.com', 'twitter.com', 'x.com', 'youtube.com'],
  ...[
    'tiktok.com',
    'xing.com',
    'pinterest.com',
    'github.com',
    'medium.com',
    'crunchbase.com',
    'wikipedia.org',
  ],
  ...['linktr.ee', 't.me', 'wa.me', 'vk.com', 'weibo.com', 'threads.net', 'bsky.app', 'glassdoor.com'],
]);

/** Providers of mailboxes for everybody: an address there says nothing about an employer. */
const FREE_MAIL_DOMAINS = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com'],
  ...['yahoo.co.uk', 'yahoo.fr', 'yahoo.co.jp', 'ymail.com', 'aol.com', 'icloud.com', 'me.com', 'mac.com'],
  ...['gmx.de', 'gmx.net', 'gmx.com', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'freenet.de', 'mail.com'],
  ...['proton.me', 'protonmail.com', 'pm.me', 'tutanota.com', 'zoho.com', 'fastmail.com', 'hey.com'],
  ...['orange.fr', 'free.fr', 'wanadoo.fr', 'laposte.net', 'sfr.fr', 'libero.it', 'virgilio.it', 'tin.it'],
  ...['mail.ru', 'yandex.ru', 'yandex.com', 'rambler.ru', 'bk.ru', 'wp.pl', 'o2.pl', 'onet.pl', 'interia.pl'],
  ...['qq.com', '163.com', '126.com', 'sina.com', 'naver.com', 'hanmail.net', 'daum.net', 'rediffmail.com'],
  ...['uol.com.br', 'bol.com.br', 'terra.com.br', 'comcast.net', 'verizon.net', 'att.net', 'btinternet.com'],
]);

/** Names that lead nowhere on the Internet: https://www.iana.org/assignments/special-use-domain-names */
const LOCAL = /(^|\.)(localhost|local|internal|home\.arpa)$/;

/** Both lists of the Public Suffix List count: under `github.io` everybody has a domain of his own. */
const RULES = { allowPrivateDomains: true } as const;

/**
 * The registrable domain of a host name or address by the Public Suffix List, private part included; null for a bare
 * suffix, an IP address, a single label, and what is no host name. The form of the labels stays as it came.
 */
export function registrableDomain(host: string): string | null {
  const { domain, isIp, hostname } = parse(host.toLowerCase(), RULES);
  return isIp === true || host.trim().startsWith('.') || LOCAL.test(hostname ?? '') ? null : domain;
}

/** True for the domain of a provider of free mailboxes. */
export const isFreeMail = (domain: string): boolean => FREE_MAIL_DOMAINS.has(domain.toLowerCase());

const urlOf = (text: string): URL | null =>
  URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);

/** Reads a website as people and databases write it; nothing is thrown, a refusal has a name. */
export function readWebsite(text: string | null | undefined): WebsiteReading {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') return { problem: 'missing' };
  const email = /^(?:mailto:)?[^\s@/]+@([^\s@/]+)$/i.exec(trimmed)?.[1];
  const url = urlOf(email ?? trimmed);
  if (url === null || !/^https?:$/.test(url.protocol)) return { problem: 'not_a_url' };
  const host = url.hostname.replace(/\.$/, '');
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return { problem: 'ip_address' };
  if (LOCAL.test(host)) return { problem: 'local_host' };
  const { domain, isIcann, isPrivate } = parse(host, RULES);
  if (domain === null) return { problem: host.includes('.') ? 'no_domain' : 'not_a_url' };
  if (SOCIAL_DOMAINS.has(domain)) return { problem: 'social_profile' };
  if (isFreeMail(domain)) return { problem: 'free_mail' };
  url.protocol = 'https:';
  [url.username, url.password, url.hash] = ['', '', ''];
  const suffixKnown = isIcann === true || isPrivate === true;
  return {
    website: { url: url.href, host, domain, suffixKnown, fromEmail: email !== undefined },
  };
}
