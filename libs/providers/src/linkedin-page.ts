import { TerminalError } from '@userport/errors';

/** Kinds of page that a company may have. */
const COMPANY_PAGE = /^\/(company|school|showcase)\/([^/]+)/i;
const PERSON_PAGE = /^\/(in)\/([^/]+)/i;

/** Ids that LinkedIn writes in place of a name; vendors cannot look them up, and their letters are not words. */
const HASHED_ID = /^AC[a-zA-Z]AA[\w-]{10,}$/;

/** Kind and name of a page on LinkedIn, whatever country, query and further parts of the path. */
const pageOf = (address: string, pattern: RegExp): readonly [kind: string, name: string] | undefined => {
  const text = address.trim();
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  const host = url?.hostname ?? '';
  if (host !== 'linkedin.com' && !host.endsWith('.linkedin.com')) return undefined;
  const [, kind, name] = pattern.exec(url?.pathname ?? '') ?? [];
  return kind === undefined || name === undefined ? undefined : [kind.toLowerCase(), name];
};

const refused = (message: string): TerminalError => new TerminalError(message, { code: 'address_refused' });

/**
 * A company's page in the one form in which it is asked for and kept: country, query and further parts of the path
 * do not make it another company.
 * @throws TerminalError `address_refused` for anything but a company's page on LinkedIn
 */
export function linkedinCompanyUrl(address: string): string {
  const [kind, name = ''] = pageOf(address, COMPANY_PAGE) ?? [];
  if (kind !== undefined) return `https://www.linkedin.com/${kind}/${name.toLowerCase()}`;
  throw refused(
    'The address is not a company’s page on LinkedIn. Give one like https://www.linkedin.com/company/NAME.',
  );
}

/**
 * A person's page in the one form in which it is asked for and kept. It is for asking and comparing alone: what is
 * told to others keeps the form in which it came.
 * @throws TerminalError `address_refused` for anything but a person's page on LinkedIn, and for one with a hashed id
 */
export function linkedinPersonUrl(address: string): string {
  const [kind, name = ''] = pageOf(address, PERSON_PAGE) ?? [];
  if (kind === undefined) {
    throw refused(
      'The address is not a person’s page on LinkedIn. Give one like https://www.linkedin.com/in/NAME.',
    );
  }
  if (HASHED_ID.test(name)) {
    throw refused(
      'The address of the person holds an id of LinkedIn in place of a name, which nobody else can look up. ' +
        'Open the page and give the address that it shows then.',
    );
  }
  return `https://www.linkedin.com/in/${name.toLowerCase()}`;
}
