import { emailOf, serviceUrl, placeProblems } from './place';

describe('names that follow from a place', () => {
  it('are e-mails of accounts and addresses of services', () => {
    expect(emailOf({ project: 'demo' }, 'queue')).toBe('userport-queue@demo.iam.gserviceaccount.com');
    expect(serviceUrl({ projectNumber: '42', region: 'us-west1' }, 'gateway')).toBe(
      'https://gateway-42.us-west1.run.app',
    );
  });
});

describe('placeProblems', () => {
  const place = { project: 'acme-workers', region: 'us-west1', dataset: 'userport_1', location: 'EU' };

  it('finds nothing wrong with a place that can be', () => {
    expect(placeProblems(place, ['django@acme-workers.iam.gserviceaccount.com'])).toEqual([]);
    expect(placeProblems({ ...place, project: 'acme.example:workers' }, [])).toEqual([]);
  });

  it.each([
    [{ project: 'Acme Workers' }, [], '--project'],
    [{ project: '' }, [], '--project'],
    [{ region: 'us' }, [], '--region'],
    [{ dataset: 'a-b' }, [], '--dataset'],
    [{ location: 'a b' }, [], '--location'],
    [{}, ['Django'], '--caller'],
  ])('names what cannot be: %j, called by %j', (part, callers, option) => {
    expect(placeProblems({ ...place, ...part }, callers)).toEqual([expect.stringContaining(option)]);
  });
});
