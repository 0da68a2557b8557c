import { TerminalError } from '@userport/errors';

/** Kinds of page that the data set of companies takes. */
const COMPANY_PAGE = /^\/(company|school|showcase)\/([^/]+)/i;

/**
 * A company's page in the one form in which it is asked for and kept: country, query and further parts of the path
 * do not make it another company.
 * @throws TerminalError `address_refused` for anything but a company's page on LinkedIn
 */
export function linkedinCompanyUrl(address: string): string {
  const text = address.trim();
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  const host = url?.hostname ?? '';
  const [, kind, name] = COMPANY_PAGE.exec(url?.pathname ?? '') ?? [];
  if (
    (host === 'linkedin.com' || host.endsWith('.linkedin.com')) &&
    kind !== undefined &&
    name !== undefined
  ) {
    return `https://www.linkedin.com/${kind.toLowerCase()}/${name.toLowerCase()}`;
  }
  throw new TerminalError(
    'The address is not a company’s page on LinkedIn. Give one like https://www.linkedin.com/company/NAME.',
    { code: 'address_refused' },
  );
}
